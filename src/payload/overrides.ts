/** Finds the standard overrides of a notification, those that only GitHub's API knows included. */

import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, inputError } from '../diagnostics.ts';
import type { AskRun } from '../run/describe-run.ts';
import { longDuration } from '../text/format.ts';
import { runOverrideNames, type StandardOverrideName } from '../text/names.ts';
import { textAt, valueAt } from '../text/property.ts';
import type { World } from '../world.ts';
import { standardOverrides } from './standard-overrides.ts';

/** @returns the standard overrides by key. Errors (`inputs-invalid`) go to `diagnostics`. */
export async function findOverrides(
  { job, standardOverrides: names }: Config,
  { event, askRun }: { readonly event: () => unknown; readonly askRun: AskRun },
  { env }: Pick<World, 'env'>,
  diagnostics: Diagnostics,
): Promise<readonly (readonly [key: string, value: string])[]> {
  if (names.length === 0) return [];
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
    const answer = await askRun(new Set(listed.map((name) => shown[name][0])));
    if (answer.kind === 'unavailable') {
      warnings.push(answer.warning(`\`standard-overrides\`: no value for ${named}`));
      return {};
    }
    const values = listed.map((name) => {
      const [member, show] = shown[name];
      return [name, show(valueAt(answer.run, member))];
    });
    return Object.fromEntries(values);
  } catch (error) {
    const fault = asFault(error);
    if (fault.isRepeated) return {};
    const explain = (reason: string): string =>
      `\`standard-overrides\`: no value for ${named}, because ${reason}.`;
    errors.push(inputError(fault, 'standard-overrides', explain));
    return {};
  }
}
