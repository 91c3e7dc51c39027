/** Decides for whom the fallback `*` of the user map serves: never for someone a stranger can choose. */

import { isBot, isTeam } from '../text/ids.ts';
import { once } from '../text/once.ts';
import { textAt } from '../text/property.ts';
import type { Environment } from '../world.ts';

/**
 * The events on which the fallback serves. On many others, anyone may be the actor, and could choose a
 * login that matches the address of another person.
 */
export const trustedEvents: readonly string[] = [
  'push',
  'schedule',
  'workflow_dispatch',
  'release',
  'deployment',
  'deployment_status',
];

/** Accounts of GitHub, and of well-known apps whose login has no `[bot]`. Nobody reads their mail. */
const machines: ReadonlySet<string> = new Set(
  [
    'actions-user copilot copilot-pull-request-reviewer copilot-swe-agent dependabot dependabot-preview',
    'ghost github github-actions github-advanced-security github-classroom github-merge-queue',
    'github-pages invalid-email-address renovate renovate-bot web-flow',
  ].flatMap((line) => line.split(' ')),
);

/** Why the fallback does not serve a login. */
export type Refusal = 'event' | 'team' | 'bot' | 'hyphen' | 'stranger';

/** What decides whether the fallback serves: the event, and the logins of `run.authors`. */
export interface FallbackSources {
  readonly env: Environment;
  readonly event: () => unknown;
  readonly authors: () => readonly string[];
}

/** @returns why the fallback does not serve a login or team; nothing where it does. */
export type FallbackRule = (name: string) => Refusal | undefined;

/** @returns the rule of a run. */
export function createFallbackRule({ env, event, authors }: FallbackSources): FallbackRule {
  const accounts = once(() => accountsIn(event(), env));
  return (name) => {
    if (!trustedEvents.includes(env['GITHUB_EVENT_NAME'] ?? '')) return 'event';
    const login = name.toLowerCase();
    if (isTeam(login)) return 'team';
    if (isBot(login) || machines.has(login)) return 'bot';
    if (/^-|-$/.test(login)) return 'hyphen';
    const { machineLogins, strangers, people } = accounts();
    if (machineLogins.has(login)) return 'bot';
    const isNamed = strangers.has(login) || authors().some((it) => it.toLowerCase() === login);
    return isNamed && !people.has(login) ? 'stranger' : undefined;
  };
}

/** @returns the accounts of an event, by login in lower case. */
function accountsIn(event: unknown, env: Environment) {
  // Those that the event says are no people, and those that it names anywhere.
  const machineLogins = new Set<string>();
  const strangers = new Set<string>();
  // A loop, because an event may be nested deeper than calls can be.
  const values: unknown[] = [event];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) values.push(member);
    const isMachine = /^(?:bot|mannequin|organization)$/i.test(textAt(value, 'type'));
    // The author of a commit names itself as it likes.
    const named = textAt(value, 'email') === '' ? [] : ['name'];
    for (const member of ['login', 'username', ...named]) {
      const login = textAt(value, member).toLowerCase();
      strangers.add(login);
      if (isMachine) machineLogins.add(login);
    }
  }
  // Those who caused it, and who therefore have access to the repository.
  const people = [
    env['GITHUB_ACTOR'] ?? '',
    env['GITHUB_TRIGGERING_ACTOR'] ?? '',
    textAt(event, 'sender', 'login'),
    textAt(event, 'pusher', 'name'),
  ];
  return { machineLogins, strangers, people: new Set(people.map((it) => it.toLowerCase())) };
}
