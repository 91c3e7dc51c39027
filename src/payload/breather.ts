/** Work that takes long in, pauses in which signals are heard out; and an end to it. */

import { type Findings, throwIfAny } from '../errors.ts';
import type { World } from '../world.ts';
import { ExpressionFault } from './engine.ts';

/** What it takes to notice that time passes, and that somebody cancels. */
export type BusyWorld = Pick<World, 'now' | 'sleep' | 'signal'>;

/** The expressions of one document; what takes longer was made to. */
const MAX_MS = 10_000;

/** After so long a signal must be heard. */
const MAX_BUSY_MS = 100;

/** @returns what lets signals through now and then, and throws when the step is cancelled or time is up. */
export function createBreather(
  { now, sleep, signal }: BusyWorld,
  { problems }: Findings,
): () => Promise<void> {
  const startedMs = now();
  let heardMs = startedMs;
  return async () => {
    if (now() - heardMs > MAX_BUSY_MS) {
      await sleep(0, signal);
      heardMs = now();
    }
    if (signal.aborted) {
      problems.push({
        code: 'deadline-exceeded',
        message: 'The job was cancelled before anything was sent.',
        hint: 'Nobody was notified.',
      });
      throwIfAny(problems);
    }
    if (now() - startedMs > MAX_MS) {
      throw new ExpressionFault(
        'expression-invalid',
        `the expressions of a document may take ${MAX_MS / 1000} s together`,
        'Search and join shorter lists, and give `plainText` shorter texts.',
      );
    }
  };
}
