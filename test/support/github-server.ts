/** GitHub's REST API on loopback, with the endpoints of workflow runs, for one run and those before it. */

import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { type Job, runId, type WorkflowRun, workflowRun } from './github-answers.ts';
import { type GraphqlServer, reply, startGraphqlServer } from './graphql-server.ts';

/** What GitHub knows. */
export interface Github {
  /** The attempts of the run, the first one first; one that is under way by default. */
  readonly attempts?: readonly (WorkflowRun | undefined)[];
  readonly jobs?: readonly Job[];
  /** Other runs of the workflow, the latest first. */
  readonly runs?: readonly WorkflowRun[];
  /** Answers a request in the server's place, if it does. */
  readonly instead?: (path: string, response: ServerResponse) => boolean;
}

/** The server, and what it was asked. */
export interface GithubServer extends GraphqlServer {
  /** Path and query of each request, without `/repos/acme/harbor/actions`. */
  readonly paths: () => readonly string[];
}

/** Starts GitHub for one test. A path prefix, as Enterprise Server has it, makes no difference. */
export async function startGithub(github: Github = {}): Promise<GithubServer> {
  const { attempts = [workflowRun()], jobs = [], runs = [], instead } = github;
  const server = await startGraphqlServer((response, { line }) => {
    const url = new URL(line.replace(/^\w+ /, ''), server.url);
    const path = url.pathname.replace(/^(\/api\/v3)?\/repos\/acme\/harbor(\/actions)?/, '');
    if (instead?.(path, response)) return;
    const [, id, attempt, rest] = /^\/runs\/(\d+)\/attempts\/(\d+)(\/jobs)?$/.exec(path) ?? [];
    const found = Number(id) === runId ? attempts[Number(attempt) - 1] : undefined;
    if (path === '/workflows/161335/runs')
      page('workflow_runs', runs.filter(matching(url)), url, response);
    else if (found === undefined)
      reply(response, { message: 'Not Found', status: '404' }, { status: 404 });
    else if (rest === undefined) reply(response, found);
    else page('jobs', jobs, url, response);
  });
  onTestFinished(() => server.close());
  const paths = (): readonly string[] =>
    server.asked.map(({ line }) =>
      line.replace(/^GET (\/api\/v3)?\/repos\/acme\/harbor(\/actions)?/, ''),
    );
  return { ...server, paths };
}

/** @returns a GitHub that answers every request in this way. */
export function answering(status: number, body: unknown): Github {
  return {
    instead(_, response) {
      reply(response, body, { status });
      return true;
    },
  };
}

function matching({ searchParams }: URL): (run: WorkflowRun) => boolean {
  const wanted = (name: string, value: string | null): boolean =>
    (searchParams.get(name) ?? value) === value;
  return (run) =>
    wanted('branch', run.head_branch) &&
    wanted('event', run.event) &&
    (wanted('status', run.status) || wanted('status', run.conclusion));
}

/** @see https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
function page(name: string, all: readonly unknown[], url: URL, response: ServerResponse): void {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const number = Number(url.searchParams.get('page') ?? 1);
  if (number * size < all.length) {
    const next = new URL(url);
    next.searchParams.set('page', String(number + 1));
    response.setHeader('link', `<${next}>; rel="next", <${url}>; rel="first"`);
  }
  const items = all.slice((number - 1) * size, number * size);
  reply(response, { total_count: all.length, [name]: items });
}

/** The variables of a step in the run, beside those of every test. */
export const runEnv = {
  GITHUB_RUN_ID: String(runId),
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_EVENT_NAME: 'push',
  RUNNER_NAME: 'GitHub Actions 9',
} as const;
