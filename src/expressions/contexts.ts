/** Builds the contexts of expressions from the environment, the event and the inputs, spelled as GitHub spells them. */

import type { Config } from '../config/config.ts';
import type { AskRun } from '../run/describe-run.ts';
import type { Redactor } from '../text/redact.ts';
import { secretLookOf } from '../text/secret-looks.ts';
import type { Environment, World } from '../world.ts';

/** What expressions can see. */
export interface Contexts {
  /** The contexts by name, each made when it is asked for; `undefined` if it is not set. */
  readonly values: Readonly<Record<string, () => unknown>>;
  /** Asks for the members of `run`. Its value is null if the step can ask, and `undefined` without a token. */
  readonly askRun: AskRun;
  /** @returns why a context lacks a name on purpose, such as `env.API_TOKEN`. */
  readonly withheld: (context: string, name: string) => string | undefined;
}

/** What the contexts are made of. */
interface ContextSources
  extends Pick<Config, 'job' | 'matrix' | 'strategy' | 'needs' | 'context' | 'githubToken'>,
    Pick<World, 'env'>,
    Pick<Redactor, 'holdsSecret'> {
  /** The parsed event; asked for at most once, when an expression needs it. */
  readonly event: () => unknown;
  readonly askRun: AskRun;
}

/** @returns the contexts of one run. */
export function createContexts(sources: ContextSources): Contexts {
  const { env, job, matrix, strategy, needs, askRun, holdsSecret } = sources;
  const run = sources.githubToken() === '' ? undefined : null;
  const given = { job, matrix, strategy, needs, run, ...sources.context };
  const whyWithheld = (name: string): string | undefined =>
    reasonToWithhold(name, env[name] ?? '', holdsSecret);
  return {
    values: {
      github: () => githubContext(env, sources.event()),
      env() {
        const visible = Object.entries(env).filter(([name]) => whyWithheld(name) === undefined);
        return Object.fromEntries(visible.map(([name, value = null]) => [name, value]));
      },
      // See https://docs.github.com/actions/reference/workflows-and-actions/contexts#runner-context
      runner: () => variablesOf('RUNNER', runnerNames, env),
      ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, () => value])),
    },
    askRun,
    withheld(context, name) {
      if (/^github$/i.test(context) && /^token$/i.test(name)) {
        return '`github.token` is not available in payload files, because it is a secret';
      }
      // Asked for each name in an expression, of which few are in `env`.
      if (!/^env$/i.test(context)) return undefined;
      const exact = Object.keys(env).find((key) => key.toLowerCase() === name.toLowerCase());
      const reason = exact && whyWithheld(exact);
      return reason && `\`env.${name}\` is not available in payload files, because ${reason}`;
    },
  };
}

/** Properties of `github` that equal an environment variable `GITHUB_…` of the same name. */
export const githubNames: readonly string[] = [
  ...['action', 'action_path', 'action_ref', 'action_repository', 'actor', 'actor_id', 'api_url'],
  ...['base_ref', 'env', 'event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'output'],
  ...['path', 'ref', 'ref_name', 'ref_type', 'repository', 'repository_id', 'repository_owner'],
  ...['repository_owner_id', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url'],
  ...['sha', 'state', 'step_summary', 'triggering_actor', 'workflow', 'workflow_ref'],
  ...['workflow_sha', 'workspace'],
];

/** Properties of `runner` that equal an environment variable `RUNNER_…` of the same name. */
export const runnerNames: readonly string[] = [
  'arch',
  'debug',
  'environment',
  'name',
  'os',
  'temp',
  'tool_cache',
  'workspace',
];

/**
 * The `github` context without its token. All values are text, as in GitHub's own, but
 * `ref_protected` and `event`.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function githubContext(env: Environment, event: unknown): Readonly<Record<string, unknown>> {
  const server = env['GITHUB_SERVER_URL'] ?? '';
  const repository = env['GITHUB_REPOSITORY'];
  return {
    ...variablesOf('GITHUB', githubNames, env),
    ref_protected: env['GITHUB_REF_PROTECTED'] === 'true',
    ...(repository &&
      URL.canParse(server) && {
        repositoryUrl: `git://${new URL(server).host}/${repository}.git`,
      }),
    event,
  };
}

/** The environment variables of a context that are set, by their names in it. */
function variablesOf(
  prefix: string,
  names: readonly string[],
  env: Environment,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[`${prefix}_${name.toUpperCase()}`];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** Names of the runner's own, and of the inputs. */
const RUNNER = /^(INPUT_|ACTIONS_)/i;

/** Words of secrets: in a part of a name between underscores, at its end, or as the whole of it. */
const TELLING =
  /TOKEN|SECRET|PASSW|PASSPHRASE|CRED|PRIVATE|PROXY|DSN|HOOK|CONNECTION|JWT|(PASS|PWD)$|^(AUTH|OAUTH|AUTHORIZATION|BEARER|KEY|APIKEY|PAT|OTP)$/;

/** @returns why a variable is not shown to expressions, as the end of a sentence. */
function reasonToWithhold(
  name: string,
  value: string,
  holdsSecret: Redactor['holdsSecret'],
): string | undefined {
  if (RUNNER.test(name)) return "it is the runner's own";
  const upper = name.toUpperCase();
  const telling = upper.split('_').find((part) => TELLING.test(part));
  const word = telling ?? /(?<=^|_)DATABASE_URL(?=_|$)/.exec(upper)?.[0];
  if (word !== undefined) return `a variable with ${word} in its name may hold a secret`;
  if (holdsSecret(value)) return 'its value contains a secret';
  const what = secretLookOf(value);
  return what && `its value looks like ${what}`;
}
