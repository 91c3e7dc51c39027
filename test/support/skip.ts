/** A clock for stories over real sockets: what would be waited for is skipped, and counts as passed. */

import type { World } from '../../src/world.ts';

/** Parts of a world, and the waits that were asked for, in milliseconds. */
export interface SkippingClock extends Pick<World, 'now' | 'sleep'> {
  readonly waits: readonly number[];
}

/** @param startMs the time at which it begins; real time passes on it as well. */
export function createSkippingClock(startMs = Date.UTC(2027, 0, 15, 8)): SkippingClock {
  const waits: number[] = [];
  const beganMs = performance.now();
  let skippedMs = 0;
  const now = (): number => startMs + performance.now() - beganMs + skippedMs;
  return {
    waits,
    now,
    async sleep(ms, signal) {
      waits.push(ms);
      const untilMs = now() + ms;
      await new Promise((resolve) => setImmediate(resolve));
      // Those who wait at the same time wait together.
      if (!signal.aborted) skippedMs += Math.max(0, untilMs - now());
    },
  };
}
