/** Asks GitHub's REST API about one repository: each thing once, and only answers that are what they should be count. */

import type * as z from 'zod/mini';
import type { GithubApi, GithubResponse } from '../world.ts';
import { toFault, unavailable } from './github-fault.ts';
import { type GithubJob, jobsSchema, type Page, type RunSubject } from './github-run.ts';

/** Paths are below `/repos/{owner}/{repo}`. Whatever was asked before is not asked again. */
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
    limits: PageLimits,
  ) => AsyncGenerator<readonly T[]>;
}

type Parameters = Readonly<Record<string, string | number>>;
type Schema<T> = z.ZodMiniType<T>;

interface PageLimits {
  readonly perPage: number;
  readonly maxPages: number;
}

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
  const parse = <T>(response: GithubResponse, schema: Schema<T>): T =>
    parseResponse(response, schema, subject);
  const read: GithubClient['read'] = async (path, parameters, schema) =>
    parse(await ask(path, parameters), schema);
  return {
    read,
    async find(path, parameters, schema, absent) {
      const response = await ask(path, parameters);
      const isAbsent =
        response.kind === 'response' && !response.isRateLimited && absent.includes(response.status);
      return isAbsent ? undefined : parse(response, schema);
    },
    async *pages(path, parameters, schema, { perPage, maxPages }) {
      let left = Number.POSITIVE_INFINITY;
      for (let page = 1; page <= maxPages && left > 0; page++) {
        const { items, total } = await read(
          path,
          { ...parameters, per_page: perPage, page },
          schema,
        );
        left = total - (page - 1) * perPage;
        if (items.length < Math.min(perPage, left)) {
          throw unavailable('GitHub returned a list that is not complete');
        }
        left -= perPage;
        yield items;
      }
    },
  };
}

/** @throws {Fault} if the response is not what it should be. */
function parseResponse<T>(response: GithubResponse, schema: Schema<T>, subject: RunSubject): T {
  if (response.kind === 'response' && response.status === 200) {
    const parsed = schema.safeParse(response.body);
    if (parsed.success) return parsed.data;
  }
  throw toFault(response, subject);
}

/** The path of one attempt of a run. */
export const ATTEMPT = '/actions/runs/{run_id}/attempts/{attempt_number}';

/** The most that GitHub gives on a page of jobs; a run with more than 2,000 jobs is not looked at to its end. */
const jobPages: PageLimits = { perPage: 100, maxPages: 20 };

/** @returns the jobs of an attempt, in GitHub's order. @throws {Fault} if GitHub does not list them. */
export async function fetchJobs(
  run_id: string | number,
  attempt_number: number,
  client: GithubClient,
): Promise<readonly GithubJob[]> {
  const jobs: GithubJob[] = [];
  const parameters = { run_id, attempt_number };
  for await (const page of client.pages(`${ATTEMPT}/jobs`, parameters, jobsSchema, jobPages)) {
    jobs.push(...page);
  }
  return jobs;
}
