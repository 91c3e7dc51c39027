/** Builds the token request and reads the access token from its result. */

import type { Config } from '../config/config.ts';
import type { Service } from '../config/service.ts';
import { connectHint, isLastingFailure } from '../http/connect-failure.ts';
import type { AttemptResult, HttpRequest, HttpResponse } from '../http/http.ts';
import { type ResponseText, readText } from '../http/response-text.ts';
import { textAt, valueAt } from '../text/property.ts';
import { type DeliveryError, inParentheses, pageHint, redirectHint } from './explanation.ts';
import { deliveryStatus } from './status.ts';

/** A token, or why there is none. */
export type TokenResult = { readonly token: string } | TokenFailure;

/** Why there is no token. */
export interface TokenFailure {
  readonly error: DeliveryError;
  /** Whether the same request may have another result. */
  readonly mayRetry: boolean;
}

/** Longer tokens do not fit into a request's header (interface, delivery rule 6). */
const MAX_TOKEN_LENGTH = 16_384;

/**
 * Builds the request of the client credentials grant. Id and secret go into the Basic form as they are:
 * WalkMe does not mention the form-encoding of RFC 6749, section 2.3.1.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function tokenRequest(service: Service, credentials: Config['credentials']): HttpRequest {
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
 * Reads the result of a token request. No message contains a part of a token.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export function readToken(
  result: AttemptResult,
  host: string,
  redact: (text: string) => string,
): TokenResult {
  if (result.kind === 'no-response') {
    const isUnreachable = result.phase === 'connecting';
    const what = isUnreachable ? 'could not be reached' : 'returned no usable token response';
    const hint = isUnreachable ? connectHint(result) : networkHint;
    return unavailable(`${host} ${what}: ${result.detail}.`, hint, !isLastingFailure(result));
  }
  const says = describe(result, redact);
  const { status } = result;
  if (status >= 200 && status <= 299) return readBody(result, host, says);
  const returned = `${host} returned HTTP ${status} for the token request${says.text}.`;
  const sent = deliveryStatus(result);
  if (sent === 'throttled') return unavailable(returned, 'Re-run the job later.');
  if (sent !== 'refused') return unavailable(returned, hintOf(says));
  if (status < 400) return unavailable(returned, redirectHint, false);
  return refused(returned, status, host, says);
}

/**
 * @returns what a response says, redacted and in parentheses. Of a body that has no message, nothing is
 * shown: it may be a part of a token.
 */
function describe(response: HttpResponse, redact: (text: string) => string): ResponseText {
  const read = readText(response);
  return { ...read, text: read.kind === 'other' ? '' : inParentheses(redact(read.text)) };
}

function readBody({ truncatedBy }: HttpResponse, host: string, says: ResponseText): TokenResult {
  const { json } = says;
  if (json === undefined) {
    const isCut = truncatedBy !== undefined && says.text === '';
    const reason = isCut
      ? `it is incomplete (${truncatedBy})`
      : `it is not a JSON object${says.text}`;
    return unavailable(`${host} returned an unusable token response: ${reason}.`, hintOf(says));
  }
  const type = valueAt(json, 'token_type') ?? 'bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    return unavailable(`${host} returned a token of another type than Bearer.`);
  }
  const token = valueAt(json, 'access_token');
  if (typeof token !== 'string' || token === '') {
    const hint = refusalHints.get(textAt(json, 'error'));
    return unavailable(`${host} returned no \`access_token\`${says.text}.`, hint);
  }
  if (token.length > MAX_TOKEN_LENGTH) {
    return unavailable(`${host} returned an \`access_token\` that is too long.`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const wrong = 'with characters other than visible ASCII';
    return unavailable(`${host} returned an \`access_token\` ${wrong}.`);
  }
  return { token };
}

/** What the codes of RFC 6749, section 5.2, say about the API key; others say no more than this. */
const refusalHint =
  'Check `client-id` and `client-secret` (Admin Center, API Keys; the secret is shown only once), and that `region` matches your account.';
const refusalHints: ReadonlyMap<string, string> = new Map([
  ['invalid_client', refusalHint],
  [
    'unauthorized_client',
    'The API key may not request tokens in this way. Create one with the permission "Notification API: Write".',
  ],
  [
    'invalid_scope',
    'The API key lacks the permission "Notification API: Write". Set it in the Admin Center, under API Keys.',
  ],
]);

/** Any other status says that the endpoint is not there, or not ours. */
const keyStatuses = [400, 401, 403];

function refused(
  returned: string,
  status: number,
  host: string,
  { kind, json, text }: ResponseText,
): TokenFailure {
  const error = (message: string, hint: string): TokenFailure => {
    return { error: { code: 'token-refused', message, hint }, mayRetry: false };
  };
  if (kind === 'page') return error(returned, pageHint);
  if (keyStatuses.includes(status)) {
    const message = `${host} refused the API key with HTTP ${status}${text}.`;
    return error(message, refusalHints.get(textAt(json, 'error')) ?? refusalHint);
  }
  return error(returned, 'This host may not be the WalkMe service. Check `base-url` or `region`.');
}

const networkHint =
  'Check `region` or `base-url`, and the network and proxy of the runner. Then re-run the job.';

function hintOf({ kind }: ResponseText): string {
  return kind === 'page' ? pageHint : networkHint;
}

function unavailable(message: string, hint = networkHint, mayRetry = true): TokenFailure {
  const whole = `Without an access token, no notification can be sent. ${hint}`;
  return { error: { code: 'token-unavailable', message, hint: whole }, mayRetry };
}
