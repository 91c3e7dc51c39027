/** Resolves recipients written as `@login` or `@org/team-slug` to the ids of people. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { findWrongId, isBot, isLogin, isTeam, normalizeId } from '../text/ids.ts';
import { distinctBy } from '../text/once.ts';
import { createFallbackRule, type FallbackRule } from './fallback.ts';
import {
  namesOf,
  type RecipientSources,
  reportUnavailable,
  reportUnresolved,
  type Written,
} from './unresolved.ts';
import type { UserMap } from './user-map.ts';

/**
 * Resolves recipients that begin with `@`. All that no one knows go to `diagnostics` as one
 * `recipient-unresolved`, or as one warning; those about whom GitHub did not answer as one
 * `github-unavailable`.
 * @returns the ids by the recipient as written; none for a login that is left out.
 */
export async function resolveRecipients(
  recipients: ReadonlyMap<string, Location>,
  sources: RecipientSources,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { lookUp, offline, unresolved } = sources;
  const refusalOf = createFallbackRule(sources);
  const people = new Map<string, readonly string[]>();
  for (const recipient of recipients.keys()) {
    const ids = fromMap(recipient.slice(1), sources, refusalOf);
    if (ids !== undefined) people.set(recipient, ids);
  }
  const isOpen = ([recipient]: Written): boolean => !people.has(recipient);
  const open = [...recipients].filter(isOpen);
  const askable = lookUp === undefined ? [] : open.filter(isAskable);
  const names = askable.map(([recipient]) => recipient.slice(1));
  // A login is the same in any case.
  const logins = distinctBy(names, (login) => login.toLowerCase());
  const identities = offline || logins.length === 0 ? undefined : await lookUp?.(logins);
  for (const written of askable) {
    const [recipient] = written;
    const name = identities?.found.get(recipient.slice(1).toLowerCase());
    if (name !== undefined) people.set(recipient, readSamlName(name, written, diagnostics));
  }
  // In a dry run they may be known as well as not.
  const unanswered = new Set(offline || identities?.unavailable ? askable.filter(isOpen) : []);
  const unknown = open.filter((it) => isOpen(it) && !unanswered.has(it));
  if (!offline) reportUnavailable([...unanswered], identities, diagnostics);
  reportUnresolved(unknown, { ...sources, identities, refusalOf }, diagnostics);
  if (unresolved === 'warn') for (const [recipient] of unknown) people.set(recipient, []);
  return people;
}

/** The entry of a login or team, else the fallback, where it serves. */
function fromMap(
  name: string,
  { userMap }: RecipientSources,
  refusalOf: FallbackRule,
): readonly string[] | undefined {
  const entry = userMap?.entries.get(name.toLowerCase());
  if (entry !== undefined || userMap?.fallback === undefined) return entry;
  if (!(isLogin(name) || isTeam(name)) || refusalOf(name) !== undefined) return undefined;
  return [userMap.fallback.replaceAll('{login}', () => name)];
}

/** GitHub knows the identities of people only. */
function isAskable([recipient]: Written): boolean {
  const login = recipient.slice(1);
  return isLogin(login) && !isBot(login);
}

/** @returns the id that a SAML name is; none, with an error, where it cannot be one. */
function readSamlName(name: string, written: Written, diagnostics: Diagnostics): readonly string[] {
  const id = normalizeId(name);
  if (id !== '' && findWrongId(id) === undefined) return [id];
  const message = `The SAML name of ${namesOf([written], diagnostics)} in the organization cannot be a WalkMe ID.`;
  const hint = 'Add the login to the user map, with the ID that WalkMe knows.';
  diagnostics.errors.push({ code: 'recipient-unresolved', message, hint, location: written[1] });
  return [];
}

/** Warns of ids that are logins in the user map, but lack the `@`: they are sent as they are. */
export function warnOfBareLogins(
  recipients: ReadonlyMap<string, Location>,
  { entries }: UserMap,
  { warnings }: Diagnostics,
): void {
  const bare = [...recipients].filter(([id]) => {
    const ids = entries.get(id.toLowerCase());
    return ids !== undefined && !ids.includes(id);
  });
  const [first] = bare;
  if (first === undefined) return;
  const what = bare.length === 1 ? 'A recipient is' : `${bare.length} recipients are`;
  const [them, sent] = bare.length === 1 ? ['it', 'it is'] : ['them', 'they are'];
  const message = `${what} in \`user-map\`, but without an \`@\` ${sent} sent as written.`;
  const hint = `To reach the people in the map, write ${them} as \`@login\`, or \`mentions(…)\` around the list in a payload file.`;
  warnings.push({ level: 'warning', message, hint, location: first[1] });
}
