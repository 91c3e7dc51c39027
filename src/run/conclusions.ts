/**
 * Sums up what GitHub calls conclusions.
 * @see https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run-attempt
 */

/** The result of a run, final or so far. */
export type RunResult = 'success' | 'failure' | 'cancelled';

const failures: readonly string[] = ['failure', 'timed_out', 'startup_failure'];

/** Conclusions of a run in which nothing was tried, or that did not come to its end. */
const undecided: readonly string[] = ['cancelled', 'skipped', 'stale', 'action_required'];

/** @returns whether a conclusion is a failure of any kind. */
export function isFailure(conclusion: string): boolean {
  return failures.includes(conclusion);
}

/** @returns the result of a whole run that has ended; `cancelled` where it is undecided. */
export function resultOfRun(conclusion: string): RunResult {
  if (isFailure(conclusion)) return 'failure';
  return undecided.includes(conclusion) ? 'cancelled' : 'success';
}

/** @returns the worst of conclusions of jobs; those that are neither failed nor cancelled are fine. */
export function worstOf(conclusions: readonly string[]): RunResult {
  if (conclusions.some(isFailure)) return 'failure';
  return conclusions.includes('cancelled') ? 'cancelled' : 'success';
}

/** @returns whether a run with this conclusion broke or works, which people can have been notified of. */
export function isDecided(conclusion: string): boolean {
  return conclusion === 'success' || isFailure(conclusion);
}

/**
 * @param previous the result of the previous run; blank if there is none.
 * @returns whether people would learn something new.
 */
export function hasChanged(result: string, previous: string): boolean {
  if (previous === '') return result === 'failure';
  return result !== 'cancelled' && result !== previous;
}
