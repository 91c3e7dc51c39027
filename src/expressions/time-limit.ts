/** Limits the time of evaluation, and pauses it now and then so that signals are handled. */

import { Fault } from '../diagnostics.ts';
import type { World } from '../world.ts';
import type { Pause } from './engine.ts';

/** The expressions of one document; what takes longer was made to. */
const MAX_MS = 10_000;

/** After so long a signal must be heard. */
const MAX_BUSY_MS = 100;

/** Limits the time that expressions take. */
interface TimeLimit {
  /** Lets signals through now and then. @throws when the step is cancelled or time is up. */
  readonly check: () => Promise<void>;
  /** Waits for something outside, whose time does not count. */
  readonly pause: Pause;
}

/** @returns the limit for the expressions of one document, from now on. */
export function createTimeLimit({
  now,
  sleep,
  signal,
}: Pick<World, 'now' | 'sleep' | 'signal'>): TimeLimit {
  let startedMs = now();
  let heardMs = startedMs;
  const pause: Pause = async (wait) => {
    const pausedMs = now();
    try {
      return await wait();
    } finally {
      startedMs += now() - pausedMs;
    }
  };
  const check = async (): Promise<void> => {
    if (now() - heardMs > MAX_BUSY_MS) {
      await sleep(0, signal);
      heardMs = now();
    }
    if (signal.aborted) {
      throw new Fault('The job was cancelled before anything was sent.', {
        code: 'deadline-exceeded',
        hint: 'No one was notified.',
      });
    }
    if (now() - startedMs > MAX_MS) {
      throw new Fault(
        `the expressions of the document take more than ${MAX_MS / 1000} s together`,
        {
          hint: 'Search and join shorter lists, and give `plainText` shorter texts.',
        },
      );
    }
  };
  return { check, pause };
}
