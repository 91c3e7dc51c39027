/** Finds the people behind recipients written as `@login`. What that takes is loaded on use. */

import type { Config } from '../config/config.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { SourceFile, World } from '../world.ts';
import type { Notification } from './notification.ts';
import type { UserMap } from './user-map.ts';

/** What decides who is meant. */
interface PeopleSources {
  readonly config: Config;
  /** Nothing when `user-map` was not set, or cannot be read. */
  readonly userMap: UserMap | undefined;
  /** When all network time ends, in milliseconds since 1970. */
  readonly deadlineMs: number;
}

/** @returns the user map in a file. Errors (`inputs-invalid`) go to `diagnostics`. */
export async function readUserMap(
  file: SourceFile | undefined,
  diagnostics: Diagnostics,
): Promise<UserMap | undefined> {
  if (file === undefined) return undefined;
  const { parseUserMap } = await import(/* webpackChunkName: "people" */ './user-map.ts');
  return parseUserMap(file, diagnostics);
}

/**
 * Resolves recipients written as `@login`. GitHub is not asked where something else is wrong already.
 * Errors (`recipient-unresolved`) go to `diagnostics`.
 * @returns the ids by the recipient as written.
 */
export async function findPeople(
  notifications: readonly Notification[],
  { config, userMap, deadlineMs }: PeopleSources,
  world: World,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const written = notifications.flatMap((it) => [...(it.personLocations ?? [])]);
  const logins = new Map(written.filter(([recipient]) => recipient.startsWith('@')));
  // Without a sound map, each login would only be a second error.
  const isMapWrong = diagnostics.errors.some(({ location }) => location?.input === 'user-map');
  if (isMapWrong || config.invalidInputs.has('user-map')) return new Map();
  if (logins.size === 0 && userMap === undefined) return new Map();
  const { resolveRecipients, warnOfBareLogins } = await import(
    /* webpackChunkName: "people" */ './recipients.ts'
  );
  if (userMap !== undefined) warnOfBareLogins(new Map(written), userMap, diagnostics);
  const { env, signal, lookUpIdentities, now } = world;
  const token = config.githubToken();
  const lookUp = (asked: readonly string[]) => {
    const timeout = AbortSignal.timeout(Math.max(0, Math.floor(deadlineMs - now())));
    const organization = env['GITHUB_REPOSITORY_OWNER'] ?? '';
    return lookUpIdentities(asked, {
      token,
      organization,
      signal: AbortSignal.any([signal, timeout]),
    });
  };
  const sources = {
    userMap,
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    lookUp: token === '' ? undefined : lookUp,
    unresolved: config.unresolvedRecipients,
    offline: config.dryRun || diagnostics.errors.length > 0,
  };
  return resolveRecipients(logins, sources, diagnostics);
}
