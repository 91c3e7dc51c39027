/** Looks up the SAML identities of an organization's members. Loaded only when it is needed. */

import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import type { GithubResponse, Identities, LookUp } from '../world.ts';
import { createRequest } from './github.ts';

/**
 * Asks once for all logins, and again where a later attempt may get an answer. Never rejects: what went
 * wrong is the reason for what is missing.
 * @see https://docs.github.com/graphql/reference/objects#externalidentity
 */
export async function lookUpIdentities(
  logins: readonly string[],
  { organization, ...access }: LookUp,
): Promise<Identities> {
  // Enterprise Server has its GraphQL API beside its REST API.
  const apiUrl = access.apiUrl.replace(/\/api\/v3\/*$/, '/api');
  const variables = logins.map((login, index) => [`login${index}`, login] as const);
  const response = await createRequest({ ...access, apiUrl })('POST /graphql', {
    query: queryFor(logins.length),
    variables: { ...Object.fromEntries(variables), organization },
  });
  const body = response.kind === 'response' ? response.body : undefined;
  const identities = readData(valueAt(body, 'data'), logins);
  const failure = describeFailure(response);
  return failure === undefined ? identities : { ...failure, found: identities.found };
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
function readData(data: unknown, logins: readonly string[]): Identities {
  const provider = valueAt(data, 'organization', 'samlIdentityProvider');
  const found = new Map<string, string>();
  for (const [index, login] of logins.entries()) {
    const path = [`person${index}`, 'nodes', '0'];
    const id = textAt(provider, ...path, 'samlIdentity', 'nameId');
    const answered = textAt(provider, ...path, 'user', 'login').toLowerCase();
    if (id !== '' && answered === login.toLowerCase()) found.set(answered, id);
  }
  if (provider === null || valueAt(data, 'organization') === null) {
    return { found, reason: 'it has no SAML provider, or the token cannot see it' };
  }
  const isAnswer = logins.every((_, index) =>
    Array.isArray(valueAt(provider, `person${index}`, 'nodes')),
  );
  return isAnswer
    ? { found, reason: undefined }
    : { found, reason: NO_ANSWER, unavailable: 'temporary' };
}

const NO_ANSWER = 'GitHub returned an unexpected response';

const NOT_THE_TOKEN =
  'the token cannot read them: use a token of an organization owner with read:org or admin:org, because GITHUB_TOKEN cannot';

/**
 * @returns why no one was found; nothing where there is no error. That a token may not read identities is an
 * answer; that GitHub refuses the token is none.
 */
function describeFailure(response: GithubResponse): Omit<Identities, 'found'> | undefined {
  if (response.kind === 'no-response') {
    const { because, isLasting, detail } = response;
    const cancelled = because === 'cancelled' ? because : undefined;
    return { reason: detail, unavailable: cancelled ?? (isLasting ? 'lasting' : 'temporary') };
  }
  const { status, body, isRateLimited } = response;
  const kind = textAt(body, 'errors', '0', 'type');
  const said = textAt(body, 'errors', '0', 'message') || textAt(body, 'message');
  const message = said.trim().replace(/\.$/, '');
  if (kind === 'RATE_LIMITED' || isRateLimited) {
    const reason = 'the token has reached the rate limit of GitHub';
    return { reason, unavailable: 'temporary' };
  }
  if (kind === 'INSUFFICIENT_SCOPES' || /^Resource not accessible/i.test(message)) {
    return { reason: NOT_THE_TOKEN };
  }
  if (kind === 'NOT_FOUND') {
    return { reason: 'there is no organization of this name that the token can see' };
  }
  if (status < 400 && !hasObjectAt(body, 'errors')) return undefined;
  const cause = status === 401 ? ', because `github-token` is wrong or has expired' : '';
  const returned = status < 400 ? 'an error' : `HTTP ${status}`;
  const reason = `GitHub returned ${returned}${cause || (message && `: ${message}`)}`;
  const isLasting = (status >= 300 && status < 500) || kind === 'FORBIDDEN';
  return { reason, unavailable: isLasting ? 'lasting' : 'temporary' };
}
