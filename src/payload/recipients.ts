/** Recipients written as `@login` in, the ids of people out. */

import type { Diagnostics, ErrorDiagnostic, Location } from '../diagnostics.ts';
import { distinctBy } from '../text/distinct.ts';
import type { UserMap } from './user-map.ts';

/** A person's login on GitHub; apps end in `[bot]`. */
const LOGIN = /^@([A-Za-z0-9_-]{1,39}(?:\[bot\])?)$/;

/**
 * Events that only somebody with access to the repository can cause. On others anybody may be the
 * actor, and could choose a login that matches somebody else's address.
 */
const trustedEvents: ReadonlySet<string> = new Set([
  'push',
  'schedule',
  'workflow_dispatch',
  'release',
  'deployment',
  'deployment_status',
]);

/** What was found for logins in the organization; by login in lower case. */
export interface Identities {
  readonly found: ReadonlyMap<string, string>;
  /** Why nothing more was found, if there is a reason besides "no such member". */
  readonly reason: string | undefined;
}

/** Where recipients are looked up. */
export interface RecipientSources {
  /** Nothing when `user-map` was not given. */
  readonly userMap: UserMap | undefined;
  readonly eventName: string;
  /** Asks GitHub for the identities of all these logins at once; nothing without `github-token`. */
  readonly lookUp: ((logins: readonly string[]) => Promise<Identities>) | undefined;
  /** In a dry run, what only the network could tell stays open. */
  readonly offline: boolean;
}

/**
 * Resolves recipients that begin with `@`. All that cannot be resolved go to `diagnostics` as one
 * `recipient-unresolved`.
 * @param recipients as written, and where.
 * @returns the ids by the recipient as written; none for somebody who deliberately is nobody.
 */
export async function resolveRecipients(
  recipients: ReadonlyMap<string, Location>,
  sources: RecipientSources,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const resolved = new Map<string, readonly string[]>();
  const open = new Map<string, string>();
  for (const recipient of recipients.keys()) {
    const login = LOGIN.exec(recipient)?.[1];
    const ids = login === undefined ? undefined : fromMap(login, sources);
    if (ids === undefined) open.set(recipient, login ?? '');
    else resolved.set(recipient, ids);
  }
  const named = [...open.values()].filter(isAskable);
  // A login is the same in any case.
  const askable = distinctBy(named, (login) => login.toLowerCase());
  const { lookUp, offline } = sources;
  const identities = askable.length > 0 && !offline ? await lookUp?.(askable) : undefined;
  for (const [recipient, login] of open) {
    if (offline && lookUp !== undefined && isAskable(login)) open.delete(recipient);
    const id = identities?.found.get(login.toLowerCase());
    if (id === undefined) continue;
    resolved.set(recipient, [id]);
    open.delete(recipient);
  }
  const [first] = open.keys();
  if (first !== undefined) {
    const error = unresolved([...open.keys()], sources, identities, diagnostics);
    const location = recipients.get(first);
    diagnostics.errors.push({ ...error, ...(location && { location }) });
  }
  return resolved;
}

/** The entry of the login, else the fallback, where it may serve. */
function fromMap(
  login: string,
  { userMap, eventName }: RecipientSources,
): readonly string[] | undefined {
  const entry = userMap?.entries.get(login.toLowerCase());
  if (entry !== undefined) return entry;
  if (userMap?.fallback === undefined || isBot(login) || !trustedEvents.has(eventName)) {
    return undefined;
  }
  return [userMap.fallback.replaceAll('{login}', login)];
}

/** GitHub knows the identities of people only. */
function isAskable(login: string): boolean {
  return login !== '' && !isBot(login);
}

function isBot(login: string): boolean {
  return login.toLowerCase().endsWith('[bot]');
}

function unresolved(
  recipients: readonly string[],
  sources: RecipientSources,
  identities: Identities | undefined,
  diagnostics: Diagnostics,
): ErrorDiagnostic {
  const names = recipients.slice(0, MAX_NAMED).map((it) => diagnostics.quote(it, 50));
  const more = recipients.length > MAX_NAMED ? ` and ${recipients.length - MAX_NAMED} more` : '';
  return {
    code: 'recipient-unresolved',
    message: `No WalkMe user is known for ${names.join(', ')}${more}. Tried: ${tried(sources, identities)}`,
    hint: `Add a line such as \`octocat: name@example.com\` to the file that \`user-map\` names, or \`octocat: []\` for somebody who deliberately gets nothing.${oddities(recipients)}`,
  };
}

const MAX_NAMED = 50;

/** Why some are not found even where there is a fallback. */
function oddities(recipients: readonly string[]): string {
  const bots = recipients.some(isBot) ? ' The fallback never serves bots.' : '';
  const isLogin = (recipient: string): boolean => LOGIN.test(recipient);
  return recipients.every(isLogin)
    ? bots
    : `${bots} A login has letters, digits, - and _, at most 39 of them.`;
}

function tried(
  { userMap, eventName, lookUp }: RecipientSources,
  identities: Identities | undefined,
): string {
  const fallback =
    userMap?.fallback === undefined || trustedEvents.has(eventName)
      ? ''
      : `; its fallback \`*\` does not serve the event ${eventName || 'of this run'}, which anybody may cause`;
  const map =
    userMap === undefined ? '`user-map` (not given)' : `\`user-map\` (no entry${fallback})`;
  const reason = identities?.reason ?? 'no identity';
  const saml =
    lookUp === undefined
      ? '`github-token` (not given)'
      : `SAML identities of the organization (${reason})`;
  return `${map}, ${saml}`;
}
