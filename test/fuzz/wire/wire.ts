/** Runs the bundle against a service that misbehaves at random, again and again, several runs at a time. */

import { runWire, type WireRun } from './run.ts';

/** How long to go on, and where to begin. */
export interface WireOptions {
  readonly seed: number;
  /** Ends after so many runs, or after so many seconds. */
  readonly runs?: number;
  readonly seconds?: number;
  /** Another bundle than the committed one. */
  readonly bundle?: string | undefined;
}

/** What many runs came to. */
export interface WireResult {
  readonly runs: number;
  /** Runs that say nothing, because the machine was too slow. */
  readonly voidRuns: number;
  /** Runs that broke a promise, in the order in which they ended. */
  readonly broken: readonly WireRun[];
  /** How many runs had ended when the first promise was broken. */
  readonly firstBrokenAt: number | undefined;
  /** How often each status was reported. */
  readonly statuses: Readonly<Record<string, number>>;
}

/** Most runs wait most of the time. */
const CONCURRENCY = 10;

/** The seed of a run is that of the first one plus its number. */
export async function fuzzWire({ seed, runs, seconds, bundle }: WireOptions): Promise<WireResult> {
  const untilMs = performance.now() + (seconds ?? Number.POSITIVE_INFINITY) * 1000;
  const broken: WireRun[] = [];
  const statuses: Record<string, number> = {};
  let started = 0;
  let ended = 0;
  let voidRuns = 0;
  let firstBrokenAt: number | undefined;
  const work = async (): Promise<void> => {
    while (started < (runs ?? Number.POSITIVE_INFINITY) && performance.now() < untilMs) {
      const run = await runWire(seed + started++, bundle);
      ended += 1;
      if (run.isVoid) voidRuns += 1;
      for (const status of run.statuses) statuses[status] = (statuses[status] ?? 0) + 1;
      if (run.broken.length === 0) continue;
      broken.push(run);
      firstBrokenAt ??= ended;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { runs: ended, voidRuns, broken, firstBrokenAt, statuses };
}
