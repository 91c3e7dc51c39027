/** Decides whether the result of the run is one that the `when` input wants to send. */

import type { Config } from '../config/config.ts';
import { asFault, type Diagnostics, inputError } from '../diagnostics.ts';
import type { World } from '../world.ts';
import { hasChanged, type RunContext } from './run-context.ts';
import type { AskRun } from './run-source.ts';

/** Whether to send. */
type Decision = 'send' | 'skip';

/** @returns the decision for what the run and the one before it resulted in. */
export function decide(
  when: Config['when'],
  { result, previous }: Pick<RunContext, 'result' | 'previous'>,
): Decision {
  switch (when) {
    case 'always':
      return 'send';
    case 'changed':
      return hasChanged(result, previous) ? 'send' : 'skip';
    case 'failed-or-fixed': {
      const isFixed = result === 'success' && previous?.result === 'failure';
      return result === 'failure' || isFixed ? 'send' : 'skip';
    }
  }
}

/**
 * Asks for the run, and logs what it was compared with. Errors (`inputs-invalid`, or
 * `deadline-exceeded`) go to `diagnostics`.
 */
export async function decideByRun(
  when: Config['when'],
  askRun: AskRun,
  log: World['log'],
  diagnostics: Diagnostics,
): Promise<Decision> {
  try {
    const run = await askRun();
    const decision = decide(when, run);
    const verb = decision === 'send' ? 'sends' : 'sends nothing';
    log.info(`\`when: ${when}\` ${verb}: this run is ${run.result}, ${describePrevious(run)}.`);
    return decision;
  } catch (error) {
    const explain = (reason: string): string => `\`when: ${when}\` cannot be decided: ${reason}.`;
    diagnostics.errors.push(inputError(asFault(error), 'when', explain));
    return 'skip';
  }
}

function describePrevious({ previous }: RunContext): string {
  if (previous === null) return 'and there is no earlier run to compare it with';
  const { url, number, result } = previous;
  const where = url === null ? '' : ` (${url})`;
  const attempt = /\/attempts\/(\d+)$/.exec(url ?? '')?.[1];
  const which = attempt === undefined ? `run #${number} before it` : `attempt ${attempt} of it`;
  return `and ${which} was ${result}${where}`;
}
