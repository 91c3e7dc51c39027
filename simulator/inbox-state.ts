/** What the inbox page is told: the ledger and the scripts in, plain and bounded data out. */

import type { Endpoint } from './fault.ts';
import { type Card, cardOf, cut, type Shown, shown } from './inbox-card.ts';
import type { LedgerEntry } from './ledger.ts';
import { verdictOf } from './line.ts';
import type { World } from './world.ts';

/** One request on the page: a card in the inbox, or a line among the others. */
export type Item = Omit<LedgerEntry, 'notification'> & {
  readonly place: 'inbox' | 'others';
  readonly verdict: string;
  /** Without anything in it where the request holds no notification. */
  readonly card: Card;
  /** The entry that was accepted before with the very same body. */
  readonly repeats: number | null;
  /** How many UTF-16 units of the body, and how many problems, are left out here. */
  readonly bodyUnitsLeft: number;
  readonly problemsLeft: number;
};

/** The part of a simulator that the page shows. */
export type Exhibit = Pick<World, 'url' | 'prefix' | 'book' | 'scripts'>;

/** The faults still to come. */
export type FaultsLeft = Readonly<Record<Endpoint, Shown<string>>>;

/** Everything that the page shows. */
export type InboxState = {
  /** What the action's input `base-url` must be to reach this simulator. */
  readonly baseUrl: string;
  /** How many items of each place are shown; older ones are only in the ledger. */
  readonly limit: number;
  /** Oldest first. */
  readonly items: readonly Item[];
  readonly faults: FaultsLeft;
};

/** What keeps the page light; units are those of UTF-16. */
const itemsShown = 100;
const bodyUnits = 64 * 1024;
const problemsShown = 20;
const problemUnits = 500;
const faultsShown = 20;

/** All that the page needs to begin. */
export function stateOf(exhibit: Exhibit): InboxState {
  const { ledger } = exhibit.book;
  const accepted = ledger.accepted().slice(-itemsShown);
  const others = ledger.entries.filter((entry) => placeOf(entry) === 'others').slice(-itemsShown);
  const entries = [...accepted, ...others].sort((a, b) => a.id - b.id);
  return {
    baseUrl: exhibit.url + exhibit.prefix,
    limit: itemsShown,
    items: entries.map((entry) => itemOf(entry, ledger.entries)).filter((item) => item !== null),
    faults: faultsLeft(exhibit),
  };
}

/** The faults still to come. */
export function faultsLeft({ scripts }: Exhibit): FaultsLeft {
  const left = (endpoint: Endpoint) => shown(scripts[endpoint].left(), faultsShown);
  return { token: left('token'), send: left('send') };
}

/** The entry for the page; null where it went as it should and is no notification. */
export function itemOf(entry: LedgerEntry, entries: readonly LedgerEntry[]): Item | null {
  const place = placeOf(entry);
  if (place === null) return null;
  const { notification, ...rest } = entry;
  return {
    ...rest,
    place,
    verdict: entry.settled ? verdictOf(entry) : 'waiting',
    card: cardOf(notification ?? {}),
    repeats: entry.accepted ? earlierTwin(entry, entries) : null,
    body: cut(entry.body, bodyUnits),
    bodyUnitsLeft: Math.max(0, entry.body.length - bodyUnits),
    problems: entry.problems.slice(0, problemsShown).map((problem) => cut(problem, problemUnits)),
    problemsLeft: Math.max(0, entry.problems.length - problemsShown),
  };
}

/** A token request is worth a line only when something was wrong with it or with its answer. */
function placeOf(entry: LedgerEntry): 'inbox' | 'others' | null {
  if (entry.accepted) return 'inbox';
  if (entry.endpoint !== 'token') return 'others';
  const faulted = entry.fault !== null && entry.fault !== 'ok';
  const granted = !entry.settled || (entry.status !== null && entry.status < 300);
  return faulted || !granted || entry.problems.length > 0 ? 'others' : null;
}

function earlierTwin(entry: LedgerEntry, entries: readonly LedgerEntry[]): number | null {
  const twin = entries.find(({ accepted, body, id }) => {
    return accepted && id < entry.id && body === entry.body;
  });
  return twin?.id ?? null;
}
