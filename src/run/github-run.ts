/** Reads what GitHub's REST API says of runs and jobs. A member that is missing or of another type is blank. */

import * as z from 'zod/mini';

const text = z.catch(z.string(), '');
const number = z.catch(z.number(), 0);

/** @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt */
const runSchema = z.object({
  workflow_id: number,
  run_number: number,
  status: text,
  conclusion: text,
  html_url: text,
  head_sha: text,
  run_started_at: text,
  updated_at: text,
  event: text,
  head_branch: text,
  head_repository: z.catch(z.object({ full_name: text }), { full_name: '' }),
});

/** @see https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt */
const jobSchema = z.object({
  id: number,
  name: text,
  status: text,
  conclusion: text,
  html_url: text,
  started_at: text,
  completed_at: text,
  runner_name: text,
  steps: z.catch(z.array(z.object({ name: text, conclusion: text })), []),
});

/** A run, or one attempt of it. */
export type GithubRun = Readonly<z.infer<typeof runSchema>>;

/** One job of an attempt. */
export type GithubJob = Readonly<z.infer<typeof jobSchema>>;

/** One page of a list. */
interface Page<T> {
  readonly items: readonly T[];
  /** Of all pages. */
  readonly totalCount: number;
}

/** @returns a run; a blank one of what is not an object. */
export function readRun(body: unknown): GithubRun {
  return runSchema.parse(Object(body));
}

/** @returns a job; a blank one of what is not an object. */
export function readJob(body: unknown): GithubJob {
  return jobSchema.parse(Object(body));
}

/** @returns a page of the runs of a workflow. */
export function readRuns(body: unknown): Page<GithubRun> {
  const page = z.object({ workflow_runs: list, total_count: number }).parse(Object(body));
  return { items: page.workflow_runs.map(readRun), totalCount: page.total_count };
}

/** @returns a page of the jobs of an attempt. */
export function readJobs(body: unknown): Page<GithubJob> {
  const page = z.object({ jobs: list, total_count: number }).parse(Object(body));
  return { items: page.jobs.map(readJob), totalCount: page.total_count };
}

const list = z.catch(z.array(z.unknown()), []);
