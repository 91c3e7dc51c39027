/**
 * Calls GitHub's REST API for one repository, with no request twice. Any response that is not as
 * documented becomes a `Fault` that says what to do.
 */

import type * as z from 'zod/mini';
import { cancelledFault, Fault } from '../diagnostics.ts';
import { textAt } from '../text/property.ts';
import type { GithubApi, GithubResponse } from '../world.ts';
import { type GithubJob, jobsSchema, type Page, type RunSubject } from './github-run.ts';

/** Paths are below `/repos/{owner}/{repo}`. No request is sent twice. */
export interface GithubClient {
  /** @throws {Fault} if there is no such answer. */
  readonly read: <T>(path: string, parameters: Parameters, schema: Schema<T>) => Promise<T>;
  /** @returns nothing where GitHub answers with one of these statuses. @throws {Fault} as `read`. */
  readonly find: <T>(
    path: string,
    parameters: Parameters,
    schema: Schema<T>,
    absent: readonly number[],
  ) => Promise<T | undefined>;
  /** Yields the items of page after page. @throws {Fault} as `read`, also if one lists too few. */
  readonly pages: <T>(
    path: string,
    parameters: Parameters,
    schema: Schema<Page<T>>,
    perPage: number,
  ) => AsyncGenerator<readonly T[]>;
}

type Parameters = Readonly<Record<string, string | number>>;
type Schema<T> = z.ZodMiniType<T>;

/** Pages that are read of one list: 3,300 jobs, or 990 runs, of which GitHub lists 1,000. */
const MAX_PAGES = 33;

/** @returns a client for the repository of the run. */
export function createGithubClient(subject: RunSubject, github: GithubApi): GithubClient {
  const asked = new Map<string, Promise<GithubResponse>>();
  const ask = (path: string, parameters: Parameters): Promise<GithubResponse> => {
    const key = JSON.stringify([path, parameters]);
    const { owner, repo } = subject;
    const response =
      asked.get(key) ?? github.get(`/repos/{owner}/{repo}${path}`, { owner, repo, ...parameters });
    asked.set(key, response);
    return response;
  };
  const read: GithubClient['read'] = async (path, parameters, schema) =>
    parseResponse(await ask(path, parameters), schema, subject);
  return {
    read,
    async find(path, parameters, schema, absent) {
      const response = await ask(path, parameters);
      const isAbsent =
        response.kind === 'response' && !response.isRateLimited && absent.includes(response.status);
      return isAbsent ? undefined : parseResponse(response, schema, subject);
    },
    async *pages(path, parameters, schema, perPage) {
      for (let page = 1; page <= MAX_PAGES; page++) {
        const onPage = { ...parameters, per_page: perPage, page };
        const { items, total } = await read(path, onPage, schema);
        const left = total - (page - 1) * perPage;
        if (items.length < Math.min(perPage, left)) {
          throw unavailable('GitHub returned a list that is not complete');
        }
        yield items;
        if (left <= perPage) return;
      }
    },
  };
}

function parseResponse<T>(response: GithubResponse, schema: Schema<T>, subject: RunSubject): T {
  if (response.kind === 'response' && response.status === 200) {
    const parsed = schema.safeParse(response.body);
    if (parsed.success) return parsed.data;
  }
  throw toFault(response, subject);
}

/** The path of one attempt of a run. */
export const ATTEMPT = '/actions/runs/{run_id}/attempts/{attempt_number}';

/** The most that GitHub lists on a page. */
const JOBS_PER_PAGE = 100;

/** @returns the jobs of an attempt, in GitHub's order. @throws {Fault} if GitHub does not list them. */
export async function fetchJobs(
  run_id: string | number,
  attempt_number: number,
  client: GithubClient,
): Promise<readonly GithubJob[]> {
  const jobs: GithubJob[] = [];
  const parameters = { run_id, attempt_number };
  const pages = client.pages(`${ATTEMPT}/jobs`, parameters, jobsSchema, JOBS_PER_PAGE);
  for await (const page of pages) jobs.push(...page);
  return jobs;
}

const PERMISSIONS = '`permissions: { contents: read, actions: read }`';

/** The lines to add to the step and to its job. */
export const TOKEN_HINT = `Add \`github-token: \${{ github.token }}\` to the inputs of the step, and ${PERMISSIONS} to its job, in addition to the permissions that the job has already.`;

/** @returns `github-unavailable` if a later request may succeed, `value-missing` otherwise. */
function toFault(response: GithubResponse, { owner, repo, id }: RunSubject): Fault {
  if (response.kind === 'no-response') return toFaultOfNetwork(response);
  const { status, body, isRateLimited } = response;
  if (isRateLimited)
    return unavailable(`\`github-token\` has reached the rate limit of GitHub (HTTP ${status})`);
  if (status >= 500) return unavailable(`GitHub returned HTTP ${status}`);
  if (status < 300) return unavailable('GitHub returned an unexpected response');
  const message = textAt(body, 'message');
  const returned = message === '' ? `HTTP ${status}` : `HTTP ${status}: ${message}`;
  if (status === 401) return missing(`GitHub rejected \`github-token\` (${returned})`, TOKEN_HINT);
  if (status === 403 && /^Resource not accessible/i.test(message)) {
    return missing(
      `\`github-token\` lacks a permission (GitHub returned ${returned})`,
      `Set ${PERMISSIONS} for the job, in addition to the permissions that the job has already.`,
    );
  }
  if (status === 404) {
    return missing(
      `GitHub has no run ${id} of ${owner}/${repo} that \`github-token\` can read (HTTP 404)`,
      `The run was deleted, or the token cannot read the repository. Set \`github-token: \${{ github.token }}\`, and ${PERMISSIONS} for the job.`,
    );
  }
  return missing(
    `GitHub refused the request with \`github-token\` (${returned})`,
    'Check `GITHUB_API_URL`, and what the owner of the repository allows the token.',
  );
}

function toFaultOfNetwork(response: Extract<GithubResponse, { kind: 'no-response' }>): Fault {
  switch (response.because) {
    case 'cancelled':
      return cancelledFault();
    case 'deadline':
      return unavailable('GitHub did not respond in time');
    case 'network': {
      const message = `GitHub cannot be reached: ${response.detail}`;
      return response.isLasting
        ? missing(
            message,
            'Check `GITHUB_API_URL`, the proxy variables, and the network of the runner. If a private authority issued the certificate, set `NODE_EXTRA_CA_CERTS`.',
          )
        : unavailable(message);
    }
  }
}

/** @returns the fault of an outage, which does not stop a notification (interface, section 11). */
function unavailable(message: string): Fault {
  return new Fault(message, { code: 'github-unavailable' });
}

function missing(message: string, hint: string): Fault {
  return new Fault(message, { code: 'value-missing', hint });
}
