/** Client credentials in, an access token out: the request, and the judgement of its reply. */

import type { Credentials } from '../config/config.ts';
import type { Service } from '../config/service.ts';
import type { ErrorCode } from '../diagnostics.ts';
import { cut } from '../text/escape.ts';
import { connectHint } from './explanation.ts';
import type { Exchange, HttpRequest, Reply } from './http.ts';
import { deliveryStatus, isLasting } from './status.ts';

/** A token, or why there is none. */
export type TokenResult =
  | { readonly ok: true; readonly token: string }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string;
      /** Whether the same request may be answered otherwise. */
      readonly repeatable: boolean;
    };

/** Longer tokens do not fit into a request's header (interface, delivery rule 6). */
const MAX_TOKEN_LENGTH = 16_384;

/**
 * The request of the client credentials grant. Id and secret go into the Basic form as they are:
 * WalkMe does not mention the form-encoding of RFC 6749, section 2.3.1.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function tokenRequest(service: Service, credentials: Credentials): HttpRequest {
  return {
    url: service.tokenUrl,
    contentType: 'application/x-www-form-urlencoded',
    body: 'grant_type=client_credentials',
    authorization: {
      scheme: 'basic',
      user: credentials.clientId,
      password: credentials.clientSecret(),
    },
  };
}

/**
 * Judges what came of a token request. No part of a token ever stands in a message.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export function judgeToken(
  exchange: Exchange,
  host: string,
  redact: (text: string) => string,
): TokenResult {
  if (exchange.kind === 'no-reply') {
    const isUnreachable = exchange.phase === 'connecting';
    const what = isUnreachable ? 'could not be reached' : 'did not answer';
    const hint = isUnreachable ? connectHint(exchange) : undefined;
    return unavailable(`${host} ${what}: ${exchange.detail}`, !isLasting(exchange), hint);
  }
  switch (deliveryStatus(exchange)) {
    case 'accepted':
      return readToken(exchange, host);
    case 'refused':
      return exchange.status >= 400 ? refused(exchange, host, redact) : redirected(exchange, host);
    case 'throttled':
    case 'unknown':
    case 'unsent':
      return unavailable(
        `${host} answered the request for a token with HTTP ${exchange.status}`,
        true,
      );
  }
}

function readToken(reply: Reply, host: string): TokenResult {
  const answer = parseObject(reply.body);
  if (answer === undefined) {
    const found =
      reply.cutBy === undefined ? 'no JSON object' : `an answer that was cut: ${reply.cutBy}`;
    return unavailable(`${host} answered the request for a token with ${found}`, true);
  }
  const type = answer['token_type'] ?? 'bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    return unavailable(`${host} issued a token of another type than Bearer`, true);
  }
  const token = answer['access_token'];
  if (typeof token !== 'string' || token === '') {
    return unavailable(`the answer of ${host} has no \`access_token\``, true);
  }
  if (token.length > MAX_TOKEN_LENGTH || !/^[\x21-\x7e]+$/.test(token)) {
    const why =
      token.length > MAX_TOKEN_LENGTH
        ? 'is too long'
        : 'contains other than visible ASCII characters';
    return unavailable(`the \`access_token\` that ${host} issued ${why}`, true);
  }
  return { ok: true, token };
}

/** What the codes of RFC 6749, section 5.2, say about the API key; others say no more than this. */
const refusalHint =
  'Check `client-id` and `client-secret` (Admin Center, API Keys; the secret is shown only once), and that `region` is that of your account.';
const refusalHints: ReadonlyMap<string, string> = new Map([
  [
    'unauthorized_client',
    'The API key may not request tokens in this way: create one with Notification API = Write.',
  ],
  ['invalid_scope', 'The API key lacks a permission: switch on Notification API and choose Write.'],
]);

function refused(reply: Reply, host: string, redact: (text: string) => string): TokenResult {
  const answer = parseObject(reply.body) ?? {};
  const code = textOf(answer['error']);
  const description = textOf(answer['error_description']);
  const said = [code, description].filter((text) => text !== '').join(': ');
  return {
    ok: false,
    code: 'token-refused',
    message: `${host} refused the API key with HTTP ${reply.status}${said === '' ? '' : ` (${cut(redact(said), 300)})`}`,
    hint: refusalHints.get(code) ?? refusalHint,
    repeatable: false,
  };
}

function redirected(reply: Reply, host: string): TokenResult {
  return {
    ok: false,
    code: 'token-unavailable',
    message: `${host} answered the request for a token with a redirect (HTTP ${reply.status}), which is never followed`,
    hint: 'Give the final address as `base-url`, or the right `region`.',
    repeatable: false,
  };
}

function unavailable(
  message: string,
  repeatable: boolean,
  hint = 'Check `region` or `base-url`, the network and the proxy of the runner; then run the job again.',
): TokenResult {
  return {
    ok: false,
    code: 'token-unavailable',
    message,
    hint: `Without a token nothing can be sent. ${hint}`,
    repeatable,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
