/** Finds the standard overrides of a notification, those that only GitHub's API knows included. */

import type { Config } from '../config/config.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { AskRun } from '../run/run-source.ts';
import type { World } from '../world.ts';
import { readRunOverrides, standardOverrides } from './standard-overrides.ts';

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
