/** Makes the standard overrides that only GitHub's API knows. */

import { asFault, type Diagnostics } from '../diagnostics.ts';
import type { AskRun } from '../run/run-source.ts';
import { longDuration } from '../text/format.ts';
import type { StandardOverrideName } from '../text/names.ts';

/**
 * @param names what of them is listed in `standard-overrides`.
 * @returns their values; none, and an error (`inputs-invalid`), where GitHub does not tell.
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
    const { code, message, hint, isRepeated } = asFault(error);
    if (isRepeated) return {};
    const isLate = code === 'deadline-exceeded';
    const listed = names.map((name) => `\`${name}\``).join(', ');
    diagnostics.errors.push({
      code: isLate ? code : 'inputs-invalid',
      message: isLate
        ? message
        : `\`standard-overrides\`: no value for ${listed}, because ${message}.`,
      ...(hint !== undefined && { hint }),
      location: { input: 'standard-overrides' },
    });
    return {};
  }
}
