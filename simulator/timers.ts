/** Starts timers that all end with the simulator. */

/** A set of pending timers. */
export interface Timers {
  /** Runs `act` once after `waitMs`. @returns a function that cancels it. */
  readonly after: (waitMs: number, act: () => void) => () => void;
  /** Runs `act` every `intervalMs`. @returns a function that cancels it. */
  readonly every: (intervalMs: number, act: () => void) => () => void;
  /** Ends every pending timer. Later ones never start. */
  readonly end: () => void;
}

/** Creates an empty set of timers. */
export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  let ended = false;

  function start(timer: NodeJS.Timeout): () => void {
    function cancel(): void {
      clearTimeout(timer);
      pending.delete(timer);
    }
    if (ended) clearTimeout(timer);
    else pending.add(timer);
    return cancel;
  }

  function after(waitMs: number, act: () => void): () => void {
    const cancel = start(
      setTimeout(() => {
        cancel();
        act();
      }, waitMs),
    );
    return cancel;
  }

  function every(intervalMs: number, act: () => void): () => void {
    return start(setInterval(act, intervalMs));
  }

  function end(): void {
    ended = true;
    for (const timer of pending) clearTimeout(timer);
    pending.clear();
  }

  return { after, every, end };
}
