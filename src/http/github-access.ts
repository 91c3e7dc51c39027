/** Decides who asks GitHub, where, and for how long. */

import type { Config } from '../config/config.ts';
import type { GithubAccess, World } from '../world.ts';

/** The part of all network time that GitHub may take. Then the step goes on without it, if it can (interface, section 11). */
const GITHUB_SHARE = 1 / 3;

/** @param deadlineMs when all network time ends, in milliseconds since 1970. */
export function githubAccess(
  { githubToken, rules }: Pick<Config, 'githubToken' | 'rules'>,
  deadlineMs: number,
  { env, log, now, signal }: Pick<World, 'env' | 'log' | 'now' | 'signal'>,
): GithubAccess {
  return {
    token: githubToken(),
    apiUrl: env['GITHUB_API_URL'] ?? '',
    requestTimeoutMs: rules.requestTimeoutMs,
    remainingMs: Math.min(deadlineMs - now(), rules.timeoutMs * GITHUB_SHARE),
    signal,
    log: log.debug,
  };
}
