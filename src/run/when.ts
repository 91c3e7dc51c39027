/** Decides by the `when` input whether the result of the run is one to send. Loaded where it is not `always`. */

import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, inputError } from '../diagnostics.ts';
import { textAt } from '../text/property.ts';
import type { World } from '../world.ts';
import type { AskRun, RunAnswer } from './describe-run.ts';
import { hasChanged } from './github-run.ts';

/** Why nothing is sent. */
export interface Skip {
  /** The input as written. */
  readonly skippedBy: string;
  /** This run, and the one before it with its address, as the end of a sentence. */
  readonly comparison: string;
}

/**
 * Asks for the run, and logs what it was compared with. An outage is a warning, and a reason to send.
 * Errors (`inputs-invalid`, or `deadline-exceeded`) go to `diagnostics`.
 * @returns nothing where the input does not decide that nothing is sent.
 */
export async function decideWhen(
  when: Exclude<Config['when'], 'always'>,
  askRun: AskRun,
  log: Pick<World['log'], 'info'>,
  diagnostics: Diagnostics,
): Promise<Skip | undefined> {
  const skippedBy = `when: ${when}`;
  try {
    const found = await ask(when, askRun);
    if (found.kind === 'unavailable') {
      diagnostics.warnings.push(found.warning(`\`${skippedBy}\` sends without a comparison`));
      return undefined;
    }
    const isSent = isNews(when, found.run);
    const result = textAt(found.run, 'result') || 'unknown';
    const comparison = `the result of this run is ${result}${describePrevious(found)}`;
    log.info(`\`${skippedBy}\` ${isSent ? 'sends' : 'sends nothing'}: ${comparison}.`);
    return isSent ? undefined : { skippedBy, comparison };
  } catch (error) {
    const explain = (reason: string): string => `\`${skippedBy}\` cannot be evaluated: ${reason}.`;
    diagnostics.errors.push(inputError(asFault(error), 'when', explain));
    return undefined;
  }
}

/** On a failure, `failed-or-fixed` sends whatever was before it. */
async function ask(when: Config['when'], askRun: AskRun): Promise<RunAnswer> {
  if (when === 'failed-or-fixed') {
    const found = await askRun(new Set(['result']));
    if (found.kind === 'unavailable' || textAt(found.run, 'result') === 'failure') return found;
  }
  return askRun(new Set(['result', 'previous', 'changed']));
}

function isNews(when: Config['when'], run: Readonly<Record<string, unknown>>): boolean {
  const result = textAt(run, 'result');
  const previous = textAt(run, 'previous', 'result');
  if (when === 'changed') return (run['changed'] ?? hasChanged(result, previous)) === true;
  return result === 'failure' || (result === 'success' && previous === 'failure');
}

/** @returns the end of a sentence about the previous run; blank if `run.previous` was not asked for. */
function describePrevious({ run, previousAttempt }: Extract<RunAnswer, { kind: 'known' }>): string {
  const previous = run['previous'];
  if (previous === undefined) return '';
  if (previous === null) return ', and there is no earlier run to compare it with';
  const url = textAt(previous, 'url');
  const number = textAt(previous, 'number');
  const which =
    previousAttempt === undefined
      ? `${number === '' ? 'the run' : `run #${number}`} before it`
      : `attempt ${previousAttempt}`;
  return `, and that of ${which} was ${textAt(previous, 'result')}${url === '' ? '' : ` (${url})`}`;
}
