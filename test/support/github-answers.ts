/** What GitHub's REST API says of a run of a harbor that does not exist, in the shapes that it documents. */

import type { components } from '@octokit/openapi-types';

type Schemas = components['schemas'];
type Repository = Pick<Schemas['minimal-repository'], 'id' | 'name' | 'full_name' | 'private'>;

/** A run, or an attempt of it; of its repositories only what names them. */
export type WorkflowRun = Omit<
  Schemas['workflow-run'],
  'id' | 'repository' | 'head_repository' | 'actor' | 'triggering_actor'
> & {
  readonly id: number;
  readonly repository: Repository;
  readonly head_repository: Repository;
};

/** A job of an attempt. */
export type Job = Schemas['job'];

const api = 'https://api.github.com/repos/acme/harbor';
const harbor = { id: 1296269, name: 'harbor', full_name: 'acme/harbor', private: true };

/** The run that the tests are about: number 42, which fails or works as they say. */
export const runId = 1658821493;

/** When its first attempt began. */
export const startedAt = '2026-11-20T15:00:00Z';

/** @returns a run that is under way, changed as a test needs it. */
export function workflowRun(change: Partial<WorkflowRun> = {}): WorkflowRun {
  const { id = runId } = change;
  const url = `${api}/actions/runs/${id}`;
  return {
    id,
    name: 'Deploy',
    node_id: 'WFR_kwLOA',
    check_suite_id: 414944374,
    check_suite_node_id: 'MDEwOkNoZWNrU3VpdGU0MTQ5NDQzNzQ=',
    head_branch: 'main',
    head_sha: 'ffac537e6cbbf934b08745a378932722df287a53',
    path: '.github/workflows/deploy.yml',
    display_title: 'Hoist faster',
    run_number: 42,
    event: 'push',
    status: 'in_progress',
    conclusion: null,
    workflow_id: 161335,
    url,
    html_url: `https://github.com/acme/harbor/actions/runs/${id}`,
    pull_requests: [],
    created_at: startedAt,
    updated_at: startedAt,
    run_attempt: 1,
    run_started_at: startedAt,
    referenced_workflows: [],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/414944374`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/161335`,
    head_commit: null,
    repository: harbor,
    head_repository: harbor,
    ...change,
  };
}

/** @returns an earlier run with this number, which has ended. */
export function earlierRun(
  number: number,
  conclusion: string | null,
  change: Partial<WorkflowRun> = {},
): WorkflowRun {
  const id = 1_000_000 + number;
  const status = conclusion === null ? 'in_progress' : 'completed';
  return workflowRun({ id, run_number: number, status, conclusion, ...change });
}

/** @returns a job that ended well within 90 seconds, changed as a test needs it. */
export function job(name: string, change: Partial<Job> = {}): Job {
  const { id = 399444496 } = change;
  return {
    id,
    run_id: runId,
    run_url: `${api}/actions/runs/${runId}`,
    run_attempt: 1,
    node_id: 'CR_kwDOA',
    head_sha: 'ffac537e6cbbf934b08745a378932722df287a53',
    url: `${api}/actions/jobs/${id}`,
    html_url: `https://github.com/acme/harbor/actions/runs/${runId}/job/${id}`,
    status: 'completed',
    conclusion: 'success',
    created_at: startedAt,
    started_at: '2026-11-20T15:00:10Z',
    completed_at: '2026-11-20T15:01:40Z',
    name,
    steps: [],
    check_run_url: `${api}/check-runs/${id}`,
    labels: ['ubuntu-latest'],
    runner_id: 7,
    runner_name: 'GitHub Actions 7',
    runner_group_id: 2,
    runner_group_name: 'GitHub Actions',
    workflow_name: 'Deploy',
    head_branch: 'main',
    ...change,
  };
}

/** @returns a job that failed in its second step. */
export function failedJob(name: string, change: Partial<Job> = {}): Job {
  const steps: NonNullable<Job['steps']> = [
    { name: 'Set up job', status: 'completed', conclusion: 'success', number: 1 },
    { name: 'Test the crane', status: 'completed', conclusion: 'failure', number: 2 },
    { name: 'Upload', status: 'completed', conclusion: 'skipped', number: 3 },
    { name: 'Complete job', status: 'completed', conclusion: 'failure', number: 4 },
  ];
  return job(name, { conclusion: 'failure', steps, ...change });
}

/** The id of the job that runs the step, as `job.check_run_id` tells it. */
export const ownJobId = 399444500;

/** @returns the job that runs the step. */
export function ownJob(change: Partial<Job> = {}): Job {
  return job('notify', {
    id: ownJobId,
    status: 'in_progress',
    conclusion: null,
    completed_at: null,
    runner_name: 'GitHub Actions 9',
    ...change,
  });
}
