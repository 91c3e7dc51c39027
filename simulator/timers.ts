/** Waiting: timers that can all be ended at once, so that nothing outlives the simulator. */

/** A set of pending timers. */
export type Timers = {
  /** Runs `act` once, `waitMs` from now; gives back a function that cancels it. */
  readonly after: (waitMs: number, act: () => void) => () => void;
  /** Ends every pending timer; later ones never start. */
  readonly end: () => void;
};

/** Makes an empty set of timers. */
export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  let ended = false;

  function after(waitMs: number, act: () => void): () => void {
    if (ended) return () => {};
    const timer = setTimeout(() => {
      pending.delete(timer);
      act();
    }, waitMs);
    pending.add(timer);
    return () => {
      clearTimeout(timer);
      pending.delete(timer);
    };
  }

  function end(): void {
    ended = true;
    for (const timer of pending) clearTimeout(timer);
    pending.clear();
  }

  return { after, end };
}
