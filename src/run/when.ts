/** Decides by the `when` input whether anything is sent. */

import type { Config } from '../config/config.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { World } from '../world.ts';
import type { AskRun } from './run-source.ts';

/**
 * Asks GitHub only where the input makes a difference, and nothing else is wrong. Errors go to
 * `diagnostics`.
 * @returns the input as written, where it decides that nothing is sent.
 */
export async function decideWhen(
  { when }: Config,
  askRun: AskRun,
  { log }: World,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  if (when === 'always' || diagnostics.errors.length > 0) return undefined;
  const { decideByRun } = await import(/* webpackChunkName: "run" */ './when-rule.ts');
  const decision = await decideByRun(when, askRun, log, diagnostics);
  return decision === 'skip' ? `when: ${when}` : undefined;
}
