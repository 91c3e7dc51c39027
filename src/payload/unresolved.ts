/** Reports the recipients written as `@login` that no one knows, and what was tried for them. */

import { cancelledFault, type Diagnostics, type Location } from '../diagnostics.ts';
import { isLogin, isTeam } from '../text/ids.ts';
import type { Identities } from '../world.ts';
import {
  type FallbackRule,
  type FallbackSources,
  type Refusal,
  trustedEvents,
} from './fallback.ts';
import type { UserMap } from './user-map.ts';

const MAX_NAMED = 50;

/** A recipient as it is written, and where. */
export type Written = readonly [recipient: string, location: Location];

/** Where recipients are looked up. */
export interface RecipientSources extends FallbackSources {
  /** Nothing when `user-map` was not set. */
  readonly userMap: UserMap | undefined;
  /** Asks GitHub for the identities of all these logins at once; nothing without `github-token`. */
  readonly lookUp: ((logins: readonly string[]) => Promise<Identities>) | undefined;
  /** In a dry run, what only the network knows stays open. */
  readonly offline: boolean;
  /** Whether logins that no one knows stop the step, or are left out. */
  readonly unresolved: 'error' | 'warn';
}

interface Search extends RecipientSources {
  /** What GitHub returned; nothing where it was not asked. */
  readonly identities: Identities | undefined;
  readonly refusalOf: FallbackRule;
}

/** Reports the recipients that no one knows, as an error, or as a warning where they are left out. */
export function reportUnresolved(
  recipients: readonly Written[],
  search: Search,
  diagnostics: Diagnostics,
): void {
  const [first] = recipients;
  if (first === undefined) return;
  const [, location] = first;
  const isError = search.unresolved === 'error';
  const names = recipients.map(([recipient]) => recipient.slice(1));
  const what = `No WalkMe user is known for ${namesOf(recipients, diagnostics)}`;
  const effect = isError ? '' : ', so the notification does not reach them';
  const message = `${what}${effect}. Tried: ${triedMap(search)}, ${triedSaml(search)}.`;
  const advice = [
    lineToAdd(search, names, diagnostics),
    ...exceptions(search, names),
    isError ? 'To leave such recipients out, set `unresolved-recipients: warn`.' : '',
  ];
  const hint = advice.filter((it) => it !== '').join(' ');
  if (isError) diagnostics.errors.push({ code: 'recipient-unresolved', message, hint, location });
  else diagnostics.warnings.push({ level: 'warning', message, hint, location });
}

/** Reports the logins that GitHub may know, but that could not be looked up. */
export function reportUnavailable(
  recipients: readonly Written[],
  identities: Identities | undefined,
  diagnostics: Diagnostics,
): void {
  const [first] = recipients;
  if (first === undefined) return;
  if (identities?.unavailable === 'cancelled') throw cancelledFault();
  const message = `GitHub could not be asked for the SAML identities of ${namesOf(recipients, diagnostics)}: ${diagnostics.quote(String(identities?.reason), 300)}.`;
  const advice =
    identities?.unavailable === 'lasting'
      ? 'Check `github-token`, `GITHUB_API_URL`, and the proxy and certificates of the runner'
      : 'Re-run the job later';
  const hint = `${advice}, or add the logins to the user map.`;
  diagnostics.errors.push({ code: 'github-unavailable', message, hint, location: first[1] });
}

/** @returns recipients as a message names them; what is no login may be the id of a person. */
export function namesOf(recipients: readonly Written[], { quote }: Diagnostics): string {
  const names = recipients.slice(0, MAX_NAMED).map(([recipient]) => {
    const name = recipient.slice(1);
    return isLogin(name) || isTeam(name) ? quote(recipient, 100) : '@…';
  });
  const more = recipients.length > MAX_NAMED ? ` and ${recipients.length - MAX_NAMED} more` : '';
  return `${[...new Set(names)].join(', ')}${more}`;
}

/** The line of the map, as it is written in a file of its syntax. */
function lineToAdd({ userMap }: Search, names: readonly string[], { quote }: Diagnostics): string {
  const name = quote(names.find((it) => isLogin(it) || isTeam(it)) ?? 'octocat', 300);
  const isJson = userMap?.syntax === 'json';
  // In YAML, the brackets of an app need quotes, and so does what is no text.
  const isPlain =
    /^[a-z][\w/-]*$/i.test(name) && !/^(?:true|false|null|y|n|yes|no|on|off)$/i.test(name);
  const key = isPlain && !isJson ? name : `"${name}"`;
  const id = isJson ? '"name@example.com"' : 'name@example.com';
  const where =
    userMap === undefined
      ? 'Set `user-map: .github/walkme/people.yml` in the step. In that file,'
      : 'In the file that `user-map` names,';
  const value = isTeam(name) ? `[${id}]` : id;
  return `${where} add a line such as \`${key}: ${value}\`, or \`${key}: []\` to notify no one.`;
}

/** Whom the fallback does not serve, by the reason. */
const unserved: Readonly<Record<Exclude<Refusal, 'event'>, string>> = {
  team: 'teams',
  bot: 'bots and accounts of GitHub',
  hyphen: 'logins that begin or end with a hyphen',
  stranger: 'logins that the event names, unless they caused it',
};

/** Why some are not found even where there is a fallback or a token; blank what does not apply. */
function exceptions({ userMap, refusalOf }: Search, names: readonly string[]): readonly string[] {
  const refusals = userMap?.fallback === undefined ? [] : names.map(refusalOf);
  const groups = new Set(refusals.flatMap((it) => (it && it !== 'event' ? [unserved[it]] : [])));
  const isMalformed = names.some((name) => !isLogin(name) && !isTeam(name));
  return [
    groups.size > 0 ? `The fallback \`*\` does not apply to ${[...groups].join(', or to ')}.` : '',
    names.some(isTeam) ? 'The action does not ask GitHub for the members of a team.' : '',
    isMalformed ? 'A login has up to 39 letters, digits, hyphens, or underscores.' : '',
  ];
}

function triedMap({ userMap, env }: Search): string {
  const { GITHUB_EVENT_NAME: eventName = '' } = env;
  if (userMap === undefined) return '`user-map` (not set)';
  if (userMap.fallback === undefined || trustedEvents.includes(eventName))
    return '`user-map` (no entry)';
  const events = new Intl.ListFormat('en').format(trustedEvents);
  const event = eventName === '' ? 'a run without an event' : `the event ${eventName}`;
  return `\`user-map\` (no entry; its fallback \`*\` does not apply to ${event}, only to ${events})`;
}

function triedSaml({ lookUp, identities }: Search): string {
  if (lookUp === undefined) return '`github-token` (not set)';
  const found = identities === undefined ? 'not asked' : (identities.reason ?? 'no identity');
  return `SAML identities of the organization (${found})`;
}
