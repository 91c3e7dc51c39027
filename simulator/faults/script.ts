/** Decides which request meets which fault: by a script per endpoint, or by the system id of a send. */

import type { Endpoint } from '../api/endpoints.ts';
import type { Fault, Outage } from './behavior.ts';
import { parseFault } from './fault.ts';

/** The pending faults of one endpoint. */
export interface Script {
  /** Replaces the pending faults. @throws {Error} if one is unknown; then nothing changes. */
  readonly set: (faults: readonly string[]) => void;
  /** Takes the fault for the request that has just arrived; null if the script is empty. */
  readonly take: () => Fault | null;
  /** Takes the outages at the head. @returns how long the port must refuse connections, 0 if not. */
  readonly takeOutageMs: () => number;
  /** The pending faults, in their normalized form. */
  readonly pending: () => readonly string[];
  /** Calls the listener after each change. @returns a function that ends this. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The fault that a system id requests. `problem` says why the id cannot be read. */
export interface RequestedFault {
  readonly fault: Fault | null;
  readonly problem: string | null;
}

/** Creates an empty script. */
export function createScript(endpoint: Endpoint): Script {
  let faults: ReturnType<typeof parseFault>[] = [];
  const listeners = new Set<() => void>();
  function change(pending: typeof faults): void {
    faults = pending;
    for (const listener of listeners) listener();
  }

  function takeOutageMs(): number {
    let totalMs = 0;
    for (let head = faults[0]; head !== undefined && isOutage(head); head = faults[0]) {
      totalMs += head.outageMs;
      change(faults.slice(1));
    }
    return totalMs;
  }

  return {
    set: (texts) => change(texts.map((text) => parseFault(text, endpoint))),
    take() {
      const [head, ...rest] = faults;
      if (head !== undefined) change(rest);
      return head === undefined || isOutage(head) ? null : head;
    },
    takeOutageMs,
    pending: () => faults.map(({ text }) => text),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Creates a reader of system ids of the form `fault/<fault>/<fault>…`. Each id counts its own
 * requests: the first one meets the first fault, and the last fault is for all that follow.
 */
export function createSystemIdFaults(): (systemId: unknown) => RequestedFault {
  const requests = new Map<string, number>();
  return (systemId) => {
    if (typeof systemId !== 'string' || !systemId.startsWith('fault/')) {
      return { fault: null, problem: null };
    }
    const earlier = requests.get(systemId) ?? 0;
    requests.set(systemId, earlier + 1);
    try {
      const faults = systemId.split('/').slice(1).map(readFault);
      return { fault: faults[Math.min(earlier, faults.length - 1)] ?? null, problem: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { fault: null, problem: `notification.systemId: ${reason}` };
    }
  };
}

function readFault(text: string): Fault {
  const fault = parseFault(text, 'send');
  if (isOutage(fault)) {
    throw new Error('The fault "unsent" acts before a request arrives. Use a script instead.');
  }
  return fault;
}

function isOutage<T extends object>(fault: T): fault is T & Outage {
  return 'outageMs' in fault;
}
