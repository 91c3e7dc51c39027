/** Magic system ids: faults for use by hand, asked for by the payload itself. */

import type { Fault } from './fault.ts';
import { parseFault } from './faults.ts';

/** What a system id asks for: a fault, nothing, or something that cannot be read. */
export type Magic = { readonly fault: Fault | null; readonly problem: string | null };

const nothing: Magic = { fault: null, problem: null };

/**
 * Makes a reader of system ids of the form `fault/<fault>/<fault>…`. Each id counts its own
 * requests: the first gets the first fault, and the last fault is for all that follow.
 */
export function createMagic(): (systemId: unknown) => Magic {
  const requests = new Map<string, number>();
  return (systemId) => {
    if (typeof systemId !== 'string' || !systemId.startsWith('fault/')) return nothing;
    const earlier = requests.get(systemId) ?? 0;
    requests.set(systemId, earlier + 1);
    try {
      const faults = systemId.split('/').slice(1).map(readFault);
      return { ...nothing, fault: faults[Math.min(earlier, faults.length - 1)] ?? null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ...nothing, problem: `notification.systemId: ${reason}` };
    }
  };
}

function readFault(text: string): Fault {
  const fault = parseFault(text, 'send');
  if ('outageMs' in fault) {
    throw new Error('The fault "unsent" acts before a request: it needs a script.');
  }
  return fault;
}
