/** Describes the run: each member of the `run` context, with the requests that it requires. */

import type { Config } from '../config/config.ts';
import { Fault } from '../diagnostics.ts';
import { githubAccess } from '../http/github-access.ts';
import { type RunMember, runMembers } from '../text/names.ts';
import { distinctBy, once } from '../text/once.ts';
import { textAt, valueAt } from '../text/property.ts';
import type { World } from '../world.ts';
import { createGithubClient, type GithubClient, TOKEN_HINT } from './github-client.ts';
import {
  comparisonSchema,
  type GithubRun,
  hasChanged,
  isFailure,
  type RunSubject,
  runSubject,
} from './github-run.ts';
import { type EarlierRun, findStreak, lookBack, toPrevious } from './history.ts';
import { toLink, toRunJob } from './jobs.ts';
import { createProgress } from './progress.ts';

/**
 * @param members in lower case; `*` is all of them.
 * @returns these members. GitHub is asked once for each.
 * @throws {Fault} `github-unavailable` in an outage, which does not stop a notification; otherwise what
 * to do, marked as repeated if it was thrown before.
 */
export type AskRun = (members: ReadonlySet<string>) => Promise<Readonly<Record<string, unknown>>>;

/** What the run is described from. */
export interface RunSources {
  readonly config: Pick<Config, 'githubToken' | 'job' | 'needs' | 'rules'>;
  readonly event: () => unknown;
  /** When all network time ends, in milliseconds since 1970. */
  readonly deadlineMs: () => number;
  readonly world: Pick<World, 'env' | 'log' | 'now' | 'openGithub' | 'signal'>;
}

/** @returns a function that asks GitHub. @throws {Fault} if GitHub cannot be asked. */
export async function openRun(sources: RunSources): Promise<AskRun> {
  const { config, event, deadlineMs, world } = sources;
  if (config.githubToken() === '') {
    throw new Fault('`github-token` is not set', { code: 'value-missing', hint: TOKEN_HINT });
  }
  const subject = runSubject(world.env, event);
  const github = await world.openGithub(githubAccess(config, deadlineMs(), world));
  const find = describe(subject, createGithubClient(subject, github), sources);
  return async (members) => {
    const names = runMembers.filter((it) => members.has('*') || members.has(it.toLowerCase()));
    const found = await Promise.all(names.map(async (name) => [name, await find[name]()]));
    return Object.fromEntries(found);
  };
}

function describe(
  subject: RunSubject,
  client: GithubClient,
  sources: RunSources,
): Readonly<Record<RunMember, () => Promise<unknown>>> {
  const progress = createProgress(subject, client, sources);
  const { current, result, jobs } = progress;
  const back = (): AsyncGenerator<EarlierRun> => lookBack({ subject, client, ...progress });
  const previous = once(async () => (await back().next()).value);
  const streak = once(async () => findStreak(back(), subject));
  const hasFailed = async (): Promise<boolean> => (await result()) === 'failure';
  return {
    result,
    jobs: async () => (await jobs()).map(toRunJob),
    failed: async () => (await jobs()).filter((it) => isFailure(it.conclusion)).map(toRunJob),
    url: async () => toLink((await current()).html_url),
    number: async () => (await current()).run_number,
    sha: async () => (await current()).head_sha || null,
    seconds: progress.seconds,
    async previous() {
      const found = await previous();
      return found === undefined ? null : toPrevious(found);
    },
    failures: async () => ((await hasFailed()) ? (await streak()).count : 0),
    async brokenSince() {
      if (!(await hasFailed())) return null;
      const { first } = await streak();
      // Without an earlier failure, this run is the first one.
      return toPrevious(first ?? { run: await current(), result: 'failure' });
    },
    authors: async () => findAuthors(back(), await current(), sources.event, client),
    async changed() {
      const soFar = await result();
      return soFar !== 'cancelled' && hasChanged(soFar, (await previous())?.result ?? '');
    },
  };
}

/**
 * @returns the authors of up to 250 commits since the last successful run; those of the event if there is
 * no such run, or if its commit is gone.
 */
async function findAuthors(
  back: AsyncGenerator<EarlierRun>,
  { head_sha: head }: GithubRun,
  event: () => unknown,
  client: GithubClient,
): Promise<readonly string[]> {
  const logins =
    (await authorsSince(back, head, client)) ??
    [valueAt(event(), 'commits')].flat().map((commit) => textAt(commit, 'author', 'username'));
  const known = logins.filter((login) => login !== '');
  return distinctBy(known, (login) => login.toLowerCase());
}

async function authorsSince(
  back: AsyncGenerator<EarlierRun>,
  head: string,
  client: GithubClient,
): Promise<readonly string[] | undefined> {
  for await (const { run, result } of back) {
    if (result === 'failure') continue;
    const parameters = { basehead: `${run.head_sha}...${head}` };
    const compared = await client.find('/compare/{basehead}', parameters, comparisonSchema, [404]);
    return compared?.commits.map(({ author }) => author?.login ?? '');
  }
  return undefined;
}
