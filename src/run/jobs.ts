/** Describes the jobs of a run. The names of jobs and steps are text from outside. */

import { isWebAddress } from '../text/format.ts';
import { once } from '../text/once.ts';
import { textAt } from '../text/property.ts';
import type { World } from '../world.ts';
import type { GithubClient } from './github-client.ts';
import { annotationsSchema, type GithubJob, isFailure } from './github-run.ts';

/** One job; null where nothing is known yet. */
interface RunJob {
  readonly name: string;
  readonly result: string | null;
  readonly url: string | null;
  readonly seconds: number | null;
  /** The first step that failed. */
  readonly failedStep: string | null;
}

/** Cancelled jobs of a run that are looked at. */
const MAX_CANCELLED = 10;

/** The most that GitHub gives on a page; a job has 50 at most. */
const MAX_ANNOTATIONS = 100;

/** Changes the conclusion of jobs that exceeded their time limit, which GitHub reports as cancelled. */
export type MarkTimeouts = (jobs: readonly GithubJob[]) => Promise<readonly GithubJob[]>;

/** @returns a function that marks jobs, and logs once which permission it lacks. */
export function createTimeoutCheck(client: GithubClient, log: World['log']): MarkTimeouts {
  const explain = once(() =>
    log.info(
      'A job was cancelled. Add `checks: read` to the `permissions` of the job to see whether it exceeded its time limit.',
    ),
  );
  return async (jobs) => {
    const cancelled = jobs.filter((job) => job.conclusion === 'cancelled').slice(0, MAX_CANCELLED);
    const mark = async (job: GithubJob): Promise<GithubJob> => {
      if (!cancelled.includes(job)) return job;
      const path = '/check-runs/{check_run_id}/annotations';
      const parameters = { check_run_id: job.id, per_page: MAX_ANNOTATIONS };
      const notes = await client.find(path, parameters, annotationsSchema, [403, 404]);
      if (notes === undefined) explain();
      const isTimeout = notes?.some(({ message }) => TIME_LIMIT.test(message));
      return isTimeout ? { ...job, conclusion: 'timed_out' } : job;
    };
    return Promise.all(jobs.map(mark));
  };
}

const TIME_LIMIT = /exceeded the maximum execution time/i;

/** @returns whether one of these jobs, now marked, exceeded its time limit. */
export function hasTimedOut(jobs: readonly GithubJob[], marked: readonly GithubJob[]): boolean {
  return marked.some((job, index) => job !== jobs[index]);
}

/** @returns the job that runs the step: known by its id, else as the one that its runner is busy with. */
export function findOwnJob(
  jobs: readonly GithubJob[],
  jobContext: unknown,
  runnerName: string,
): GithubJob | undefined {
  const id = textAt(jobContext, 'check_run_id');
  const isBusy = (job: GithubJob): boolean =>
    runnerName !== '' && job.runner_name === runnerName && job.status === 'in_progress';
  return jobs.find((job) => id !== '' && String(job.id) === id) ?? jobs.find(isBusy);
}

/** GitHub's own last step of each job, which fails with the job. */
const LAST_STEP = 'Complete job';

/** @returns whether nothing failed in these jobs but one step, named as the one in progress in `own`. */
export async function isOnlyOwnStep(
  own: GithubJob | undefined,
  jobs: () => Promise<readonly GithubJob[]>,
  markTimeouts: MarkTimeouts,
): Promise<boolean> {
  const steps = own?.steps?.filter(({ status }) => status === 'in_progress') ?? [];
  const [step] = steps;
  // The only step that is in progress is this one. Others may run in the background.
  if (own === undefined || step === undefined || steps.length > 1) return false;
  const found = await jobs();
  const [failed, ...others] = found.filter(({ conclusion }) => isFailure(conclusion));
  if (failed?.name !== own.name || others.length > 0) return false;
  const failedSteps = failed.steps?.filter((it) => isFailure(it.conclusion)) ?? [];
  const names = failedSteps.map(({ name }) => name).filter((name) => name !== LAST_STEP);
  const isOnly = names.length === 1 && names[0] === step.name;
  return isOnly && !hasTimedOut(found, await markTimeouts(found));
}

/** @returns the job as expressions see it. */
export function toRunJob(job: GithubJob): RunJob {
  const failed = job.steps?.find(({ conclusion }) => isFailure(conclusion));
  return {
    name: job.name,
    result: job.conclusion || null,
    url: toLink(job.html_url),
    seconds: secondsBetween(job.started_at, Date.parse(job.completed_at)),
    failedStep: failed?.name || null,
  };
}

/** @returns whole seconds; null where a time is not known. The clocks of two machines may differ. */
export function secondsBetween(start: string, endMs: number): number | null {
  const ms = endMs - Date.parse(start);
  return Number.isNaN(ms) ? null : Math.max(0, Math.floor(ms / 1000));
}

/** @returns a text, if it is an address that a browser opens. */
export function toLink(text: string): string | null {
  return isWebAddress(text) ? text : null;
}
