/** Finds the people behind recipients written as `@login`. The code for it is loaded on use. */

import type { Config } from '../config/config.ts';
import type { Diagnostics } from '../diagnostics.ts';
import { githubAccess } from '../http/github-access.ts';
import { findWrongId } from '../text/ids.ts';
import type { Identities, SourceFile, World } from '../world.ts';
import type { Notification } from './notification.ts';
import type { UserMap } from './user-map.ts';

interface PeopleSources {
  readonly config: Config;
  /** Nothing when `user-map` was not set, and after an error about it. */
  readonly userMap: UserMap | undefined;
  readonly event: () => unknown;
  readonly authors: () => readonly string[];
  /** When all network time ends, in milliseconds since 1970. */
  readonly deadlineMs: number;
}

/** @returns the user map in a file, if there is one. Errors (`inputs-invalid`) go to `diagnostics`. */
export async function readUserMap(
  file: SourceFile | undefined,
  diagnostics: Diagnostics,
): Promise<UserMap | undefined> {
  if (file === undefined) return undefined;
  const { parseUserMap } = await import(/* webpackChunkName: "people" */ './user-map.ts');
  return parseUserMap(file, diagnostics);
}

/**
 * Resolves recipients written as `@login` or `@org/team-slug`. GitHub is not asked where something else is
 * wrong already. Errors (`recipient-unresolved`, `github-unavailable`) go to `diagnostics`.
 * @returns the ids by the recipient as written.
 */
export async function findPeople(
  notifications: readonly Notification[],
  { config, userMap, event, authors, deadlineMs }: PeopleSources,
  world: World,
  diagnostics: Diagnostics,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const written = notifications.flatMap((it) => [...(it.personLocations ?? [])]);
  // What can be no ID is an error already.
  const isLogin = (id: string): boolean => id.startsWith('@') && findWrongId(id) === undefined;
  const logins = new Map(written.filter(([recipient]) => isLogin(recipient)));
  // Where one of these inputs cannot be used, each login would only be a second error.
  const isUnusable = diagnostics.errors.some(({ location }) => {
    return location?.input === 'user-map' || location?.input === 'unresolved-recipients';
  });
  if (isUnusable || (logins.size === 0 && userMap === undefined)) return new Map();
  const { resolveRecipients, warnOfBareLogins } = await import(
    /* webpackChunkName: "people" */ './recipients.ts'
  );
  if (userMap !== undefined) warnOfBareLogins(new Map(written), userMap, diagnostics);
  const sources = {
    userMap,
    env: world.env,
    event,
    authors,
    lookUp: config.githubToken() === '' ? undefined : createLookUp(config, deadlineMs, world),
    unresolved: config.unresolvedRecipients,
    offline: config.dryRun || diagnostics.errors.length > 0,
  };
  return resolveRecipients(logins, sources, diagnostics);
}

function createLookUp(
  config: Config,
  deadlineMs: number,
  world: World,
): (logins: readonly string[]) => Promise<Identities> {
  const organization = world.env['GITHUB_REPOSITORY_OWNER'] ?? '';
  return (logins) =>
    world.lookUpIdentities(logins, { ...githubAccess(config, deadlineMs, world), organization });
}
