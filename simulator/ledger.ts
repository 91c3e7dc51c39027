/** Keeps every request to the service as plain data, oldest first. */

import type { Authorization } from './api/authorization.ts';
import type { Endpoint } from './api/endpoints.ts';

/** One request, without credentials: secrets and tokens in its texts are `[redacted]`. */
export interface LedgerEntry {
  readonly id: number;
  /** When its headers had arrived, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly endpoint: Endpoint | 'other';
  readonly method: string;
  /** The request target, with its query. */
  readonly path: string;
  readonly httpVersion: string;
  /** The TCP connection of the request, counted from 1. */
  readonly connection: number;
  /** Without Authorization, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly authorization: Authorization | null;
  readonly body: string;
  readonly notification: Readonly<Record<string, unknown>> | null;
  /** The status of the response; null while there is none, and for good if none is sent. */
  readonly status: number | null;
  /** Whether the response has begun, or never will. */
  readonly settled: boolean;
  /** The fault that the request met, in its normalized form. */
  readonly fault: string | null;
  /** Whether the service accepted this notification, even if the client did not learn of it. */
  readonly accepted: boolean;
  /** What is wrong with the request. */
  readonly problems: readonly string[];
}

/** Receives each entry when it is new, and again when it is settled. */
export type Listener = (entry: LedgerEntry) => void;

/** The ledger, as its readers see it. */
export interface Ledger {
  /** All entries, a live view. */
  readonly entries: readonly LedgerEntry[];
  /** TCP connections opened since the start or the last `clear`. */
  readonly connections: number;
  readonly sends: () => readonly LedgerEntry[];
  readonly tokens: () => readonly LedgerEntry[];
  readonly accepted: () => readonly LedgerEntry[];
  /** Groups of accepted entries with exactly the same body. It must be empty. */
  readonly acceptedTwice: () => readonly (readonly LedgerEntry[])[];
  readonly clear: () => void;
  /** Calls `cleared` after each `clear`. @returns a function that ends the subscription. */
  readonly subscribe: (listener: Listener, cleared?: () => void) => () => void;
}

/** The ledger, as the simulator writes it. */
export interface LedgerWriter {
  readonly ledger: Ledger;
  /** Adds an entry that is not settled. @returns its id. */
  readonly record: (entry: Omit<LedgerEntry, 'id' | 'status' | 'settled'>) => number;
  /** Settles an entry with the status of the response, or null for no response. */
  readonly settle: (id: number, status: number | null) => void;
  /** Counts a connection. @returns its number. */
  readonly countConnection: () => number;
}

interface Subscription {
  readonly listener: Listener;
  readonly cleared: () => void;
}

/** Creates an empty ledger. */
export function createLedger(): LedgerWriter {
  const entries: LedgerEntry[] = [];
  const subscriptions = new Set<Subscription>();
  function notify(entry: LedgerEntry): void {
    for (const { listener } of subscriptions) listener(entry);
  }
  const connections = { total: 0, cleared: 0 };
  let lastId = 0;

  return {
    ledger: createView(entries, subscriptions, connections),
    record(draft) {
      lastId += 1;
      const entry = Object.freeze({ id: lastId, ...draft, status: null, settled: false });
      entries.push(entry);
      notify(entry);
      return entry.id;
    },
    settle(id, status) {
      const index = entries.findLastIndex((entry) => entry.id === id);
      const entry = entries[index];
      if (entry === undefined) return;
      const settled = Object.freeze({ ...entry, status, settled: true });
      entries[index] = settled;
      notify(settled);
    },
    countConnection() {
      connections.total += 1;
      return connections.total;
    },
  };
}

function createView(
  entries: LedgerEntry[],
  subscriptions: Set<Subscription>,
  connections: { readonly total: number; cleared: number },
): Ledger {
  const accepted = () => entries.filter((entry) => entry.accepted);
  return {
    entries,
    get connections() {
      return connections.total - connections.cleared;
    },
    sends: () => entries.filter((entry) => entry.endpoint === 'send'),
    tokens: () => entries.filter((entry) => entry.endpoint === 'token'),
    accepted,
    acceptedTwice: () =>
      [...Map.groupBy(accepted(), ({ body }) => body).values()].filter(({ length }) => length > 1),
    clear() {
      entries.length = 0;
      connections.cleared = connections.total;
      for (const { cleared } of subscriptions) cleared();
    },
    subscribe(listener, cleared = () => {}) {
      const subscription = { listener, cleared };
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
      };
    },
  };
}

/** @returns the outcome of a settled request, in one or two words. */
export function outcomeOf({ endpoint, accepted, status }: LedgerEntry): string {
  if (accepted) return 'accepted';
  if (endpoint === 'other') return 'other path';
  if (status === null) return 'no response';
  if (status < 300) return 'issued';
  if (status < 400) return 'redirected';
  if (status === 425 || status === 429) return 'throttled';
  return status < 500 ? 'refused' : 'failed';
}
