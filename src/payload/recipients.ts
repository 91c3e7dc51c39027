/** Resolves recipients written as `@login` to the ids of people. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { distinctBy } from '../text/distinct.ts';
import { isBot, loginOf, type RecipientSources, trustedEvents } from './logins.ts';
import { namesOf, reportUnresolved } from './unresolved.ts';
import type { UserMap } from './user-map.ts';

/**
 * Resolves recipients that begin with `@`. All that are not known go to `diagnostics` as one
 * `recipient-unresolved`, or as one warning.
 * @param recipients as written, and where.
 * @returns the ids by the recipient as written; none for a login that deliberately gets nothing, and for
 * those that are left out.
 */
export async function resolveRecipients(
  recipients: ReadonlyMap<string, Location>,
  sources: RecipientSources,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const resolved = new Map<string, readonly string[]>();
  const open = new Map<string, string>();
  for (const recipient of recipients.keys()) {
    const login = loginOf(recipient);
    const ids = login === undefined ? undefined : fromMap(login, sources);
    if (ids === undefined) open.set(recipient, login ?? '');
    else resolved.set(recipient, ids);
  }
  const named = [...open.values()].filter(isAskable);
  // A login is the same in any case.
  const askable = distinctBy(named, (login) => login.toLowerCase());
  const { lookUp, offline, unresolved } = sources;
  const identities = askable.length > 0 && !offline ? await lookUp?.(askable) : undefined;
  for (const [recipient, login] of open) {
    if (offline && lookUp !== undefined && isAskable(login)) open.delete(recipient);
    const id = identities?.found.get(login.toLowerCase());
    if (id === undefined) continue;
    resolved.set(recipient, [id]);
    open.delete(recipient);
  }
  const names = [...open.keys()];
  const [first] = names;
  if (first === undefined) return resolved;
  reportUnresolved(names, recipients.get(first), identities, sources, diagnostics);
  if (unresolved === 'warn') for (const recipient of names) resolved.set(recipient, []);
  return resolved;
}

/**
 * Warns of ids that the user map knows as logins, but that lack the `@`: they are sent as they are.
 * @param recipients as written, and where.
 */
export function warnOfBareLogins(
  recipients: ReadonlyMap<string, Location>,
  { entries }: UserMap,
  diagnostics: Diagnostics,
): void {
  const bare = [...recipients.keys()].filter((id) => entries.has(id.toLowerCase()));
  const [first] = bare;
  if (first === undefined) return;
  const location = recipients.get(first);
  const one = bare.length === 1;
  diagnostics.warnings.push({
    level: 'warning',
    message: `\`user-map\` has ${namesOf(bare, diagnostics)}, but without an \`@\` ${one ? 'this recipient is sent as it is' : 'these recipients are sent as they are'}.`,
    hint: `To reach the ${one ? 'person' : 'people'} in the map, write \`@${diagnostics.quote(first, 50)}\`, or \`mentions(…)\` around the list in a payload file.`,
    ...(location && { location }),
  });
}

/** The entry of the login, else the fallback, where it may serve. */
function fromMap(
  login: string,
  { userMap, eventName }: RecipientSources,
): readonly string[] | undefined {
  const entry = userMap?.entries.get(login.toLowerCase());
  if (entry !== undefined) return entry;
  if (userMap?.fallback === undefined || isBot(login) || !trustedEvents.includes(eventName))
    return undefined;
  return [userMap.fallback.replaceAll('{login}', login)];
}

/** GitHub knows the identities of people only. */
function isAskable(login: string): boolean {
  return login !== '' && !isBot(login);
}
