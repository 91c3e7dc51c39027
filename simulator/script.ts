/** Which fault meets which request of an endpoint: a list that each request shortens. */

import type { Endpoint, Fault, Outage } from './fault.ts';
import { parseFault } from './faults.ts';

/** The faults still to come at one endpoint. */
export type Script = {
  /** Replaces what is left. Throws on an unknown fault, and then changes nothing. */
  readonly set: (texts: readonly string[]) => void;
  /** The fault for the request that has just arrived; null when the script is empty. */
  readonly take: () => Fault | null;
  /** Takes the `unsent` faults from the head; gives back how long the port must refuse, 0 for none. */
  readonly takeUnsentMs: () => number;
  /** The faults still to come, in their usual spelling. */
  readonly left: () => readonly string[];
  /** Calls the listener after each change; gives back the end of that. */
  readonly watch: (listener: () => void) => () => void;
};

/** Makes an empty script. */
export function createScript(endpoint: Endpoint): Script {
  let faults: (Fault | Outage)[] = [];
  const listeners = new Set<() => void>();
  const change = (rest: (Fault | Outage)[]) => {
    faults = rest;
    for (const listener of listeners) listener();
  };

  function takeUnsentMs(): number {
    let totalMs = 0;
    for (let head = faults[0]; head !== undefined && 'outageMs' in head; head = faults[0]) {
      totalMs += head.outageMs;
      change(faults.slice(1));
    }
    return totalMs;
  }

  return {
    set: (texts) => {
      change(texts.map((text) => parseFault(text, endpoint)));
    },
    take: () => {
      const [head, ...rest] = faults;
      if (head !== undefined) change(rest);
      return head === undefined || 'outageMs' in head ? null : head;
    },
    takeUnsentMs,
    left: () => faults.map(({ text }) => text),
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
