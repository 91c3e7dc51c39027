/** Makes the `run` context from what GitHub's API says. Anyone may have written the names of jobs and steps. */

import { isWebAddress } from '../text/format.ts';
import { textAt } from '../text/property.ts';
import { isFailure, type RunResult, resultOfRun, worstOf } from './conclusions.ts';
import type { GithubJob, GithubRun } from './github-run.ts';
import type { FetchedRun } from './run-requests.ts';

/** What expressions see as `run`. */
export interface RunContext {
  readonly result: RunResult;
  readonly jobs: readonly RunJob[];
  /** Those of the jobs that failed or timed out. */
  readonly failed: readonly RunJob[];
  /** Since the attempt began, or from its beginning to its end. */
  readonly seconds: number | null;
  readonly previous: PreviousRun | null;
  /** Whether the result is success where that of the previous run is failure, or the reverse. */
  readonly changed: boolean;
}

/** One job; null where nothing is known yet. */
interface RunJob {
  readonly name: string;
  readonly result: string | null;
  readonly url: string | null;
  readonly seconds: number | null;
  /** The first step that failed. */
  readonly failedStep: string | null;
}

/** The run, or the attempt, that people were notified of last. */
interface PreviousRun {
  readonly result: 'success' | 'failure';
  readonly number: number;
  readonly url: string | null;
  readonly sha: string | null;
}

/** What the step knows of the run that it is a part of. */
interface OwnRun {
  /** The `job` and `needs` contexts; `needs` may not be given. */
  readonly job: unknown;
  readonly needs: unknown;
  readonly runnerName: string;
}

/**
 * @param own nothing where the context is about another run than the step's.
 * @param nowMs the time now, in milliseconds since 1970.
 */
export function toRunContext(
  { attempt, jobs: fetched, previous: before }: FetchedRun,
  own: OwnRun | undefined,
  nowMs: number,
): RunContext {
  const others = own === undefined ? fetched : withoutOwnJob(fetched, own);
  const jobs = others.map(toJob);
  const { conclusion } = attempt;
  const result =
    own === undefined && conclusion !== '' ? resultOfRun(conclusion) : resultSoFar(jobs, own);
  const previous = before === undefined ? null : toPrevious(before);
  return {
    result,
    jobs,
    failed: jobs.filter((job) => job.result === 'failure' || job.result === 'timed_out'),
    seconds: secondsOf(attempt, fetched, own === undefined, nowMs),
    previous,
    changed: hasChanged(result, previous),
  };
}

/** @returns whether people would learn something new. */
export function hasChanged(result: RunResult, previous: PreviousRun | null): boolean {
  if (previous === null) return result === 'failure';
  return result !== 'cancelled' && result !== previous.result;
}

/** The worst of the job's own status, and of the jobs that it needs, or else that have ended. */
function resultSoFar(jobs: readonly RunJob[], own: OwnRun | undefined): RunResult {
  const ended = jobs.flatMap(({ result }) => result ?? []);
  const needed = Object.values(Object(own?.needs)).map((job) => textAt(job, 'result'));
  return worstOf([textAt(own?.job, 'status'), ...(needed.length > 0 ? needed : ended)]);
}

/** The job that runs the step is known by its id, else as the one that its runner is busy with. */
function withoutOwnJob(jobs: readonly GithubJob[], own: OwnRun): readonly GithubJob[] {
  const id = textAt(own.job, 'check_run_id');
  const byId = jobs.find((job) => id !== '' && String(job.id) === id);
  const byRunner = jobs.find(
    (job) =>
      own.runnerName !== '' && job.runner_name === own.runnerName && job.status === 'in_progress',
  );
  const ownJob = byId ?? byRunner;
  return jobs.filter((job) => job !== ownJob);
}

function toJob(job: GithubJob): RunJob {
  const failed = job.steps.find(({ conclusion }) => isFailure(conclusion));
  return {
    name: job.name,
    result: job.conclusion || null,
    url: toLink(job.html_url),
    seconds: secondsBetween(job.started_at, Date.parse(job.completed_at)),
    failedStep: failed?.name || null,
  };
}

function toPrevious({ run, attempt }: NonNullable<FetchedRun['previous']>): PreviousRun {
  const url = toLink(run.html_url);
  return {
    result: isFailure(run.conclusion) ? 'failure' : 'success',
    number: run.run_number,
    url: url === null || attempt === undefined ? url : `${url}/attempts/${attempt}`,
    sha: run.head_sha || null,
  };
}

/** A run that has ended took as long as its jobs did; one that goes on, until now. */
function secondsOf(
  attempt: GithubRun,
  jobs: readonly GithubJob[],
  mayHaveEnded: boolean,
  nowMs: number,
): number | null {
  const { run_started_at: started, status, updated_at: updated } = attempt;
  if (!mayHaveEnded || status !== 'completed') return secondsBetween(started, nowMs);
  const ends = jobs.map((job) => Date.parse(job.completed_at)).filter((ms) => !Number.isNaN(ms));
  return secondsBetween(started, ends.length > 0 ? Math.max(...ends) : Date.parse(updated));
}

/** Whole seconds; the clocks of two machines may differ. */
function secondsBetween(start: string, endMs: number): number | null {
  const ms = endMs - Date.parse(start);
  return Number.isNaN(ms) ? null : Math.max(0, Math.floor(ms / 1000));
}

/** A text, if it is an address that a browser opens. */
function toLink(text: string): string | null {
  return isWebAddress(text) ? text : null;
}
