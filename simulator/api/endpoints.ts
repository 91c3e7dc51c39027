/** The endpoints of the service: their paths, what is wrong with a request, and the normal responses. */

import type { Sender } from './authorization.ts';
import { bodyProblems } from './notification.ts';
import { type Body, decodeUtf8 } from './request.ts';
import { apiError, type HttpResponse, jsonResponse, oauthError } from './response.ts';

/** The two endpoints of the service. */
export type Endpoint = 'token' | 'send';

/** The paths of the endpoints, as WalkMe documents them. */
export const endpointPaths: Readonly<Record<Endpoint, string>> = {
  token: '/accounts/connect/token',
  send: '/public/v1/notifications/send',
};

/** Target of a redirect without a URL: the ledger shows whoever follows it. */
export const movedPath = '/moved';

/** A request, as the service sees it. */
export interface ApiRequest {
  readonly endpoint: Endpoint | 'other';
  readonly method: string;
  readonly path: string;
  /** With its `?`, empty without a query. */
  readonly query: string;
  readonly contentType: string | undefined;
  readonly sender: Sender;
  readonly body: Body;
}

/** Everything wrong with a request. `refusal` is null if the service accepts the request. */
export interface Validation {
  readonly problems: readonly string[];
  readonly refusal: HttpResponse | null;
}

/** RFC 6749 section 5.1: the JSON of a token response. */
export interface Grant {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

/** @returns which endpoint a path belongs to. */
export function endpointOf(path: string, prefix: string): Endpoint | 'other' {
  if (path === prefix + endpointPaths.token) return 'token';
  return path === prefix + endpointPaths.send ? 'send' : 'other';
}

/** Worded like WalkMe's end-user update: the response of a send is not documented. */
export const sendResponse = jsonResponse(200, { message: 'Request has been received' });

/** @returns the response of a successful token request. */
export function tokenResponse(grant: unknown): HttpResponse {
  return jsonResponse(200, grant, { 'Cache-Control': 'no-store', Pragma: 'no-cache' });
}

/** Validates a request. `extraFields` are accepted in a notification beside the documented ones. */
export function validate(request: ApiRequest, extraFields: readonly string[]): Validation {
  const { endpoint, method, path, body } = request;
  if (endpoint === 'other') return path.startsWith(movedPath) ? moved : notFound;
  if (method !== 'POST') return notAllowed;
  if (body.state === 'cut off') {
    const problem = `The request was cut off after ${body.bytes.length} bytes of its body.`;
    return { problems: [problem], refusal: null };
  }
  if (body.state === 'too large') return tooLarge;
  return endpoint === 'token' ? validateToken(request) : validateSend(request, extraFields);
}

const moved = { problems: ['This path is the target of a redirect.'], refusal: sendResponse };
const notFound = refused(404, 'This path is not part of the service.');
const notAllowed = refused(405, 'The method must be POST.', { Allow: 'POST' });
const tooLarge = refused(413, 'The body is larger than 2 MiB.');

function refused(
  status: number,
  problem: string,
  headers: Readonly<Record<string, string>> = {},
): Validation {
  const response = apiError(status, problem);
  const refusal = { ...response, headers: { ...response.headers, ...headers } };
  return { problems: [problem], refusal };
}

/** RFC 6749 sections 4.4 and 5.2, and WalkMe's "Get authorization token". */
function validateToken(request: ApiRequest): Validation {
  const { sender } = request;
  const form = formProblems(request);
  const missing = sender.clientId === null ? 'The client must authenticate with HTTP Basic.' : null;
  const client = sender.problem ?? missing;
  const problems = client === null ? form.problems : [client, ...form.problems];
  if (problems.length === 0) return { problems, refusal: null };
  const text = problems.join(' ');
  if (client !== null && !sender.malformed) {
    return { problems, refusal: oauthError(401, 'invalid_client', text) };
  }
  const unsupported = form.unsupportedGrant && problems.length === 1;
  const error = unsupported ? 'unsupported_grant_type' : 'invalid_request';
  return { problems, refusal: oauthError(400, error, text) };
}

function formProblems(request: ApiRequest): {
  readonly problems: readonly string[];
  readonly unsupportedGrant: boolean;
} {
  const problems = headProblems(request, 'application/x-www-form-urlencoded');
  const fields = new URLSearchParams(decodeUtf8(request.body.bytes) ?? '');
  for (const name of new Set(fields.keys())) {
    if (name !== 'grant_type') problems.push(`Unknown field: ${name}.`);
  }
  const [grant = '', ...further] = fields.getAll('grant_type');
  const unsupportedGrant = grant !== '' && grant !== 'client_credentials';
  if (grant === '') problems.push('The field grant_type is missing.');
  if (further.length > 0) problems.push('The field grant_type is set more than once.');
  if (unsupportedGrant) {
    problems.push(`The grant_type must be client_credentials, found: ${grant}.`);
  }
  return { problems, unsupportedGrant };
}

/** WalkMe's "Workstation Notifications API". */
function validateSend(request: ApiRequest, extraFields: readonly string[]): Validation {
  const { sender, body } = request;
  const missing = sender.token === null ? 'A send requires a bearer token.' : null;
  const client = sender.problem ?? missing;
  const found = headProblems(request, 'application/json');
  found.push(...bodyProblems(body.bytes, extraFields));
  const problems = client === null ? found : [client, ...found];
  if (client !== null) return { problems, refusal: apiError(401, client) };
  if (problems.length === 0) return { problems, refusal: null };
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return { problems, refusal: apiError(400, `The request has ${count}.`, problems) };
}

/** @returns what is wrong with the query and the Content-Type; `charset=utf-8` may follow the type. */
function headProblems({ query, contentType }: ApiRequest, expected: string): string[] {
  const problems = query === '' ? [] : ['The URL must not have a query.'];
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(/\s*;\s*/);
  const known = parameters.every((parameter) => /^charset="?utf-8"?$/.test(parameter));
  if (type !== expected || !known) {
    problems.push(`The Content-Type must be ${expected}, found: ${contentType ?? 'none'}.`);
  }
  return problems;
}
