/** Work that takes long in, pauses in which signals are heard out; and an end to it. */

import { Fault } from '../diagnostics.ts';
import type { World } from '../world.ts';

/** The expressions of one document; what takes longer was made to. */
const MAX_MS = 10_000;

/** After so long a signal must be heard. */
const MAX_BUSY_MS = 100;

/** @returns what lets signals through now and then, and throws when the step is cancelled or time is up. */
export function createTimeLimit({
  now,
  sleep,
  signal,
}: Pick<World, 'now' | 'sleep' | 'signal'>): () => Promise<void> {
  const startedMs = now();
  let heardMs = startedMs;
  return async () => {
    if (now() - heardMs > MAX_BUSY_MS) {
      await sleep(0, signal);
      heardMs = now();
    }
    if (signal.aborted) {
      throw new Fault('The job was cancelled before anything was sent.', {
        code: 'deadline-exceeded',
        hint: 'Nobody was notified.',
      });
    }
    if (now() - startedMs > MAX_MS) {
      throw new Fault(`the expressions of a document may take ${MAX_MS / 1000} s together`, {
        hint: 'Search and join shorter lists, and give `plainText` shorter texts.',
      });
    }
  };
}
