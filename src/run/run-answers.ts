/** Asks GitHub's API about one attempt of a run, its jobs, and the run before it. */

import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import type { GithubApi, GithubResponse } from '../world.ts';
import { isDecided } from './conclusions.ts';
import { toFault } from './github-fault.ts';
import type { RunSubject } from './run-subject.ts';

/** What GitHub says, as it says it. */
export interface RunAnswers {
  /** @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt */
  readonly attempt: unknown;
  /** @see https://docs.github.com/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run-attempt */
  readonly jobs: readonly unknown[];
  /** Another run, or an earlier attempt of this one; nothing where there is none. */
  readonly previous: PreviousAnswer | undefined;
}

/** The run that people were told of last. */
export interface PreviousAnswer {
  readonly run: unknown;
  /** Its number, where it is an earlier attempt of the same run. */
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

/** @throws {Fault} what to do where GitHub does not answer. */
export async function askAboutRun(subject: RunSubject, github: GithubApi): Promise<RunAnswers> {
  const get = async (path: string, parameters: Parameters = {}): Promise<GithubResponse> => {
    const { owner, repo } = subject;
    return github.get(`/repos/{owner}/{repo}/actions${path}`, { owner, repo, ...parameters });
  };
  const bodyOf = (response: GithubResponse): unknown => {
    const isOk = response.kind === 'response' && response.status === 200;
    if (isOk && hasObjectAt(response.body)) return response.body;
    throw toFault(response, subject);
  };
  const asking: Asking = { subject, get, bodyOf };
  const [attempt, jobs] = await Promise.all([
    get(ATTEMPT, { run_id: subject.id, attempt_number: subject.attempt }).then(bodyOf),
    askForJobs(asking),
  ]);
  const previous = (await askForAttempts(asking)) ?? (await askForRuns(attempt, asking));
  return { attempt, jobs, previous };
}

type Parameters = Readonly<Record<string, string | number>>;

interface Asking {
  readonly subject: RunSubject;
  readonly get: (path: string, parameters?: Parameters) => Promise<GithubResponse>;
  /** @throws {Fault} where there is none. */
  readonly bodyOf: (response: GithubResponse) => unknown;
}

const ATTEMPT = '/runs/{run_id}/attempts/{attempt_number}';

async function askForJobs({ subject, get, bodyOf }: Asking): Promise<readonly unknown[]> {
  const jobs: unknown[] = [];
  const parameters = { run_id: subject.id, attempt_number: subject.attempt };
  for (let page = 1; page <= MAX_JOB_PAGES; page++) {
    const response = await get(`${ATTEMPT}/jobs`, { ...parameters, per_page: JOBS_PER_PAGE, page });
    const listed = listAt(bodyOf(response), 'jobs');
    jobs.push(...listed);
    if (!hasNext(response, jobs.length) || listed.length === 0) break;
  }
  return jobs;
}

/** People were told of an earlier attempt last, unless it ended so that nobody was told. */
async function askForAttempts({
  subject,
  get,
  bodyOf,
}: Asking): Promise<PreviousAnswer | undefined> {
  const oldest = Math.max(1, subject.attempt - MAX_ATTEMPTS);
  for (let attempt = subject.attempt - 1; attempt >= oldest; attempt--) {
    const response = await get(ATTEMPT, { run_id: subject.id, attempt_number: attempt });
    if (response.kind === 'response' && response.status === 404) continue;
    const run = bodyOf(response);
    if (isDecided(textAt(run, 'conclusion'))) return { run, attempt };
  }
  return undefined;
}

/** The latest run before this one that ended in success or failure, of the same workflow, branch and event. */
async function askForRuns(
  attempt: unknown,
  { get, bodyOf }: Asking,
): Promise<PreviousAnswer | undefined> {
  const branch = textAt(attempt, 'head_branch');
  const parameters = {
    workflow_id: textAt(attempt, 'workflow_id'),
    event: textAt(attempt, 'event'),
    status: 'completed',
    exclude_pull_requests: 'true',
    per_page: RUNS_PER_PAGE,
    ...(branch !== '' && { branch }),
  };
  let seen = 0;
  for (let page = 1; page <= MAX_RUN_PAGES; page++) {
    const response = await get('/workflows/{workflow_id}/runs', { ...parameters, page });
    const runs = listAt(bodyOf(response), 'workflow_runs');
    const before = runs.filter((run) => isBefore(run, attempt));
    if (before.length > 0) {
      const latest = before.toSorted((a, b) => numberOf(b) - numberOf(a))[0];
      return { run: latest, attempt: undefined };
    }
    seen += runs.length;
    if (!hasNext(response, seen) || runs.length === 0) break;
  }
  return undefined;
}

/** Of runs of forks, a branch of the same name is another branch. */
function isBefore(run: unknown, attempt: unknown): boolean {
  const isSame = (...path: readonly string[]): boolean =>
    valueAt(run, ...path) === undefined || textAt(run, ...path) === textAt(attempt, ...path);
  return (
    numberOf(run) < numberOf(attempt) &&
    isDecided(textAt(run, 'conclusion')) &&
    isSame('head_branch') &&
    isSame('event') &&
    isSame('head_repository', 'full_name')
  );
}

function numberOf(run: unknown): number {
  return Number(textAt(run, 'run_number'));
}

/** Whether there is another page, as its header or its total says. */
function hasNext(response: GithubResponse, seen: number): boolean {
  return (
    response.kind === 'response' &&
    (response.hasNext || seen < Number(textAt(response.body, 'total_count')))
  );
}

function listAt(body: unknown, name: string): readonly unknown[] {
  const list = valueAt(body, name);
  return Array.isArray(list) ? list : [];
}
