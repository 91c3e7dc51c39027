/** Looks back over the runs before this one: of the same workflow, branch, event and repository. */

import { asFault } from '../diagnostics.ts';
import { ATTEMPT, fetchJobs, type GithubClient } from './github-client.ts';
import {
  type GithubJob,
  type GithubRun,
  isFailure,
  type RunSubject,
  runSchema,
  runsSchema,
} from './github-run.ts';
import { hasTimedOut, isOnlyOwnStep, toLink } from './jobs.ts';
import type { Progress } from './progress.ts';

/** A run, or an attempt of this one, that people can have been notified of. */
export interface EarlierRun {
  readonly run: GithubRun;
  readonly result: 'success' | 'failure';
}

interface PreviousRun {
  readonly result: 'success' | 'failure';
  readonly number: number;
  readonly url: string | null;
  readonly sha: string | null;
}

/** A run is some 15 KB of JSON, and the previous one is nearly always on the first page. */
const RUNS_PER_PAGE = 30;

/** Attempts that are looked at, from the last one back. */
const MAX_ATTEMPTS = 10;

/** Failures in a row that are counted. */
const MAX_FAILURES = 100;

interface HistorySources extends Pick<Progress, 'current' | 'markTimeouts' | 'ownJob'> {
  readonly subject: RunSubject;
  readonly client: GithubClient;
}

/** Yields the previous run, then the ones before it that ended in success or failure. */
export async function* lookBack(sources: HistorySources): AsyncGenerator<EarlierRun> {
  let hasPrevious = false;
  let isNext = true;
  for (const find of [attemptsBefore, runsBefore]) {
    for await (const run of find(sources)) {
      const result = hasPrevious ? resultOf(run) : await judgePrevious(run, isNext, sources);
      isNext = false;
      if (result === undefined) continue;
      hasPrevious = true;
      yield { run, result };
    }
  }
}

interface Streak {
  /** How many there are, the one that is described included. Attempts of one run are one. */
  readonly count: number;
  /** Nothing where it is the one that is described. */
  readonly first: EarlierRun | undefined;
}

/** @returns the failures that came right before this one. */
export async function findStreak(
  back: AsyncGenerator<EarlierRun>,
  { id }: RunSubject,
): Promise<Streak> {
  let count = 1;
  let first: EarlierRun | undefined;
  for await (const earlier of back) {
    if (earlier.result === 'success' || count === MAX_FAILURES) break;
    if (String(earlier.run.id) !== id) count += 1;
    first = earlier;
  }
  return { count, first };
}

/** @returns what expressions see of an earlier run. */
export function toPrevious({ run, result }: EarlierRun): PreviousRun {
  const { run_number: number, html_url: url, head_sha: sha } = run;
  return { result, number, url: toLink(url), sha: sha || null };
}

function resultOf({ conclusion }: GithubRun): EarlierRun['result'] | undefined {
  if (isFailure(conclusion)) return 'failure';
  return conclusion === 'success' ? conclusion : undefined;
}

/** @param isNext whether the run came directly before this one. Only then can a cancelled run count as failed. */
async function judgePrevious(
  run: GithubRun,
  isNext: boolean,
  { client, markTimeouts, ownJob }: HistorySources,
): Promise<EarlierRun['result'] | undefined> {
  const jobs = async (): Promise<readonly GithubJob[]> => {
    try {
      return await fetchJobs(run.id, run.run_attempt, client);
    } catch (error) {
      if (asFault(error).code !== 'value-missing') throw error;
      return [];
    }
  };
  if (run.conclusion === 'cancelled' && isNext) {
    const found = await jobs();
    return hasTimedOut(found, await markTimeouts(found)) ? 'failure' : undefined;
  }
  const result = resultOf(run);
  // A failure of the notification alone is a success.
  const isAlone = result === 'failure' && (await isOnlyOwnStep(await ownJob(), jobs, markTimeouts));
  return isAlone ? 'success' : result;
}

async function* attemptsBefore({ subject, client }: HistorySources): AsyncGenerator<GithubRun> {
  const oldest = Math.max(1, subject.attempt - MAX_ATTEMPTS);
  for (let attempt = subject.attempt - 1; attempt >= oldest; attempt--) {
    const parameters = { run_id: subject.id, attempt_number: attempt };
    const run = await client.find(ATTEMPT, parameters, runSchema, [404]);
    if (run !== undefined) yield { ...run, html_url: `${run.html_url}/attempts/${attempt}` };
  }
}

async function* runsBefore({ client, current }: HistorySources): AsyncGenerator<GithubRun> {
  const now = await current();
  const { workflow_id, event, head_branch: branch } = now;
  const parameters = {
    workflow_id,
    event,
    status: 'completed',
    exclude_pull_requests: 'true',
    ...(branch !== '' && { branch }),
  };
  const path = '/actions/workflows/{workflow_id}/runs';
  for await (const page of client.pages(path, parameters, runsSchema, RUNS_PER_PAGE)) {
    const before = page.filter((run) => isBefore(run, now));
    yield* before.toSorted((a, b) => b.run_number - a.run_number);
  }
}

/** @returns whether a run came before this one on the same branch. In a fork, the same name is another branch. */
function isBefore(run: GithubRun, now: GithubRun): boolean {
  const repository = run.head_repository?.full_name;
  return (
    run.run_number < now.run_number &&
    run.conclusion !== '' &&
    run.head_branch === now.head_branch &&
    run.event === now.event &&
    repository !== undefined &&
    repository === now.head_repository?.full_name
  );
}
