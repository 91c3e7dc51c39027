/** Issues access tokens, and reads who sent a request from its Authorization header. */

import { randomBytes, randomUUID } from 'node:crypto';

/** What the ledger keeps of an Authorization header: never its value. */
export interface Authorization {
  readonly scheme: 'Basic' | 'Bearer' | 'other';
  readonly valid: boolean;
  /** Counts the issued tokens from 1. */
  readonly tokenNumber?: number;
}

/** The sender of a request. `problem` says why the credentials are not valid. */
export interface Sender {
  readonly authorization: Authorization | null;
  readonly clientId: string | null;
  readonly token: string | null;
  readonly problem: string | null;
  /** Whether Basic credentials cannot even be decoded. */
  readonly malformed: boolean;
  /** Texts of this header that must not reach the ledger. */
  readonly secrets: readonly string[];
}

/** The issued access tokens. */
export interface Tokens {
  readonly lifetimeSeconds: number;
  /** Issues a token that is valid from now on; `short` is one of 5 characters. */
  readonly issue: (clientId: string, length: 'normal' | 'short') => string;
  /** What is known of this token, null if it was not issued. */
  readonly find: (token: string) => TokenState | null;
  /** Ends the validity of a token. */
  readonly revoke: (token: string) => void;
}

interface TokenState {
  readonly number: number;
  readonly state: 'valid' | 'expired' | 'revoked';
}

interface IssuedToken {
  readonly number: number;
  expiresAtMs: number;
  revoked: boolean;
}

/** Creates an empty store. `onIssue` receives each token as soon as it exists. */
export function createTokens(lifetimeSeconds: number, onIssue: (token: string) => void): Tokens {
  const issued = new Map<string, IssuedToken>();

  function issue(clientId: string, length: 'normal' | 'short'): string {
    const token = length === 'short' ? shortToken() : webToken(clientId, lifetimeSeconds);
    const expiresAtMs = Date.now() + lifetimeSeconds * 1000;
    issued.set(token, { number: issued.size + 1, expiresAtMs, revoked: false });
    onIssue(token);
    return token;
  }

  function find(token: string): TokenState | null {
    const known = issued.get(token);
    if (known === undefined) return null;
    if (known.revoked) return { number: known.number, state: 'revoked' };
    const state = Date.now() < known.expiresAtMs ? 'valid' : 'expired';
    return { number: known.number, state };
  }

  function revoke(token: string): void {
    const known = issued.get(token);
    if (known !== undefined) known.revoked = true;
  }

  return { lifetimeSeconds, issue, find, revoke };
}

/** Three base64url parts, as in WalkMe's examples. The signature is random. */
function webToken(clientId: string, lifetimeSeconds: number): string {
  const issuedAtSeconds = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'walkme-simulator',
    client_id: clientId,
    iat: issuedAtSeconds,
    exp: issuedAtSeconds + lifetimeSeconds,
    jti: randomUUID(),
  };
  const parts = [{ alg: 'ES512', typ: 'at+jwt' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part), 'utf8').toString('base64url'),
  );
  return [...parts, randomBytes(66).toString('base64url')].join('.');
}

function shortToken(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

const anonymous: Sender = {
  authorization: null,
  clientId: null,
  token: null,
  problem: 'The Authorization header is missing.',
  malformed: false,
  secrets: [],
};

/** Identifies the sender by HTTP Basic (RFC 7617) or a bearer token (RFC 6750). */
export function identify(
  header: string | undefined,
  clients: Readonly<Record<string, string>>,
  tokens: Tokens,
): Sender {
  if (header === undefined) return anonymous;
  const scheme = schemeOf(header);
  const credentials = /^(?:basic|bearer) (\S+)$/i.exec(header)?.[1];
  if (credentials === undefined || scheme === 'other') {
    return {
      ...anonymous,
      authorization: { scheme, valid: false },
      problem: 'The Authorization header is not "Basic …" or "Bearer …".',
      malformed: scheme === 'Basic',
      secrets: [header, header.slice(header.indexOf(' ') + 1)],
    };
  }
  return scheme === 'Basic' ? basicSender(credentials, clients) : bearerSender(credentials, tokens);
}

function schemeOf(header: string): Authorization['scheme'] {
  if (/^basic\b/i.test(header)) return 'Basic';
  return /^bearer\b/i.test(header) ? 'Bearer' : 'other';
}

function basicSender(credentials: string, clients: Readonly<Record<string, string>>): Sender {
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const id = decoded.slice(0, Math.max(colon, 0));
  const secret = decoded.slice(colon + 1);
  const malformed = colon < 0 || Buffer.from(decoded, 'utf8').toString('base64') !== credentials;
  const valid = !malformed && clients[id] === secret;
  const wrong = malformed
    ? 'The Basic credentials are not the base64 form of "id:secret".'
    : 'The client id or the client secret is wrong.';
  return {
    ...anonymous,
    authorization: { scheme: 'Basic', valid },
    clientId: valid ? id : null,
    problem: valid ? null : wrong,
    malformed,
    secrets: [credentials, decoded, secret],
  };
}

function bearerSender(token: string, tokens: Tokens): Sender {
  const found = tokens.find(token);
  const valid = found?.state === 'valid';
  const number = found === null ? {} : { tokenNumber: found.number };
  return {
    ...anonymous,
    authorization: { scheme: 'Bearer', valid, ...number },
    token,
    problem: valid ? null : `The access token is ${found?.state ?? 'unknown'}.`,
    secrets: [token],
  };
}
