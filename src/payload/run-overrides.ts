/** Makes the standard overrides that only GitHub's API knows. */

import { asFault, type Diagnostics, inputError } from '../diagnostics.ts';
import type { AskRun } from '../run/run-source.ts';
import { longDuration } from '../text/format.ts';
import type { StandardOverrideName } from '../text/names.ts';

/**
 * @param names what of them is listed in `standard-overrides`.
 * @returns their values; none, and an error (`inputs-invalid`), where GitHub does not say.
 */
export async function runOverrides(
  names: readonly StandardOverrideName[],
  askRun: AskRun,
  diagnostics: Diagnostics,
): Promise<Readonly<Partial<Record<StandardOverrideName, string>>>> {
  try {
    const { seconds, failed, previous } = await askRun();
    return {
      DURATION: seconds === null ? '' : longDuration(seconds),
      FAILED_JOBS: failed.map(({ name }) => name).join(', '),
      PREVIOUS_RESULT: previous?.result ?? '',
    };
  } catch (error) {
    const fault = asFault(error);
    if (fault.isRepeated) return {};
    const listed = names.map((name) => `\`${name}\``).join(', ');
    const explain = (reason: string): string =>
      `\`standard-overrides\`: no value for ${listed}, because ${reason}.`;
    diagnostics.errors.push(inputError(fault, 'standard-overrides', explain));
    return {};
  }
}
