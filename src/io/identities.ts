/** Looks up the SAML identities of an organization's members. Loaded only when it is needed. */

import { Fault } from '../diagnostics.ts';
import type { Identities } from '../payload/logins.ts';
import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import type { LookUp } from '../world.ts';
import { openOctokit, requestOptions } from './github.ts';

/**
 * Asks once for all logins, at the API that the runner names (`GITHUB_API_URL`). Never rejects: what
 * went wrong is the reason for what is lacking.
 * @see https://docs.github.com/graphql/reference/objects#externalidentity
 */
export async function lookUpIdentities(
  logins: readonly string[],
  lookUp: LookUp,
): Promise<Identities> {
  const over = new Promise<Identities>((resolve) => {
    const end = (): void => {
      const isLate = lookUp.signal.reason?.name === 'TimeoutError';
      const reason = isLate ? 'GitHub did not respond in time' : 'the job was cancelled';
      resolve({ found: new Map(), reason });
    };
    lookUp.signal.addEventListener('abort', end, { once: true });
    if (lookUp.signal.aborted) end();
  });
  // A proxy that says nothing holds up the library beyond its signal.
  return Promise.race([ask(logins, lookUp), over]);
}

async function ask(logins: readonly string[], lookUp: LookUp): Promise<Identities> {
  const { token, organization, signal } = lookUp;
  const variables = logins.map((login, index) => [`login${index}`, login] as const);
  try {
    const octokit = await openOctokit(token);
    const reply: unknown = await octokit.graphql(queryFor(logins.length), {
      ...Object.fromEntries(variables),
      organization,
      request: requestOptions(signal),
    });
    return readReply(reply, logins);
  } catch (error) {
    if (error instanceof Fault) return { found: new Map(), reason: error.message };
    const { found } = readReply(valueAt(error, 'data'), logins);
    return { found, reason: describe(error) };
  }
}

/** One alias and one variable for each login: no login becomes a part of the query. */
function queryFor(count: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const variables = indexes.map((index) => `$login${index}: String!`).join(', ');
  const identities = indexes.map(
    (index) =>
      `person${index}: externalIdentities(first: 1, login: $login${index}) { nodes { samlIdentity { nameId } user { login } } }`,
  );
  return `query ($organization: String!, ${variables}) {
    organization(login: $organization) { samlIdentityProvider { ${identities.join('\n')} } }
  }`;
}

/** An identity counts only if it repeats the login that was asked for. */
function readReply(reply: unknown, logins: readonly string[]): Identities {
  const provider = ['organization', 'samlIdentityProvider'];
  const found = new Map<string, string>();
  for (const [index, login] of logins.entries()) {
    const path = [...provider, `person${index}`, 'nodes', '0'];
    const id = textAt(reply, ...path, 'samlIdentity', 'nameId');
    const answered = textAt(reply, ...path, 'user', 'login').toLowerCase();
    if (id !== '' && answered === login.toLowerCase()) found.set(answered, id);
  }
  const reason = hasObjectAt(reply, ...provider)
    ? undefined
    : 'it has no SAML provider, or the token cannot see it';
  return { found, reason };
}

function describe(error: unknown): string {
  const kind = textAt(error, 'errors', '0', 'type');
  const status = textAt(error, 'response', 'status');
  const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  if (kind === 'RATE_LIMITED' || status === '429' || /rate limit/i.test(message)) {
    return 'GitHub limits the rate of this token';
  }
  if (
    kind === 'INSUFFICIENT_SCOPES' ||
    kind === 'FORBIDDEN' ||
    status === '401' ||
    status === '403'
  ) {
    return 'the token cannot read them: use a token of an organization owner with read:org or admin:org, because GITHUB_TOKEN cannot';
  }
  if (kind === 'NOT_FOUND') return 'there is no organization of this name that the token can see';
  return `the request to GitHub failed: ${status === '' ? message : `HTTP ${status}`}`;
}
