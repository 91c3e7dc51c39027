/** A clock whose waits cost no real time: a test lets it run, and elapsed times are exact. */

/** Time as the code under test sees it. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ends early, without an error, when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /**
   * Lets time pass until the promise is settled.
   * @throws if nothing waits any more and it still is not.
   */
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
}

interface Timer {
  readonly atMs: number;
  readonly wake: () => void;
}

/** @returns a clock that stands until it is run. */
export function createClock(startMs: number): VirtualClock {
  const timers = new Set<Timer>();
  let nowMs = startMs;

  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = (): void => {
          timers.delete(timer);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const timer: Timer = { atMs: nowMs + Math.max(0, ms), wake };
        timers.add(timer);
        signal?.addEventListener('abort', wake);
      }),
    async run(promise) {
      let settled = false;
      const settle = (): void => {
        settled = true;
      };
      promise.then(settle, settle);
      for (;;) {
        await everythingReady();
        if (settled) return promise;
        const next = earliest(timers);
        if (next === undefined) throw new Error('It waits for something that will never come.');
        nowMs = next.atMs;
        next.wake();
      }
    },
  };
}

/** Among equals the first that began to wait. */
function earliest(timers: ReadonlySet<Timer>): Timer | undefined {
  return [...timers].reduce<Timer | undefined>(
    (first, timer) => (first === undefined || timer.atMs < first.atMs ? timer : first),
    undefined,
  );
}

/** Lets every promise that is ready go on. */
function everythingReady(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
