/** Logins of GitHub as recipients: how they are written, and where they are looked up. */

import type { UserMap } from './user-map.ts';

/** A person's login on GitHub; apps end in `[bot]`. */
const LOGIN = /^@([A-Za-z0-9_-]{1,39}(?:\[bot\])?)$/;

/**
 * Events for which the fallback of the user map serves. On many others, anybody may be the actor, and
 * could choose a login that matches the address of another person.
 */
export const trustedEvents: readonly string[] = [
  'push',
  'schedule',
  'workflow_dispatch',
  'release',
  'deployment',
  'deployment_status',
];

/** What was found for logins in the organization; by login in lower case. */
export interface Identities {
  readonly found: ReadonlyMap<string, string>;
  /** Why nothing more was found, if there is a reason besides "no such member". */
  readonly reason: string | undefined;
}

/** Where recipients are looked up. */
export interface RecipientSources {
  /** Nothing when `user-map` was not set. */
  readonly userMap: UserMap | undefined;
  readonly eventName: string;
  /** Asks GitHub for the identities of all these logins at once; nothing without `github-token`. */
  readonly lookUp: ((logins: readonly string[]) => Promise<Identities>) | undefined;
  /** In a dry run, what only the network knows stays open. */
  readonly offline: boolean;
  /** Whether logins that nobody knows stop the step, or are left out. */
  readonly unresolved: 'error' | 'warn';
}

/** @returns the login that a recipient names, if it is one that GitHub allows. */
export function loginOf(recipient: string): string | undefined {
  return LOGIN.exec(recipient)?.[1];
}

/** @returns whether a recipient is a login that GitHub allows. */
export function isLogin(recipient: string): boolean {
  return LOGIN.test(recipient);
}

/** @returns whether a login is that of an app. */
export function isBot(login: string): boolean {
  return login.toLowerCase().endsWith('[bot]');
}
