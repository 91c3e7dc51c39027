/** Reports the recipients written as `@login` that nobody knows, and what was tried for them. */

import type { Diagnostics, ErrorDiagnostic, Location } from '../diagnostics.ts';
import { type Identities, isBot, isLogin, type RecipientSources, trustedEvents } from './logins.ts';

/** Recipients that one message names. */
const MAX_NAMED = 50;

/** Reports all of them at once: as an error, or as a warning where they are only left out. */
export function reportUnresolved(
  recipients: readonly string[],
  location: Location | undefined,
  identities: Identities | undefined,
  sources: RecipientSources,
  diagnostics: Diagnostics,
): void {
  const what = `No WalkMe user is known for ${namesOf(recipients, diagnostics)}`;
  const tried = `Tried: ${[triedMap(sources), triedSaml(sources, identities)].join(', ')}.`;
  const hint = `${cure(sources, recipients, diagnostics)}${oddities(recipients)}`;
  if (sources.unresolved === 'warn') {
    const message = `${what}, so the notification does not reach them. ${tried}`;
    diagnostics.warnings.push({ level: 'warning', message, hint, ...(location && { location }) });
  } else {
    const error: ErrorDiagnostic = {
      code: 'recipient-unresolved',
      message: `${what}. ${tried}`,
      hint,
    };
    diagnostics.errors.push({ ...error, ...(location && { location }) });
  }
}

/** @returns recipients as a message names them. */
export function namesOf(recipients: readonly string[], diagnostics: Diagnostics): string {
  const names = recipients.slice(0, MAX_NAMED).map((it) => diagnostics.quote(it, 50));
  const more = recipients.length > MAX_NAMED ? ` and ${recipients.length - MAX_NAMED} more` : '';
  return `${names.join(', ')}${more}`;
}

function cure(
  { userMap }: RecipientSources,
  recipients: readonly string[],
  diagnostics: Diagnostics,
): string {
  const where =
    userMap === undefined
      ? 'Set `user-map: .github/walkme-people.yml` in the step. In that file,'
      : 'In the file that `user-map` names,';
  const login = diagnostics.quote(recipients.find(isLogin)?.slice(1) ?? 'octocat', 50);
  // In YAML, the brackets of a bot need quotes.
  const key = login.endsWith(']') ? `"${login}"` : login;
  return `${where} add a line such as \`${key}: name@example.com\`, or \`${key}: []\` to notify nobody.`;
}

/** Why some are not found even where there is a fallback. */
function oddities(recipients: readonly string[]): string {
  const bots = recipients.some(isBot) ? ' The fallback `*` does not apply to bots.' : '';
  return recipients.every(isLogin)
    ? bots
    : `${bots} A login has letters, digits, - and _, at most 39 of them.`;
}

function triedMap({ userMap, eventName }: RecipientSources): string {
  if (userMap === undefined) return '`user-map` (not set)';
  if (userMap.fallback === undefined || trustedEvents.includes(eventName))
    return '`user-map` (no entry)';
  const events = `${trustedEvents.slice(0, -1).join(', ')} and ${trustedEvents.at(-1)}`;
  const event = eventName === '' ? 'a run without an event' : `the event ${eventName}`;
  return `\`user-map\` (no entry; its fallback \`*\` does not apply to ${event}, only to ${events})`;
}

function triedSaml({ lookUp }: RecipientSources, identities: Identities | undefined): string {
  if (lookUp === undefined) return '`github-token` (not set)';
  return `SAML identities of the organization (${identities?.reason ?? 'no identity'})`;
}
