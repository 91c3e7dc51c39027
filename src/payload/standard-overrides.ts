/** Makes the standard overrides: what nearly every notification says of the run and its event. */

import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, inputError, outageWarning } from '../diagnostics.ts';
import type { AskRun } from '../run/describe-run.ts';
import { firstLine, longDuration } from '../text/format.ts';
import { runOverrideNames, type StandardOverrideName } from '../text/names.ts';
import { textAt, valueAt } from '../text/property.ts';
import type { Environment, World } from '../world.ts';
import { eventValues, subjectOf, tellingValues, type Values } from './event-overrides.ts';

/** @returns the standard overrides by key. Errors (`inputs-invalid`) go to `diagnostics`. */
export async function findOverrides(
  { job, standardOverrides: names }: Config,
  { event, askRun }: { readonly event: () => unknown; readonly askRun: AskRun },
  { env }: Pick<World, 'env'>,
  diagnostics: Diagnostics,
): Promise<readonly (readonly [key: string, value: string])[]> {
  const run = await readRunOverrides(names, askRun, diagnostics);
  return standardOverrides(names, { env, event, job, run });
}

type RunOverrideName = (typeof runOverrideNames)[number];

/** The member of `run` that each of them shows, and how. */
const shown: Readonly<
  Record<RunOverrideName, readonly [member: string, show: (value: unknown) => string]>
> = {
  DURATION: ['seconds', (it) => (typeof it === 'number' ? longDuration(it) : '')],
  FAILED_JOBS: [
    'failed',
    (it) => (Array.isArray(it) ? it.map((job) => textAt(job, 'name')).join(', ') : ''),
  ],
  PREVIOUS_RESULT: ['previous', (it) => textAt(it, 'result')],
};

/** @returns what only GitHub's API knows; nothing, and a warning, where it gives no usable answer. */
async function readRunOverrides(
  names: readonly StandardOverrideName[],
  askRun: AskRun,
  { errors, warnings }: Diagnostics,
): Promise<Readonly<Partial<Record<RunOverrideName, string>>>> {
  const listed = runOverrideNames.filter((name) => names.includes(name));
  if (listed.length === 0) return {};
  const named = listed.map((name) => `\`${name}\``).join(', ');
  try {
    const run = await askRun(new Set(listed.map((name) => shown[name][0])));
    const values = listed.map((name) => {
      const [member, show] = shown[name];
      return [name, show(valueAt(run, member))];
    });
    return Object.fromEntries(values);
  } catch (error) {
    const fault = asFault(error);
    if (fault.isRepeated) return {};
    const explain = (reason: string): string =>
      `\`standard-overrides\`: no value for ${named}, because ${reason}.`;
    if (fault.code === 'github-unavailable') warnings.push(outageWarning(fault, explain));
    else errors.push(inputError(fault, 'standard-overrides', explain));
    return {};
  }
}

interface OverrideSources {
  readonly env: Environment;
  readonly event: () => unknown;
  /** The `job` context. */
  readonly job: unknown;
  readonly run?: Values;
}

/**
 * @returns the overrides of these names that have a value in this run, in the order of the names.
 * Whatever shape the event has, a missing member only leaves out its override.
 */
export function standardOverrides(
  names: readonly StandardOverrideName[],
  sources: OverrideSources,
): readonly (readonly [StandardOverrideName, string])[] {
  if (names.length === 0) return [];
  const event = sources.event();
  const values = { ...runValues(sources, event), ...eventValues(event) };
  const telling = tellingValues(values, sources.env, event);
  const all: Values = { ...values, ...sources.run, ...telling };
  return names.flatMap((name) => {
    const value = all[name] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
}

function runValues({ env, job }: OverrideSources, event: unknown): Values {
  const variable = (name: string): string => env[`GITHUB_${name}`] ?? '';
  const repository = variable('REPOSITORY');
  const home = repository === '' ? '' : `${variable('SERVER_URL')}/${repository}`;
  const below = (path: string, id: string): string => (home && id ? `${home}/${path}/${id}` : '');
  const { refName, headRef, sha, message, status } = subjectOf(event, env, job);
  // A branch that was deleted has only zeros.
  const commit = /^0*$/.test(sha) ? '' : sha;
  const runUrl = below('actions/runs', variable('RUN_ID'));
  const checkRun = textAt(job, 'check_run_id');
  return {
    REPOSITORY: repository,
    REPOSITORY_URL: home,
    REF_NAME: refName,
    HEAD_REF: headRef,
    COMMIT_SHA: commit,
    COMMIT_SHORT_SHA: commit.slice(0, 7),
    COMMIT_URL: below('commit', commit),
    COMMIT_MESSAGE: firstLine(message),
    ACTOR: variable('ACTOR'),
    EVENT_NAME: variable('EVENT_NAME'),
    WORKFLOW: variable('WORKFLOW'),
    JOB: variable('JOB'),
    JOB_STATUS: status,
    RUN_ID: variable('RUN_ID'),
    RUN_NUMBER: variable('RUN_NUMBER'),
    RUN_ATTEMPT: variable('RUN_ATTEMPT'),
    RUN_URL: runUrl,
    JOB_URL: runUrl && checkRun && `${runUrl}/job/${checkRun}`,
  };
}
