/**
 * Determines which run is described, defines the responses of GitHub's REST API about runs, jobs,
 * annotations and commits, and interprets conclusions.
 */

import * as z from 'zod/mini';
import { Fault } from '../diagnostics.ts';
import { hasObjectAt, textAt } from '../text/property.ts';
import type { World } from '../world.ts';

/** One attempt of one run. */
export interface RunSubject {
  readonly owner: string;
  readonly repo: string;
  readonly id: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Whether it is the run that this step is a part of. */
  readonly isOwn: boolean;
}

/**
 * @returns the run that the step is a part of; on `workflow_run`, the run that the event is about.
 * @throws {Fault} outside of a run.
 */
export function runSubject(env: World['env'], event: () => unknown): RunSubject {
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const about = env['GITHUB_EVENT_NAME'] === 'workflow_run' ? event() : undefined;
  const isOwn = !hasObjectAt(about, 'workflow_run');
  const id = isOwn ? (env['GITHUB_RUN_ID'] ?? '') : textAt(about, 'workflow_run', 'id');
  const attempt = isOwn ? env['GITHUB_RUN_ATTEMPT'] : textAt(about, 'workflow_run', 'run_attempt');
  if (repo === '' || id === '') {
    throw new Fault('there is no workflow run', {
      code: 'value-missing',
      hint: 'GitHub sets `GITHUB_REPOSITORY` and `GITHUB_RUN_ID` in each workflow run.',
    });
  }
  return { owner, repo, id, attempt: Number(attempt) || 1, isOwn };
}

/** A text that GitHub may omit or return as null, which makes it blank. */
const optional = z.pipe(
  z.nullish(z.string()),
  z.transform((text) => text ?? ''),
);

/** A text that GitHub always returns, but as null until it is known, which makes it blank. */
const pending = z.pipe(
  z.nullable(z.string()),
  z.transform((text) => text ?? ''),
);

/** @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt */
export const runSchema = z.object({
  id: z.number(),
  workflow_id: z.number(),
  run_number: z.number(),
  run_attempt: z.catch(z.number(), 1),
  status: pending,
  conclusion: pending,
  html_url: z.string(),
  head_sha: z.string(),
  run_started_at: optional,
  updated_at: optional,
  event: z.string(),
  head_branch: pending,
  /** Null where the repository is gone. */
  head_repository: z.nullish(z.object({ full_name: z.string() })),
});

/** @see https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt */
const jobSchema = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  conclusion: pending,
  html_url: optional,
  started_at: optional,
  completed_at: optional,
  runner_name: optional,
  steps: z.nullish(z.array(z.object({ name: z.string(), status: optional, conclusion: optional }))),
});

/** A run, or one attempt of it. */
export type GithubRun = Readonly<z.infer<typeof runSchema>>;

/** One job of an attempt. */
export type GithubJob = Readonly<z.infer<typeof jobSchema>>;

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Of all pages. */
  readonly total: number;
}

/** A page of the runs of a workflow. */
export const runsSchema = z.pipe(
  z.object({ total_count: z.number(), workflow_runs: z.array(runSchema) }),
  z.transform(
    ({ total_count: total, workflow_runs: items }): Page<GithubRun> => ({ items, total }),
  ),
);

/** A page of the jobs of an attempt. */
export const jobsSchema = z.pipe(
  z.object({ total_count: z.number(), jobs: z.array(jobSchema) }),
  z.transform(({ total_count: total, jobs: items }): Page<GithubJob> => ({ items, total })),
);

/** @see https://docs.github.com/rest/checks/runs#list-check-run-annotations */
export const annotationsSchema = z.array(z.object({ message: optional }));

/** @see https://docs.github.com/rest/commits/commits#compare-two-commits */
export const comparisonSchema = z.object({
  // No account has the address of the commit, or the account is gone.
  commits: z.array(z.object({ author: z.nullish(z.object({ login: optional })) })),
});

/** The result of a run, final or so far. */
export type RunResult = 'success' | 'failure' | 'cancelled';

/** @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt */
const failures: readonly string[] = ['failure', 'timed_out', 'startup_failure'];

/** Conclusions of a run that tried nothing or did not finish. */
const undecided: readonly string[] = ['cancelled', 'skipped', 'stale', 'action_required'];

/** @returns whether a conclusion is a failure of any kind. */
export function isFailure(conclusion: string): boolean {
  return failures.includes(conclusion);
}

/** @returns the result of a whole run that has ended; `cancelled` where it is undecided. */
export function resultOfRun(conclusion: string): RunResult {
  if (isFailure(conclusion)) return 'failure';
  return undecided.includes(conclusion) ? 'cancelled' : 'success';
}

/** @returns the worst of the conclusions of jobs. Any that is neither a failure nor `cancelled` is a success. */
export function worstOf(conclusions: readonly string[]): RunResult {
  if (conclusions.some(isFailure)) return 'failure';
  return conclusions.includes('cancelled') ? 'cancelled' : 'success';
}

/** @returns whether people would learn something new; `previous` is blank if there is no such run. */
export function hasChanged(result: string, previous: string): boolean {
  if (previous === '') return result === 'failure';
  return result !== 'cancelled' && result !== previous;
}
