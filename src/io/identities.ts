/** Looks up the SAML identities of an organization's members. Loaded only when it is needed. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../diagnostics.ts';
import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import type { Identities, LookUp } from '../world.ts';
import { backoffMs, isLasting, MAX_RETRIES, openOctokit } from './github.ts';

/**
 * Asks once for all logins, at the API that the runner names (`GITHUB_API_URL`), and retries what a later
 * attempt may get. Never rejects: what went wrong is the reason for what is missing.
 * @see https://docs.github.com/graphql/reference/objects#externalidentity
 */
export async function lookUpIdentities(
  logins: readonly string[],
  lookUp: LookUp,
): Promise<Identities> {
  const { signal } = lookUp;
  const isLate = (): boolean => signal.reason?.name === 'TimeoutError';
  for (let retries = 0; ; retries += 1) {
    const { identities, isTransient } = await ask(logins, lookUp);
    if (signal.aborted) return unavailable(isLate() ? LATE : 'the job was cancelled');
    if (!isTransient || retries === MAX_RETRIES) return identities;
    await sleep(backoffMs(retries), undefined, { signal }).catch(() => undefined);
    // What an attempt came to says more than that there is no time for another.
    if (isLate()) return identities;
  }
}

/** What one attempt came to, and whether a later one may come to something else. */
interface Attempt {
  readonly identities: Identities;
  readonly isTransient?: boolean;
}

async function ask(logins: readonly string[], lookUp: LookUp): Promise<Attempt> {
  const { token, organization, signal, requestTimeoutMs } = lookUp;
  const variables = logins.map((login, index) => [`login${index}`, login] as const);
  const timeout = AbortSignal.timeout(requestTimeoutMs);
  try {
    const octokit = await openOctokit(token);
    const reply: unknown = await octokit.graphql(queryFor(logins.length), {
      ...Object.fromEntries(variables),
      organization,
      request: { signal: AbortSignal.any([signal, timeout]) },
    });
    return { identities: readReply(reply, logins) };
  } catch (error) {
    if (error instanceof Fault) return { identities: unavailable(error.message) };
    if (timeout.aborted) return { identities: unavailable(LATE), isTransient: true };
    const { found } = readReply(valueAt(error, 'data'), logins);
    return { identities: { ...describe(error), found }, isTransient: isTransient(error) };
  }
}

const LATE = 'GitHub did not respond in time';

function unavailable(reason: string): Identities {
  return { found: new Map(), reason, unavailable: true };
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
  const provider = valueAt(reply, 'organization', 'samlIdentityProvider');
  const found = new Map<string, string>();
  for (const [index, login] of logins.entries()) {
    const path = [`person${index}`, 'nodes', '0'];
    const id = textAt(provider, ...path, 'samlIdentity', 'nameId');
    const answered = textAt(provider, ...path, 'user', 'login').toLowerCase();
    if (id !== '' && answered === login.toLowerCase()) found.set(answered, id);
  }
  if (provider === null || valueAt(reply, 'organization') === null) {
    return { found, reason: 'it has no SAML provider, or the token cannot see it' };
  }
  const isAnswer = logins.every((_, index) =>
    Array.isArray(valueAt(provider, `person${index}`, 'nodes')),
  );
  return isAnswer ? { found, reason: undefined } : { found, reason: NO_ANSWER, unavailable: true };
}

/** @returns whether a server or the network failed; what lasts, such as a certificate, is not retried. */
function isTransient(error: unknown): boolean {
  if (hasObjectAt(error, 'response')) return Number(textAt(error, 'response', 'status')) >= 500;
  return !isLasting(error);
}

const NO_ANSWER = 'GitHub returned an unexpected response';

const NOT_THE_TOKEN =
  'the token cannot read them: use a token of an organization owner with read:org or admin:org, because GITHUB_TOKEN cannot';

/** @returns why no one was found. That a token may not read is an answer; that it has expired is none. */
function describe(error: unknown): Omit<Identities, 'found'> {
  const kind = textAt(error, 'errors', '0', 'type');
  const status = textAt(error, 'response', 'status');
  const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
  const isLimited = textAt(error, 'response', 'headers', 'x-ratelimit-remaining') === '0';
  if (kind === 'RATE_LIMITED' || status === '429' || isLimited || /rate limit/i.test(message)) {
    return { reason: 'the token has reached the rate limit of GitHub', unavailable: true };
  }
  const isForbidden = ['INSUFFICIENT_SCOPES', 'FORBIDDEN'].includes(kind);
  if (isForbidden || status === '403') return { reason: NOT_THE_TOKEN };
  if (kind === 'NOT_FOUND') {
    return { reason: 'there is no organization of this name that the token can see' };
  }
  const said = textAt(error, 'errors', '0', 'message');
  // The library stumbles over JSON that is not an object.
  const isNoObject = error instanceof TypeError && textAt(error, 'code') === '';
  let reason = isNoObject ? NO_ANSWER : message;
  if (said !== '') reason = `GitHub returned an error: ${said}`;
  if (Number(status) >= 400) reason = `GitHub returned HTTP ${status}`;
  if (status === '401') reason += ', because `github-token` is wrong or has expired';
  return { reason, unavailable: true };
}
