/** Determines the progress of the described run: its jobs, its result so far, and its duration. */

import type { Config } from '../config/config.ts';
import { once } from '../text/once.ts';
import { textAt } from '../text/property.ts';
import type { World } from '../world.ts';
import { ATTEMPT, fetchJobs, type GithubClient } from './github-client.ts';
import {
  type GithubJob,
  type GithubRun,
  type RunResult,
  type RunSubject,
  resultOfRun,
  runSchema,
  worstOf,
} from './github-run.ts';
import {
  createTimeoutCheck,
  findOwnJob,
  hasTimedOut,
  type MarkTimeouts,
  secondsBetween,
} from './jobs.ts';

interface ProgressSources {
  readonly config: Pick<Config, 'job' | 'needs'>;
  readonly world: Pick<World, 'env' | 'log' | 'now'>;
}

/** Each part is asked for when it is first needed. @throws {Fault} where GitHub does not say. */
export interface Progress {
  readonly current: () => Promise<GithubRun>;
  /** The other jobs. One that exceeded its time limit has timed out. */
  readonly jobs: () => Promise<readonly GithubJob[]>;
  readonly result: () => Promise<RunResult>;
  /** Since the attempt began, or from its beginning to its end. */
  readonly seconds: () => Promise<number | null>;
  readonly markTimeouts: MarkTimeouts;
  /** The job that runs the step. Nothing if it is not known, or of another run. */
  readonly ownJob: () => Promise<GithubJob | undefined>;
}

/** @returns what is known of the run. */
export function createProgress(
  subject: RunSubject,
  client: GithubClient,
  { config, world }: ProgressSources,
): Progress {
  const markTimeouts = createTimeoutCheck(client, world.log);
  const current = (): Promise<GithubRun> =>
    client.read(ATTEMPT, { run_id: subject.id, attempt_number: subject.attempt }, runSchema);
  const all = once(() => fetchJobs(subject.id, subject.attempt, client));
  const ownJob = async () =>
    subject.isOwn ? findOwnJob(await all(), config.job, world.env['RUNNER_NAME'] ?? '') : undefined;
  const others = once(async () => {
    const own = await ownJob();
    return (await all()).filter((job) => job !== own);
  });
  const jobs = once(async () => markTimeouts(await others()));
  const parts = { current, others, jobs };
  return {
    current,
    markTimeouts,
    jobs,
    result: once(() => (subject.isOwn ? resultSoFar(config, parts) : resultOfOther(parts))),
    async seconds() {
      const { run_started_at: started, status, updated_at: updated } = await current();
      if (subject.isOwn || status !== 'completed') return secondsBetween(started, world.now());
      // A run that has ended took as long as its jobs did.
      const ends = (await all()).map((job) => Date.parse(job.completed_at));
      const known = ends.filter((ms) => !Number.isNaN(ms));
      return secondsBetween(started, known.length > 0 ? Math.max(...known) : Date.parse(updated));
    },
    ownJob,
  };
}

interface Parts extends Pick<Progress, 'current' | 'jobs'> {
  /** The other jobs, as GitHub reports them. */
  readonly others: () => Promise<readonly GithubJob[]>;
}

/**
 * @returns the worst of the job's own status and the results of the jobs that it needs. If `needs` is not
 * set, all jobs that have ended count instead.
 */
async function resultSoFar(
  { job, needs }: ProgressSources['config'],
  { others, jobs }: Parts,
): Promise<RunResult> {
  const needed = Object.values(Object(needs)).map((it) => textAt(it, 'result'));
  const known = [textAt(job, 'status'), ...needed];
  const worst = worstOf(known);
  // A needed job that was cancelled may have exceeded its time limit: GitHub does not report which one it was.
  const isKnown = needs !== undefined && !needed.includes('cancelled');
  if (worst === 'failure' || isKnown) return worst;
  const ended = needs === undefined ? (await others()).map(({ conclusion }) => conclusion) : [];
  const soFar = worstOf([...known, ...ended]);
  return soFar === 'cancelled' && hasTimedOut(await others(), await jobs()) ? 'failure' : soFar;
}

async function resultOfOther({ current, others, jobs }: Parts): Promise<RunResult> {
  const { conclusion } = await current();
  const soFar = conclusion || worstOf((await others()).map((it) => it.conclusion));
  return soFar === 'cancelled' && hasTimedOut(await others(), await jobs())
    ? 'failure'
    : resultOfRun(soFar);
}
