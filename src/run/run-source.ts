/** Makes the `run` context when it is first needed. What that takes is loaded only then. */

import type { Config } from '../config/config.ts';
import { asFault, Fault } from '../diagnostics.ts';
import type { World } from '../world.ts';
import type { RunContext } from './run-context.ts';

/** What the context is made of. */
export interface RunSources {
  readonly config: Pick<Config, 'githubToken' | 'job' | 'needs' | 'rules'>;
  readonly event: () => unknown;
  /** When all network time ends, in milliseconds since 1970. */
  readonly deadlineMs: () => number;
  readonly world: Pick<World, 'env' | 'log' | 'now' | 'openGithub' | 'recordedRun' | 'signal'>;
}

/**
 * @returns the context; GitHub is asked at the first call.
 * @throws {Fault} what to do where GitHub cannot be asked; from the second call on, marked as repeated.
 */
export type AskRun = () => Promise<RunContext>;

/** @returns what asks GitHub once. */
export function createRunSource(sources: RunSources): AskRun {
  let context: RunContext | undefined;
  let failed: Fault | undefined;
  return async () => {
    context ??= sources.world.recordedRun?.();
    if (context !== undefined) return context;
    if (failed !== undefined) throw failed;
    try {
      const { describeRun } = await import(/* webpackChunkName: "run" */ './describe-run.ts');
      context = await describeRun(sources);
      return context;
    } catch (error) {
      failed = new Fault(asFault(error).message, { isRepeated: true });
      throw error;
    }
  };
}
