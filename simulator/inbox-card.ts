/** A notification as the inbox page shows it: a request's JSON in, bounded plain data out. */

import { readDate } from './dates.ts';
import { isRecord } from './json.ts';

/** A list of which only the beginning is shown. */
export type Shown<T> = { readonly first: readonly T[]; readonly more: number };

/** One override; `link` is its value where that may be a link. */
export type ShownOverride = {
  readonly key: string;
  readonly value: string;
  readonly link: string | null;
};

/** A notification; what the request does not say, or not as text, is null. */
export type Card = {
  readonly title: string | null;
  readonly text: string | null;
  readonly type: string | null;
  /** Milliseconds since 1970. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly people: Shown<string>;
  readonly audiences: Shown<string>;
  readonly overrides: Shown<ShownOverride>;
  /** The name in WalkMe's own table of notifications. */
  readonly name: string | null;
  readonly systemId: string | null;
  readonly templateId: string | null;
};

/** What keeps a card small however large the request is: members of a list, and UTF-16 units. */
const idsShown = 8;
const overridesShown = 20;
const idUnits = 200;
const textUnits = 2000;

/** Reads a notification; it may be anything, also what the service refuses. */
export function cardOf(notification: Readonly<Record<string, unknown>>): Card {
  const text = (name: string, units: number) => textOf(notification[name], units);
  return {
    title: text('runtimeTitle', textUnits),
    text: text('runtimeDescription', textUnits),
    type: text('notificationType', idUnits),
    startMs: momentOf(notification['startAt']),
    endMs: momentOf(notification['endAt']),
    people: membersOf(notification['endUsersIds'], idsShown, idOf),
    audiences: membersOf(notification['audiencesIds'], idsShown, idOf),
    overrides: membersOf(notification['override'], overridesShown, overrideOf),
    name: text('title', idUnits),
    systemId: text('systemId', idUnits),
    templateId: text('templateId', idUnits),
  };
}

/** The text, at most so many UTF-16 units and `…`, never ending within a character. */
export function cut(text: string, units: number): string {
  return text.length <= units ? text : `${text.slice(0, units).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The first members of a list, and how many there are besides. */
export function shown<T>(list: readonly T[], most: number): Shown<T> {
  return { first: list.slice(0, most), more: Math.max(0, list.length - most) };
}

function textOf(value: unknown, units: number): string | null {
  return typeof value === 'string' ? cut(value, units) : null;
}

function momentOf(value: unknown): number | null {
  return typeof value === 'string' ? readDate(value) : null;
}

function membersOf<T>(list: unknown, most: number, read: (member: unknown) => T | null): Shown<T> {
  const { first, more } = shown<unknown>(Array.isArray(list) ? list : [], most);
  return { first: first.map(read).filter((member) => member !== null), more };
}

function idOf(value: unknown): string | null {
  return textOf(value, idUnits);
}

function overrideOf(value: unknown): ShownOverride | null {
  if (!isRecord(value)) return null;
  const key = textOf(value['key'], idUnits);
  const whole = value['value'];
  if (key === null || typeof whole !== 'string') return null;
  return { key, value: cut(whole, textUnits), link: linkOf(whole) };
}

/** Only an absolute http or https URL of visible characters may become a link, and only whole. */
function linkOf(text: string): string | null {
  const plain = /^https?:\/\/[^\s\p{C}]+$/iu.test(text) && text.length <= textUnits;
  return plain && URL.canParse(text) ? text : null;
}
