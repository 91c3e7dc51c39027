/** GitHub's API in one process: answers by path, and remembers what it was asked. */

import type { RunSubject } from '../../../src/run/run-subject.ts';
import type { GithubApi, GithubResponse } from '../../../src/world.ts';
import { type Job, runId, type WorkflowRun } from '../../support/github-answers.ts';

/** The run of the tests. */
export const subject: RunSubject = {
  owner: 'acme',
  repo: 'harbor',
  id: String(runId),
  attempt: 1,
  isOwn: true,
};

/** What GitHub knows; pages are as long as they are asked for. */
export interface Known {
  readonly attempts?: readonly (WorkflowRun | undefined)[];
  readonly jobs?: readonly Job[];
  readonly runs?: readonly WorkflowRun[];
}

/** @returns a response with a body. */
export function ok(body: unknown, hasNext = false): GithubResponse {
  return { kind: 'response', status: 200, body, hasNext, isRateLimited: false };
}

/** @returns a response without a use. */
export function refused(status: number, isRateLimited = false): GithubResponse {
  return { kind: 'response', status, body: { message: 'no' }, hasNext: false, isRateLimited };
}

interface Asked {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** @param respond answers instead, where it does. */
export function githubOf(
  { attempts = [], jobs = [], runs = [] }: Known,
  respond: (path: string, page: number) => GithubResponse | undefined = () => undefined,
): { readonly api: GithubApi; readonly asked: readonly Asked[] } {
  const asked: Asked[] = [];
  const page = (
    name: string,
    all: readonly unknown[],
    { per_page = 30, page: number = 1 },
  ): GithubResponse => {
    const from = (Number(number) - 1) * Number(per_page);
    const items = all.slice(from, from + Number(per_page));
    return ok({ total_count: all.length, [name]: items }, from + items.length < all.length);
  };
  const api: GithubApi = {
    async get(route, parameters) {
      const path = route.replace('/repos/{owner}/{repo}/actions', '');
      asked.push({ path, parameters });
      const instead = respond(path, Number(parameters['page'] ?? 0));
      if (instead !== undefined) return instead;
      if (path.endsWith('/jobs')) return page('jobs', jobs, parameters);
      if (path.startsWith('/workflows')) return page('workflow_runs', runs, parameters);
      const attempt = attempts[Number(parameters['attempt_number']) - 1];
      return attempt === undefined ? refused(404) : ok(attempt);
    },
  };
  return { api, asked };
}
