/** Reads what GitHub's REST API says of runs, jobs, annotations and commits. What is not as documented does not pass. */

import * as z from 'zod/mini';

/** A text that GitHub may leave out, or give as null: then it is blank. */
const optional = z.pipe(
  z.nullish(z.string()),
  z.transform((text) => text ?? ''),
);

/** A text that is always there, but null as long as it is not known. */
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

/** One page of a list. */
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
