/** The Authorization header: its text in, who that is and what the ledger may say about it out. */

import type { Tokens } from './tokens.ts';

/** What the ledger keeps of an Authorization header: never its value. */
export type Authorization = {
  readonly scheme: 'Basic' | 'Bearer' | 'other';
  readonly valid: boolean;
  readonly tokenNumber?: number;
};

/** Who sent a request. `problem` says why the credentials are not valid. */
export type Identity = {
  readonly authorization: Authorization | null;
  readonly clientId: string | null;
  readonly token: string | null;
  readonly problem: string | null;
  /** Whether Basic credentials could not even be read. */
  readonly malformed: boolean;
  /** Texts of this header that no ledger may hold. */
  readonly secrets: readonly string[];
};

const nobody: Identity = {
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
): Identity {
  if (header === undefined) return nobody;
  const parts = /^(basic|bearer) (\S+)$/i.exec(header);
  const scheme = /^basic\b/i.test(header)
    ? 'Basic'
    : /^bearer\b/i.test(header)
      ? 'Bearer'
      : 'other';
  const credentials = parts?.[2];
  if (credentials === undefined || scheme === 'other') {
    const problem = 'The Authorization header is not of the form "Basic …" or "Bearer …".';
    const secrets = [header, header.slice(header.indexOf(' ') + 1)];
    const authorization: Authorization = { scheme, valid: false };
    return { ...nobody, authorization, problem, malformed: scheme === 'Basic', secrets };
  }
  return scheme === 'Basic' ? basic(credentials, clients) : bearer(credentials, tokens);
}

function basic(credentials: string, clients: Readonly<Record<string, string>>): Identity {
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const id = decoded.slice(0, Math.max(colon, 0));
  const secret = decoded.slice(colon + 1);
  const malformed = colon < 0 || Buffer.from(decoded, 'utf8').toString('base64') !== credentials;
  const valid = !malformed && clients[id] === secret;
  return {
    ...nobody,
    authorization: { scheme: 'Basic', valid },
    clientId: valid ? id : null,
    problem: malformed
      ? 'The Basic credentials are not the base64 of "id:secret".'
      : valid
        ? null
        : 'The client id or the secret is wrong.',
    malformed,
    secrets: [credentials, decoded, secret],
  };
}

function bearer(token: string, tokens: Tokens): Identity {
  const found = tokens.find(token);
  const valid = found?.state === 'valid';
  const number = found === null ? {} : { tokenNumber: found.number };
  return {
    ...nobody,
    authorization: { scheme: 'Bearer', valid, ...number },
    token,
    problem: valid ? null : `The access token is ${found?.state ?? 'unknown'}.`,
    secrets: [token],
  };
}
