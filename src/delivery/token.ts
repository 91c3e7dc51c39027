/** Builds the token request and reads the access token from its result. */

import type { Config } from '../config/config.ts';
import type { Service } from '../config/service.ts';
import type { AttemptResult, HttpRequest, HttpResponse } from '../http/http.ts';
import { cut } from '../text/escape.ts';
import { connectHint, encodingOf, redirectHint } from './explanation.ts';
import type { DeliveryError } from './outcome.ts';
import { deliveryStatus, isLasting } from './status.ts';

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
    const hint = isUnreachable ? connectHint(result) : undefined;
    return unavailable(`${host} ${what}: ${result.detail}.`, {
      mayRetry: !isLasting(result),
      hint,
    });
  }
  const { status } = result;
  if (status >= 200 && status <= 299) return readBody(result, host);
  const returned = `${host} returned HTTP ${status} to the token request.`;
  if (deliveryStatus(result) !== 'refused') return unavailable(returned);
  if (status < 400) return unavailable(returned, { mayRetry: false, hint: redirectHint });
  return refused(result, host, redact);
}

function readBody(response: HttpResponse, host: string): TokenResult {
  const body = parseObject(response.body);
  if (body === undefined) {
    const { truncatedBy } = response;
    const reason =
      encodingOf(response) ??
      (truncatedBy === undefined ? 'it is not a JSON object' : `it is incomplete (${truncatedBy})`);
    return unavailable(`${host} returned an unusable token response: ${reason}.`);
  }
  const type = body['token_type'] ?? 'bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    return unavailable(`${host} returned a token of another type than Bearer.`);
  }
  const token = body['access_token'];
  if (typeof token !== 'string' || token === '') {
    return unavailable(`${host} returned no \`access_token\`.`);
  }
  if (token.length > MAX_TOKEN_LENGTH) {
    return unavailable(`${host} returned an \`access_token\` that is too long.`);
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    return unavailable(
      `${host} returned an \`access_token\` with characters other than visible ASCII.`,
    );
  }
  return { token };
}

/** What the codes of RFC 6749, section 5.2, say about the API key; others say no more than this. */
const refusalHint =
  'Check `client-id` and `client-secret` (Admin Center, API Keys; the secret is shown only once), and that `region` matches your account.';
const refusalHints: ReadonlyMap<string, string> = new Map([
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
  { status, body }: HttpResponse,
  host: string,
  redact: (text: string) => string,
): TokenFailure {
  const fields = parseObject(body) ?? {};
  const code = textOf(fields['error']);
  const said = [code, textOf(fields['error_description'])].filter((text) => text !== '').join(': ');
  const text = said === '' ? '' : ` (${cut(redact(said).replace(/\s+/g, ' '), 300)})`;
  const isAboutKey = keyStatuses.includes(status);
  return {
    error: {
      code: 'token-refused',
      message: isAboutKey
        ? `${host} refused the API key with HTTP ${status}${text}.`
        : `${host} returned HTTP ${status} to the token request${text}.`,
      hint: isAboutKey
        ? (refusalHints.get(code) ?? refusalHint)
        : 'This host may not be the WalkMe service. Check `base-url` or `region`.',
    },
    mayRetry: false,
  };
}

function unavailable(
  message: string,
  {
    mayRetry = true,
    hint = 'Check `region` or `base-url`, and the network and proxy of the runner. Then re-run the job.',
  }: { readonly mayRetry?: boolean; readonly hint?: string | undefined } = {},
): TokenFailure {
  const error = {
    code: 'token-unavailable',
    message,
    hint: `Without an access token, no notification can be sent. ${hint}`,
  } as const;
  return { error, mayRetry };
}

/** Ignores a byte order mark (RFC 8259, section 8.1). */
function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
