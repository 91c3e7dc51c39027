/** Builds HTTP responses as plain data, in the formats of the service. */

/** One response. `body` is sent as UTF-8, and not at all with a status that has no body. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;

/** @returns a JSON response. */
export function jsonResponse(status: number, value: unknown, headers: Headers = {}): HttpResponse {
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

/** @returns a plain text response. */
export function textResponse(status: number, text: string, headers: Headers = {}): HttpResponse {
  const type = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: text };
}

/** RFC 6749 section 5.2: an OAuth error. The RFC restricts the characters of the description. */
export function oauthError(status: number, error: string, description: string): HttpResponse {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
  if (status === 401) headers['WWW-Authenticate'] = 'Basic realm="WalkMe simulator"';
  const allowed = description.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?');
  return jsonResponse(status, { error, error_description: allowed }, headers);
}

/** @returns an error of the send endpoint, in the format of WalkMe's SCIM API (`status` and `detail`). */
export function apiError(
  status: number,
  detail: string,
  problems: readonly string[] = [],
): HttpResponse {
  const headers: Headers = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  const more = problems.length === 0 ? {} : { errors: problems };
  return jsonResponse(status, { status, detail, ...more }, headers);
}
