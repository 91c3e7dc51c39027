/** Derives what the inbox shows from the ledger and the scripts, as plain data of limited size. */

import type { Endpoint } from '../api/endpoints.ts';
import type { Script } from '../faults/script.ts';
import { type Ledger, type LedgerEntry, outcomeOf } from '../ledger.ts';
import { defaultUrl } from '../options.ts';
import { type Card, cardOf, cut, type Excerpt, excerpt } from './card.ts';

/** The part of a simulator that the inbox shows. */
export interface InboxSource {
  readonly url: string;
  readonly prefix: string;
  readonly ledger: Ledger;
  readonly scripts: Readonly<Record<Endpoint, Script>>;
  readonly testRecipients?: readonly string[];
}

/** One request on the page: a card in the inbox, or a line among the others. */
export interface Item extends Omit<LedgerEntry, 'notification'> {
  readonly list: 'inbox' | 'others';
  readonly outcome: string;
  /** Without values if the request has no notification. */
  readonly card: Card;
  /** Whether it is to people, all of whom test, and to no audience. A request does not say so itself. */
  readonly isTest: boolean;
  /** The first accepted request with exactly the same body. */
  readonly duplicateOf: number | null;
  /** How many UTF-16 units of the body, and how many problems, are left out. */
  readonly bodyUnitsLeft: number;
  readonly problemsLeft: number;
}

/** The faults that the next requests will meet. */
export type PendingFaults = Readonly<Record<Endpoint, Excerpt<string>>>;

/** Everything that the page shows. */
export interface InboxState {
  /** The `base-url` that connects the action to this simulator. */
  readonly baseUrl: string;
  /** The command that sends a notification to this simulator. */
  readonly fillCommand: string;
  /** How many items of each list are shown. Older ones are only in the ledger. */
  readonly limit: number;
  /** Oldest first. */
  readonly items: readonly Item[];
  readonly faults: PendingFaults;
}

/** Limits that keep the page fast. Units are UTF-16 code units. */
const itemsShown = 100;
const bodyUnits = 64 * 1024;
const problemsShown = 20;
const problemUnits = 500;
const faultsShown = 20;

/** @returns the state that a page starts with. */
export function inboxState(source: InboxSource): InboxState {
  const { ledger } = source;
  const baseUrl = source.url + source.prefix;
  const accepted = ledger.accepted().slice(-itemsShown);
  const others = ledger.entries.filter((entry) => listOf(entry) === 'others').slice(-itemsShown);
  const entries = [...accepted, ...others].sort((a, b) => a.id - b.id);
  return {
    baseUrl,
    fillCommand: fillCommandOf(baseUrl),
    limit: itemsShown,
    items: entries
      .map((entry) => itemOf(entry, ledger.entries, source.testRecipients))
      .filter((item) => item !== null),
    faults: pendingFaults(source),
  };
}

/** Sends an example of the repository. The preview finds a simulator at its default address. */
function fillCommandOf(baseUrl: string): string {
  const command = 'npm run preview -- examples/release-announcement/release.yml --send';
  return baseUrl === defaultUrl ? command : `${command} --simulator ${baseUrl}`;
}

/** @returns the faults that the next requests will meet. */
export function pendingFaults({ scripts }: InboxSource): PendingFaults {
  const first = (endpoint: Endpoint) => excerpt(scripts[endpoint].pending(), faultsShown);
  return { token: first('token'), send: first('send') };
}

/** @returns the entry for the page; null if it is a token request without a problem. */
export function itemOf(
  entry: LedgerEntry,
  entries: readonly LedgerEntry[],
  testRecipients: readonly string[] = [],
): Item | null {
  const list = listOf(entry);
  if (list === null) return null;
  const { notification, ...rest } = entry;
  return {
    ...rest,
    list,
    outcome: entry.settled ? outcomeOf(entry) : 'waiting',
    card: cardOf(notification ?? {}),
    isTest: isTest(notification ?? {}, testRecipients),
    duplicateOf: entry.accepted ? firstDuplicate(entry, entries) : null,
    body: cut(entry.body, bodyUnits),
    bodyUnitsLeft: Math.max(0, entry.body.length - bodyUnits),
    problems: entry.problems.slice(0, problemsShown).map((problem) => cut(problem, problemUnits)),
    problemsLeft: Math.max(0, entry.problems.length - problemsShown),
  };
}

function isTest(
  { endUsersIds: people, audiencesIds: audiences = [] }: Readonly<Record<string, unknown>>,
  testRecipients: readonly string[],
): boolean {
  const isEmpty = Array.isArray(audiences) && audiences.length === 0;
  const isToTesters =
    Array.isArray(people) && people.length > 0 && people.every((id) => testRecipients.includes(id));
  return isEmpty && isToTesters;
}

/** A token request is listed only if something is wrong with it or with its response. */
function listOf(entry: LedgerEntry): 'inbox' | 'others' | null {
  if (entry.accepted) return 'inbox';
  if (entry.endpoint !== 'token') return 'others';
  const hasFault = entry.fault !== null && entry.fault !== 'ok';
  const granted = !entry.settled || (entry.status !== null && entry.status < 300);
  return hasFault || !granted || entry.problems.length > 0 ? 'others' : null;
}

function firstDuplicate(entry: LedgerEntry, entries: readonly LedgerEntry[]): number | null {
  const first = entries.find(({ accepted, body, id }) => {
    return accepted && id < entry.id && body === entry.body;
  });
  return first?.id ?? null;
}
