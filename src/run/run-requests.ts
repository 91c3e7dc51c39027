/** Asks GitHub's API about one attempt of a run, its jobs, and the run before it. */

import { hasObjectAt } from '../text/property.ts';
import type { GithubApi, GithubResponse } from '../world.ts';
import { isDecided } from './conclusions.ts';
import { toFault } from './github-fault.ts';
import { type GithubJob, type GithubRun, readJobs, readRun, readRuns } from './github-run.ts';
import type { RunSubject } from './run-subject.ts';

/** What GitHub knows of a run. */
export interface FetchedRun {
  readonly attempt: GithubRun;
  readonly jobs: readonly GithubJob[];
  /** The run that people were notified of last: another run, or an earlier attempt of this one. */
  readonly previous: Previous | undefined;
}

interface Previous {
  readonly run: GithubRun;
  /** Its number, if it is an earlier attempt of the same run. */
  readonly attempt: number | undefined;
}

/** The most that GitHub gives on a page of jobs. */
const JOBS_PER_PAGE = 100;

/** A run can have 256 jobs for each matrix, and any number of matrices; more are not looked at. */
const MAX_JOB_PAGES = 20;

/** A run is some 15 KB of JSON, and the wanted one is nearly always among the first. */
const RUNS_PER_PAGE = 30;

/** GitHub itself gives no more than 1,000 runs where it filters. */
const MAX_RUN_PAGES = 34;

/** Attempts that are looked at, from the last one back. */
const MAX_ATTEMPTS = 10;

/** @throws {Fault} that says what to do if GitHub does not respond as documented. */
export async function fetchRun(subject: RunSubject, github: GithubApi): Promise<FetchedRun> {
  const get = async (path: string, parameters: Parameters = {}): Promise<GithubResponse> => {
    const { owner, repo } = subject;
    return github.get(`/repos/{owner}/{repo}/actions${path}`, { owner, repo, ...parameters });
  };
  const bodyOf = (response: GithubResponse): unknown => {
    const isOk = response.kind === 'response' && response.status === 200;
    if (isOk && hasObjectAt(response.body)) return response.body;
    throw toFault(response, subject);
  };
  const client: Client = { subject, get, bodyOf };
  const [attempt, jobs] = await Promise.all([
    get(ATTEMPT, { run_id: subject.id, attempt_number: subject.attempt }).then((response) =>
      readRun(bodyOf(response)),
    ),
    fetchJobs(client),
  ]);
  const previous = (await findAttempt(client)) ?? (await findRun(attempt, client));
  return { attempt, jobs, previous };
}

type Parameters = Readonly<Record<string, string | number>>;

interface Client {
  readonly subject: RunSubject;
  readonly get: (path: string, parameters?: Parameters) => Promise<GithubResponse>;
  /** @throws {Fault} where there is none. */
  readonly bodyOf: (response: GithubResponse) => unknown;
}

const ATTEMPT = '/runs/{run_id}/attempts/{attempt_number}';

async function fetchJobs({ subject, get, bodyOf }: Client): Promise<readonly GithubJob[]> {
  const jobs: GithubJob[] = [];
  const parameters = { run_id: subject.id, attempt_number: subject.attempt };
  for (let page = 1; page <= MAX_JOB_PAGES; page++) {
    const response = await get(`${ATTEMPT}/jobs`, { ...parameters, per_page: JOBS_PER_PAGE, page });
    const { items, totalCount } = readJobs(bodyOf(response));
    jobs.push(...items);
    if (items.length === 0 || !hasNext(response, jobs.length, totalCount)) break;
  }
  return jobs;
}

/** Finds the latest earlier attempt that people were notified of. */
async function findAttempt({ subject, get, bodyOf }: Client): Promise<Previous | undefined> {
  const oldest = Math.max(1, subject.attempt - MAX_ATTEMPTS);
  for (let attempt = subject.attempt - 1; attempt >= oldest; attempt--) {
    const response = await get(ATTEMPT, { run_id: subject.id, attempt_number: attempt });
    if (response.kind === 'response' && response.status === 404) continue;
    const run = readRun(bodyOf(response));
    if (isDecided(run.conclusion)) return { run, attempt };
  }
  return undefined;
}

/** Finds the latest run before this one that ended in success or failure, of the same workflow, branch and event. */
async function findRun(attempt: GithubRun, { get, bodyOf }: Client): Promise<Previous | undefined> {
  const { workflow_id, event, head_branch: branch } = attempt;
  const parameters = {
    workflow_id,
    event,
    status: 'completed',
    exclude_pull_requests: 'true',
    per_page: RUNS_PER_PAGE,
    ...(branch !== '' && { branch }),
  };
  let seen = 0;
  for (let page = 1; page <= MAX_RUN_PAGES; page++) {
    const response = await get('/workflows/{workflow_id}/runs', { ...parameters, page });
    const { items, totalCount } = readRuns(bodyOf(response));
    const before = items.filter((run) => isBefore(run, attempt));
    const [run] = before.toSorted((a, b) => b.run_number - a.run_number);
    if (run !== undefined) return { run, attempt: undefined };
    seen += items.length;
    if (items.length === 0 || !hasNext(response, seen, totalCount)) break;
  }
  return undefined;
}

/** Of runs of forks, a branch of the same name is another branch. What GitHub does not say is the same. */
function isBefore(run: GithubRun, attempt: GithubRun): boolean {
  const isSame = (member: string, wanted: string): boolean => member === '' || member === wanted;
  return (
    run.run_number < attempt.run_number &&
    isDecided(run.conclusion) &&
    isSame(run.head_branch, attempt.head_branch) &&
    isSame(run.event, attempt.event) &&
    isSame(run.head_repository.full_name, attempt.head_repository.full_name)
  );
}

/** Whether there is another page, as its header or its total says. */
function hasNext(response: GithubResponse, seen: number, totalCount: number): boolean {
  return response.kind === 'response' && (response.hasNext || seen < totalCount);
}
