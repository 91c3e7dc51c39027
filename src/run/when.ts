/** Decides by the `when` input whether the result of the run is one to send. Loaded if it is not `always`. */

import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, inputError, outageWarning } from '../diagnostics.ts';
import { textAt } from '../text/property.ts';
import type { World } from '../world.ts';
import type { AskRun } from './describe-run.ts';
import { hasChanged } from './github-run.ts';

/** Why nothing is sent. */
export interface Skip {
  /** The input as written. */
  readonly skippedBy: string;
  /** This run, and the one before it with its address, as the end of a sentence. */
  readonly comparison: string;
}

interface DescribedRun {
  /** Its number, which its earlier attempts have too; blank if it is not known. */
  readonly number: string;
  readonly log: Pick<World['log'], 'info'>;
}

/**
 * Asks for the run, and logs what it was compared with. An outage is a warning, and a reason to send.
 * Errors (`inputs-invalid`, or `deadline-exceeded`) go to `diagnostics`.
 * @returns nothing where the input does not decide that nothing is sent.
 */
export async function decideWhen(
  when: Exclude<Config['when'], 'always'>,
  askRun: AskRun,
  { number, log }: DescribedRun,
  diagnostics: Diagnostics,
): Promise<Skip | undefined> {
  const skippedBy = `when: ${when}`;
  try {
    const run = await ask(when, askRun);
    const isSent = isNews(when, run);
    const result = textAt(run, 'result') || 'unknown';
    const comparison = `the result of this run is ${result}${describePrevious(run, number)}`;
    log.info(`\`${skippedBy}\` ${isSent ? 'sends' : 'sends nothing'}: ${comparison}.`);
    return isSent ? undefined : { skippedBy, comparison };
  } catch (error) {
    const fault = asFault(error);
    if (fault.code === 'github-unavailable') {
      const explain = (it: string): string =>
        `\`${skippedBy}\` sends without a comparison, because ${it}.`;
      diagnostics.warnings.push(outageWarning(fault, explain));
    } else {
      const explain = (it: string): string => `\`${skippedBy}\` cannot be evaluated: ${it}.`;
      diagnostics.errors.push(inputError(fault, 'when', explain));
    }
    return undefined;
  }
}

type Run = Awaited<ReturnType<AskRun>>;

/** On a failure, `failed-or-fixed` sends whatever was before it. */
async function ask(when: Config['when'], askRun: AskRun): Promise<Run> {
  if (when === 'failed-or-fixed') {
    const run = await askRun(new Set(['result']));
    if (textAt(run, 'result') === 'failure') return run;
  }
  return askRun(new Set(['result', 'previous', 'changed']));
}

function isNews(when: Config['when'], run: Run): boolean {
  const result = textAt(run, 'result');
  const previous = textAt(run, 'previous', 'result');
  if (when === 'changed') return (run['changed'] ?? hasChanged(result, previous)) === true;
  return result === 'failure' || (result === 'success' && previous === 'failure');
}

/** @returns the end of a sentence about the previous run; blank if `run.previous` was not asked for. */
function describePrevious({ previous }: Run, ownNumber: string): string {
  if (previous === undefined) return '';
  if (previous === null) return ', and there is no earlier run to compare it with';
  const url = textAt(previous, 'url');
  const number = textAt(previous, 'number');
  const isAttempt = number !== '' && number === ownNumber;
  const earlier = number === '' ? 'the run before it' : `run #${number} before it`;
  const which = isAttempt ? 'an earlier attempt' : earlier;
  return `, and that of ${which} was ${textAt(previous, 'result')}${url === '' ? '' : ` (${url})`}`;
}
