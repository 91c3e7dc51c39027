/** Builds the contexts of expressions from the environment, the event and the inputs, spelled as GitHub spells them. */

import type { AskRun } from '../run/describe-run.ts';
import { runMembers } from '../text/names.ts';
import { textAt } from '../text/property.ts';
import type { Environment } from '../world.ts';
import { reasonToWithhold } from './environment.ts';

/** What expressions can see. */
export interface Contexts {
  /**
   * The contexts by name, each made when it is first asked for; `undefined`: not given.
   */
  readonly values: Readonly<Record<string, () => unknown>>;
  /** Asks for members of `run`, one by one. */
  readonly askRun?: AskRun;
  /** The contexts that are not set, although the step could: `needs`, `run`. */
  readonly notGiven?: readonly string[];
  /** `job.status`; blank where there is none. */
  readonly jobStatus: string;
  /** @returns why a context lacks a name on purpose, such as `env.API_TOKEN`. */
  readonly withheld: (context: string, name: string) => string | undefined;
}

/** What the contexts are made of. */
interface ContextSources {
  readonly env: Environment;
  /** The parsed event; asked for at most once, when an expression needs it. */
  readonly event: () => unknown;
  readonly job: unknown;
  readonly matrix: unknown;
  readonly strategy: unknown;
  readonly needs: unknown;
  readonly askRun: AskRun;
  /** Whether the step can ask: it has a token, or what GitHub would say. */
  readonly hasRun: boolean;
  /** Further contexts by name. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Whether a text contains a registered secret. */
  readonly holdsSecret: (text: string) => boolean;
}

/** @returns the contexts of one run. */
export function createContexts(sources: ContextSources): Contexts {
  const { env, job, askRun } = sources;
  const given = Object.entries(sources.context).map(
    ([name, value]) => [name, () => value] as const,
  );
  return {
    values: {
      github: () => githubContext(env, sources.event()),
      env: () => visibleEnvironment(sources),
      runner: () => runnerContext(env),
      job: () => job,
      matrix: () => sources.matrix,
      strategy: () => sources.strategy,
      needs: () => sources.needs,
      run: () => null,
      ...Object.fromEntries(given),
    },
    askRun,
    notGiven: [
      ...(sources.needs === undefined ? ['needs'] : []),
      ...(sources.hasRun ? [] : ['run']),
    ],
    jobStatus: textAt(job, 'status'),
    withheld(context, name) {
      if (/^github$/i.test(context) && /^token$/i.test(name)) {
        return '`github.token` is not available in payload files, because it is a secret';
      }
      // Asked for each name in an expression, of which few are in `env`.
      if (!/^env$/i.test(context)) return undefined;
      const exact = Object.keys(env).find((key) => key.toLowerCase() === name.toLowerCase());
      const reason =
        exact === undefined
          ? undefined
          : reasonToWithhold(exact, env[exact] ?? '', sources.holdsSecret);
      return reason === undefined
        ? undefined
        : `\`env.${name}\` is not available in payload files, because ${reason}`;
    },
  };
}

/** Properties of `github` that equal an environment variable `GITHUB_…` of the same name. */
export const githubNames: readonly string[] = [
  'action',
  'action_path',
  'action_ref',
  'action_repository',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'env',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'output',
  'path',
  'ref',
  'ref_name',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'state',
  'step_summary',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
];

const runnerNames = [
  'arch',
  'debug',
  'environment',
  'name',
  'os',
  'temp',
  'tool_cache',
  'workspace',
];

/** Members of contexts of which every member is known. Those of `github` are beside its texts. */
const knownMembers: Readonly<Record<string, readonly string[]>> = {
  github: [...githubNames, 'event', 'ref_protected', 'repositoryUrl', 'secret_source', 'token'],
  runner: runnerNames,
  job: [
    ...['status', 'check_run_id', 'container', 'services'],
    ...['workflow_ref', 'workflow_repository', 'workflow_sha', 'workflow_file_path'],
  ],
  strategy: ['fail-fast', 'job-index', 'job-total', 'max-parallel'],
  run: runMembers,
};

/**
 * @returns the members that a context can have, if they are known.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/contexts
 */
export function membersOf(context: string): readonly string[] {
  return knownMembers[context] ?? [];
}

/**
 * The `github` context without its token. All values are text, as in GitHub's own, but
 * `ref_protected` and `event`.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function githubContext(env: Environment, event: unknown): Readonly<Record<string, unknown>> {
  const texts = githubNames.flatMap((name) => {
    const value = env[`GITHUB_${name.toUpperCase()}`];
    return value === undefined ? [] : [[name, value] as const];
  });
  const server = env['GITHUB_SERVER_URL'] ?? '';
  const repository = env['GITHUB_REPOSITORY'];
  return {
    ...Object.fromEntries(texts),
    ref_protected: env['GITHUB_REF_PROTECTED'] === 'true',
    ...(repository && URL.canParse(server)
      ? { repositoryUrl: `git://${new URL(server).host}/${repository}.git` }
      : {}),
    event,
  };
}

/** @see https://docs.github.com/actions/reference/workflows-and-actions/contexts#runner-context */
function runnerContext(env: Environment): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    runnerNames.flatMap((name) => {
      const value = env[`RUNNER_${name.toUpperCase()}`];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function visibleEnvironment(sources: ContextSources): Readonly<Record<string, unknown>> {
  const { env, holdsSecret } = sources;
  const visible = Object.entries(env).filter(
    ([name, value = '']) => reasonToWithhold(name, value, holdsSecret) === undefined,
  );
  return Object.fromEntries(visible.map(([name, value = null]) => [name, value]));
}
