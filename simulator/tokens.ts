/** The access tokens that the simulator has issued. */

import { randomBytes, randomUUID } from 'node:crypto';

/** What is known about a token; `number` counts the issued tokens from 1. */
export type TokenState = {
  readonly number: number;
  readonly state: 'valid' | 'expired' | 'revoked';
};

/** The issued tokens. */
export type Tokens = {
  readonly lifetimeSeconds: number;
  /** Makes a token that is valid from now on; `short` makes one of 5 characters. */
  readonly issue: (clientId: string, length: 'usual' | 'short') => string;
  /** What is known about this text, null when no such token was issued. */
  readonly find: (token: string) => TokenState | null;
  /** Ends a token's validity. */
  readonly revoke: (token: string) => void;
};

/** Makes an empty store; `remember` gets each token the moment it is made. */
export function createTokens(lifetimeSeconds: number, remember: (token: string) => void): Tokens {
  const issued = new Map<
    string,
    { readonly number: number; expiresAtMs: number; revoked: boolean }
  >();

  function issue(clientId: string, length: 'usual' | 'short'): string {
    const token = length === 'short' ? shortToken() : webToken(clientId, lifetimeSeconds);
    const expiresAtMs = Date.now() + lifetimeSeconds * 1000;
    issued.set(token, { number: issued.size + 1, expiresAtMs, revoked: false });
    remember(token);
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

/** Three base64url parts, as WalkMe's examples show; the signature is chance. */
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
