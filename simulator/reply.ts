/** An HTTP answer as plain data, and the answers that faults ask for. */

import type { Endpoint, RetryAfter } from './fault.ts';

/** One answer: `body` is sent as UTF-8, and not at all with a status that has none. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type Headers = Readonly<Record<string, string>>;

/** A JSON answer. */
export function jsonReply(status: number, value: unknown, headers: Headers = {}): Reply {
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(value) };
}

/** A plain text answer. */
export function textReply(status: number, text: string, headers: Headers = {}): Reply {
  const type = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers: { ...type, ...headers }, body: text };
}

/** A page such as a gateway answers in place of the service. */
export function htmlReply(status: number): Reply {
  const body = `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1><p>Simulated gateway page.</p></body></html>\n`;
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

/** RFC 6749 section 5.2: an OAuth error; the description keeps to the characters the RFC allows. */
export function oauthReply(status: number, error: string, description: string): Reply {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
  if (status === 401) headers['WWW-Authenticate'] = 'Basic realm="WalkMe simulator"';
  const allowed = description.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?');
  return jsonReply(status, { error, error_description: allowed }, headers);
}

/** A refusal by the send endpoint, in the form of WalkMe's SCIM sibling (`status` and `detail`). */
export function refusal(status: number, detail: string, problems: readonly string[] = []): Reply {
  const headers: Headers = status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {};
  const more = problems.length === 0 ? {} : { problems };
  return jsonReply(status, { status, detail, ...more }, headers);
}

/** The answer of a `<status>` or `redirect` fault; a redirecting status always has a Location. */
export function statusReply(
  endpoint: Endpoint | 'other',
  status: number,
  extra: { readonly retryAfter: RetryAfter | null; readonly location: string },
  nowMs: number,
): Reply {
  const headers: Record<string, string> = {};
  if ([301, 302, 303, 307, 308].includes(status)) headers['Location'] = extra.location;
  if (extra.retryAfter !== null) headers['Retry-After'] = retryAfterText(extra.retryAfter, nowMs);
  const detail = `Simulated fault: ${status}`;
  const reply =
    endpoint === 'token' ? oauthReply(status, oauthError(status), detail) : refusal(status, detail);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** Repeats the request's credentials and body in every spelling a careless service might use. */
export function echoReply(status: number, authorization: string, body: string): Reply {
  const sent = authorization.slice(authorization.indexOf(' ') + 1);
  const decoded = /^basic /i.test(authorization)
    ? Buffer.from(sent, 'base64').toString('utf8')
    : sent;
  const password = decoded.slice(decoded.indexOf(':') + 1);
  const all = { authorization, decoded, password, body };
  return jsonReply(status, {
    ...all,
    urlEncoded: Object.values(all).map((text) => encodeURIComponent(text.toWellFormed())),
    formEncoded: new URLSearchParams({ authorization, password }).toString(),
    jsonEscaped: Object.values(all).map((text) => JSON.stringify(text)),
    base64: Buffer.from(password, 'utf8').toString('base64'),
  });
}

function retryAfterText(retryAfter: RetryAfter, nowMs: number): string {
  switch (retryAfter.kind) {
    case 'seconds':
      return String(retryAfter.seconds);
    case 'date':
      return new Date(nowMs + retryAfter.seconds * 1000).toUTCString();
    case 'rubbish':
      return 'when it suits you';
  }
}

function oauthError(status: number): string {
  if (status === 401) return 'invalid_client';
  if (status === 403) return 'unauthorized_client';
  if (status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}
