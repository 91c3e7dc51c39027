/** The ledger: every request to the service, as plain data, oldest first. */

import type { Authorization } from './authorization.ts';
import type { Endpoint } from './fault.ts';

/** One request. It holds no credentials: secrets and tokens in any of its texts are `[hidden]`. */
export type LedgerEntry = {
  readonly id: number;
  /** When its headers had arrived, ISO 8601 with milliseconds. */
  readonly at: string;
  readonly endpoint: Endpoint | 'other';
  readonly method: string;
  /** The request target, with its query. */
  readonly path: string;
  readonly httpVersion: string;
  /** The TCP connection it came over, counted from 1. */
  readonly connection: number;
  /** Without Authorization, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly authorization: Authorization | null;
  readonly body: string;
  readonly notification: Readonly<Record<string, unknown>> | null;
  /** The status answered; null while there is no answer, and for ever when none goes out. */
  readonly status: number | null;
  /** Whether the answer has begun, or never will. */
  readonly settled: boolean;
  /** The fault in force, in its usual spelling. */
  readonly fault: string | null;
  /** Whether this request made the service accept the notification, told or not. */
  readonly accepted: boolean;
  /** What was wrong with the request. */
  readonly problems: readonly string[];
};

/** Is called with an entry: once when it is new, and once when it is settled. */
export type Listener = (entry: LedgerEntry) => void;

/** The ledger as a reader sees it. */
export type Ledger = {
  /** All entries, a live view. */
  readonly entries: readonly LedgerEntry[];
  /** TCP connections opened since the start or the last `clear`. */
  readonly connections: number;
  readonly sends: () => readonly LedgerEntry[];
  readonly tokens: () => readonly LedgerEntry[];
  readonly accepted: () => readonly LedgerEntry[];
  /** Groups of accepted entries whose body texts are equal to the byte: should be empty. */
  readonly acceptedTwice: () => readonly (readonly LedgerEntry[])[];
  readonly clear: () => void;
  /**
   * Calls the listener with each new entry, and again when it is settled, and `cleared` after each
   * `clear`; gives back the end of that.
   */
  readonly subscribe: (listener: Listener, cleared?: () => void) => () => void;
};

/** The ledger as the simulator writes it. */
export type LedgerBook = {
  readonly ledger: Ledger;
  /** Adds an entry, not yet settled; gives back its id. */
  readonly record: (entry: Omit<LedgerEntry, 'id' | 'status' | 'settled'>) => number;
  /** Says how the entry ended: the status answered, or null for no answer. */
  readonly settle: (id: number, status: number | null) => void;
  /** Counts a connection; gives back its number. */
  readonly connected: () => number;
};

type Subscription = { readonly listener: Listener; readonly cleared: () => void };

/** Makes an empty ledger. */
export function createLedger(): LedgerBook {
  const entries: LedgerEntry[] = [];
  const subscriptions = new Set<Subscription>();
  const tell = (entry: LedgerEntry) => {
    for (const { listener } of subscriptions) listener(entry);
  };
  const connections = { total: 0, cleared: 0 };
  let lastId = 0;

  return {
    ledger: createView(entries, subscriptions, connections),
    record: (draft) => {
      lastId += 1;
      const entry = Object.freeze({ id: lastId, ...draft, status: null, settled: false });
      entries.push(entry);
      tell(entry);
      return entry.id;
    },
    settle: (id, status) => {
      const index = entries.findLastIndex((entry) => entry.id === id);
      const entry = entries[index];
      if (entry === undefined) return;
      const settled = Object.freeze({ ...entry, status, settled: true });
      entries[index] = settled;
      tell(settled);
    },
    connected: () => {
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
    clear: () => {
      entries.length = 0;
      connections.cleared = connections.total;
      for (const { cleared } of subscriptions) cleared();
    },
    subscribe: (listener, cleared = () => {}) => {
      const subscription = { listener, cleared };
      subscriptions.add(subscription);
      return () => {
        subscriptions.delete(subscription);
      };
    },
  };
}
