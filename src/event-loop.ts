/** Lets the process handle signals while long work keeps the event loop busy. */

import type { World } from './world.ts';

/** The longest time without yielding, so that a signal is noticed soon. */
const MAX_BUSY_MS = 100;

/** @returns a function that yields if the last time was long ago. It returns whether it did. */
export function createYield({
  now,
  sleep,
  signal,
}: Pick<World, 'now' | 'sleep' | 'signal'>): () => Promise<boolean> {
  let yieldedMs = now();
  return async () => {
    if (now() - yieldedMs <= MAX_BUSY_MS) return false;
    await sleep(0, signal);
    yieldedMs = now();
    return true;
  };
}
