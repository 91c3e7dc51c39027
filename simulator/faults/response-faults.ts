/** The faults that a complete response expresses: statuses, pages, redirects, and unusable tokens. */

import { type Grant, tokenResponse } from '../api/endpoints.ts';
import { apiError, type HttpResponse, jsonResponse, oauthError } from '../api/response.ts';
import type { Exchange, FaultRule, FaultValues } from './behavior.ts';

/** Faults with a response, in the order of `--help`. */
export const responseFaults: readonly FaultRule[] = [
  {
    form: 'ok',
    description: 'behaves normally',
    behavior: () => ({
      accepts: true,
      respond: ({ send, normalResponse }) => send(normalResponse()),
    }),
  },
  {
    form: 'ok <2xx>',
    description: 'behaves normally, with another status; 204 and 205 have no body',
    behavior: ({ status }) => ({
      accepts: true,
      respond: ({ send, normalResponse }) => send({ ...normalResponse(), status }),
    }),
  },
  {
    form: 'slow <ms>',
    description: 'accepts the request at once, and responds normally after a wait',
    behavior: ({ ms }) => ({
      accepts: true,
      waitMs: ms ?? 0,
      respond: ({ send, normalResponse }) => send(normalResponse()),
    }),
  },
  {
    form: '<3xx-5xx> [after accepting] [retry-after <seconds> | retry-after date <seconds> | retry-after rubbish]',
    description:
      'returns this status. 401 on a send revokes the token. "after accepting" accepts the request first',
    behavior: (values) => ({
      accepts: values.text.includes('after accepting'),
      respond: (exchange) => exchange.send(statusResponse(exchange, values)),
    }),
  },
  {
    form: 'redirect [<url>]',
    description: 'returns 307 to the URL, or to another path of the simulator',
    behavior: (values) => ({
      accepts: false,
      respond: (exchange) => exchange.send(statusResponse(exchange, { ...values, status: 307 })),
    }),
  },
  {
    form: 'html [<status>]',
    description: 'returns an HTML page, with 200 by default; a 2xx accepts the request',
    behavior: ({ status }) => ({
      accepts: status < 300,
      respond: ({ send }) => send(htmlResponse(status)),
    }),
  },
  {
    form: 'echo <status>',
    description:
      'returns the credentials and the body of the request in many encodings; a 2xx accepts the request',
    behavior: ({ status }) => ({
      accepts: status < 300,
      respond: (exchange) => exchange.send(echoResponse(status, exchange)),
    }),
  },
  tokenFault('empty token', 'returns an empty access token', ({ grant }) => ({
    ...grant('normal'),
    access_token: '',
  })),
  tokenFault('no token', 'returns no access token', ({ grant }) => {
    const { access_token: _, ...rest } = grant('normal');
    return rest;
  }),
  tokenFault('token type mac', 'returns a token type other than bearer', ({ grant }) => ({
    ...grant('normal'),
    token_type: 'mac',
  })),
  tokenFault('short token', 'returns a token of 5 characters, which is valid', ({ grant }) =>
    grant('short'),
  ),
  tokenFault(
    'token with control character',
    'returns a token with a control character in it',
    ({ grant }) => withControlCharacter(grant('normal')),
  ),
  tokenFault('json array', 'returns a JSON array', () => []),
];

function tokenFault(
  form: string,
  description: string,
  value: (exchange: Exchange) => unknown,
): FaultRule {
  const behavior = () => ({
    accepts: true,
    respond: (exchange: Exchange) => exchange.send(tokenResponse(value(exchange))),
  });
  return { form, description, endpoint: 'token', behavior };
}

function withControlCharacter(grant: Grant): Grant {
  const token = grant.access_token;
  const half = Math.floor(token.length / 2);
  return { ...grant, access_token: `${token.slice(0, half)}\u0007${token.slice(half)}` };
}

/** A redirecting status always has a Location. */
function statusResponse({ endpoint, movedUrl }: Exchange, values: FaultValues): HttpResponse {
  const { status, url } = values;
  const retryAfter = retryAfterOf(values);
  const headers: Record<string, string> = {};
  if ([301, 302, 303, 307, 308].includes(status)) headers['Location'] = url ?? movedUrl;
  if (retryAfter !== null) headers['Retry-After'] = retryAfter;
  const detail = `Simulated fault: ${status}`;
  const response =
    endpoint === 'token' ? oauthError(status, errorOf(status), detail) : apiError(status, detail);
  return { ...response, headers: { ...response.headers, ...headers } };
}

function retryAfterOf({ text, seconds }: FaultValues): string | null {
  if (text.includes('retry-after rubbish')) return 'when it suits you';
  if (seconds === null) return null;
  if (!text.includes('retry-after date')) return String(seconds);
  return new Date(Date.now() + seconds * 1000).toUTCString();
}

/** @returns the error code of RFC 6749 that a status suggests. */
function errorOf(status: number): string {
  if (status === 401) return 'invalid_client';
  if (status === 403) return 'unauthorized_client';
  if (status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}

/** @returns a page that a gateway returns in place of the service. */
function htmlResponse(status: number): HttpResponse {
  const body = `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>${status}</h1><p>Simulated gateway page.</p></body></html>\n`;
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

/** @returns the credentials and the body in every encoding that a careless service might return. */
function echoResponse(status: number, { request, body }: Exchange): HttpResponse {
  const { authorization = '' } = request.headers;
  const sent = authorization.slice(authorization.indexOf(' ') + 1);
  const decoded = /^basic /i.test(authorization)
    ? Buffer.from(sent, 'base64').toString('utf8')
    : sent;
  const password = decoded.slice(decoded.indexOf(':') + 1);
  const all = { authorization, decoded, password, body };
  return jsonResponse(status, {
    ...all,
    urlEncoded: Object.values(all).map((text) => encodeURIComponent(text.toWellFormed())),
    formEncoded: new URLSearchParams({ authorization, password }).toString(),
    jsonEscaped: Object.values(all).map((text) => JSON.stringify(text)),
    base64: Buffer.from(password, 'utf8').toString('base64'),
  });
}
