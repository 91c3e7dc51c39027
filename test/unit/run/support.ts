/** GitHub's API in one process: answers by path, and remembers what it was asked. */

import { createRunSource } from '../../../src/run/run-source.ts';
import type { GithubApi, GithubResponse, World } from '../../../src/world.ts';
import {
  type Job,
  ownJobId,
  runId,
  startedAt,
  type WorkflowRun,
  workflowRun,
} from '../../support/github-answers.ts';
import { configured } from '../config/support.ts';
import { createWorld } from '../support.ts';

/** The variables of a step in the run. */
export const env = {
  GITHUB_REPOSITORY: 'acme/harbor',
  GITHUB_RUN_ID: String(runId),
  GITHUB_RUN_ATTEMPT: '1',
};

/** What GitHub knows; pages are as long as they are asked for. */
export interface Known {
  readonly attempts?: readonly (WorkflowRun | undefined)[];
  readonly jobs?: readonly Job[];
  readonly runs?: readonly WorkflowRun[];
  /** The jobs of other runs and attempts, as `id/attempt`. */
  readonly earlierJobs?: Readonly<Record<string, readonly Job[]>>;
  /** The jobs that exceeded their time limit, by their ids. */
  readonly hung?: readonly number[];
  /** The logins of commits since each commit; null where a commit has no account. */
  readonly commits?: Readonly<Record<string, readonly (string | null)[]>>;
}

/** @returns a response with a body. */
export function ok(body: unknown): GithubResponse {
  return { kind: 'response', status: 200, body, isRateLimited: false };
}

/** @returns a response without a use. */
export function refused(status: number, message = 'no', isRateLimited = false): GithubResponse {
  return { kind: 'response', status, body: { message }, isRateLimited };
}

/** What the step knows, and how GitHub behaves. */
export interface Step {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly event?: unknown;
  readonly job?: unknown;
  /** Answers a path in GitHub's place, where it does. */
  readonly respond?: (path: string, page: number) => GithubResponse | undefined;
  readonly world?: Partial<World>;
}

/** A step that is about another run. */
export const another: Step = {
  env: { GITHUB_EVENT_NAME: 'workflow_run' },
  event: { workflow_run: { id: runId, run_attempt: 1 } },
};

/** @returns what asks such a GitHub, what it was asked, and what was logged. */
export async function askerOf(known: Known, step: Step = {}) {
  const asked: string[] = [];
  const lines: string[] = [];
  const { respond = () => undefined } = step;
  const api: GithubApi = {
    async get(route, parameters) {
      const path = route.replace(/\{(\w+)\}/g, (_, name) => String(parameters[name]));
      const short = path.replace(/^\/repos\/acme\/harbor(\/actions)?/, '');
      const { page } = parameters;
      asked.push(page === undefined ? short : `${short}?page=${page}`);
      return respond(short, Number(page ?? 0)) ?? answer(short, parameters, known);
    },
  };
  const world: World = {
    ...createWorld({}),
    env: { ...env, ...step.env },
    now: () => Date.parse(startedAt) + 200_900,
    openGithub: async () => api,
    ...step.world,
  };
  const job = step.job ?? { status: 'success', check_run_id: ownJobId };
  const config = {
    ...(await configured({ 'github-token': 'ghs_0123456789abcdef', ...step.inputs })),
    job,
  };
  const log = { ...world.log, info: (line: string) => lines.push(line) };
  const { askRun: ask } = createRunSource({
    config,
    event: () => step.event ?? {},
    deadlineMs: () => world.now() + 60_000,
    world: { ...world, log },
  });
  return { ask, asked, lines };
}

/** @returns members of the run, and what GitHub was asked for them. */
export async function runOf(known: Known, members: string, step: Step = {}) {
  const { ask, asked, lines } = await askerOf(known, step);
  const run = await ask(new Set(members.toLowerCase().split(' ')));
  return { run, asked, lines };
}

function answer(
  path: string,
  parameters: Readonly<Record<string, string | number>>,
  { attempts = [workflowRun()], jobs = [], runs = [], earlierJobs, hung = [], commits }: Known,
): GithubResponse {
  const page = (name: string, all: readonly unknown[]): GithubResponse => {
    const size = Number(parameters['per_page']);
    const from = (Number(parameters['page']) - 1) * size;
    return ok({ total_count: all.length, [name]: all.slice(from, from + size) });
  };
  const [, of = '', number = '', list] =
    /^\/runs\/(\d+)\/attempts\/(\d+)(\/jobs)?$/.exec(path) ?? [];
  if (path.startsWith('/workflows')) return page('workflow_runs', runs);
  if (list !== undefined) {
    const earlier = earlierJobs?.[`${of}/${number}`];
    return page('jobs', earlier ?? (of === String(runId) ? jobs : []));
  }
  if (of !== '') {
    const attempt = attempts[Number(number) - 1];
    return attempt === undefined ? refused(404) : ok(attempt);
  }
  const [, check] = /^\/check-runs\/(\d+)\/annotations$/.exec(path) ?? [];
  const limit = 'The job has exceeded the maximum execution time of 6h0m0s';
  if (check !== undefined) {
    const own = hung.includes(Number(check)) ? [{ message: limit }] : [];
    const notes = [...Array.from({ length: 30 }, () => ({ message: 'Unused import' })), ...own];
    return ok(notes.slice(0, Number(parameters['per_page'] ?? 30)));
  }
  const since = commits?.[/^\/compare\/(\w+)\.\.\./.exec(path)?.[1] ?? ''];
  if (since === undefined) return refused(404);
  return ok({ commits: since.map((login) => ({ author: login === null ? null : { login } })) });
}
