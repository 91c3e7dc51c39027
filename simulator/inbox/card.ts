/** Reads a notification as the inbox shows it: plain data of limited size. */

import { readDate } from '../api/notification.ts';
import { isRecord } from '../api/request.ts';

/** The beginning of a list, and how many members follow. */
export interface Excerpt<T> {
  readonly first: readonly T[];
  readonly more: number;
}

/** The one button of a notification: WalkMe's templates have one, with a link. */
export interface Button {
  readonly label: string;
  readonly href: string;
}

/** A value for a placeholder of the template. */
export interface Override {
  readonly key: string;
  readonly value: string;
}

/** A notification. A field that the request does not have, or not as text, is null. */
export interface Card {
  readonly title: string | null;
  readonly text: string | null;
  readonly type: string | null;
  readonly button: Button | null;
  /** Milliseconds since 1970. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly people: Excerpt<string>;
  readonly audiences: Excerpt<string>;
  readonly overrides: Excerpt<Override>;
  /** The name in WalkMe's table of notifications. */
  readonly name: string | null;
  readonly systemId: string | null;
  readonly templateId: string | null;
}

/** Limits that keep a card small: members of a list, and UTF-16 units. */
const idsShown = 8;
const overridesShown = 20;
const idUnits = 200;
const textUnits = 2000;

/** Reads a notification, valid or not. */
export function cardOf(notification: Readonly<Record<string, unknown>>): Card {
  const text = (name: string, units: number) => textOf(notification[name], units);
  return {
    title: text('runtimeTitle', textUnits),
    text: text('runtimeDescription', textUnits),
    type: text('notificationType', idUnits),
    button: buttonOf(notification['override']),
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

/**
 * The button that the template probably has: its link is the override `URL` or `LINK`, else the
 * first override whose value is a link.
 */
export function buttonOf(override: unknown): Button | null {
  const members: readonly unknown[] = Array.isArray(override) ? override : [];
  const links = members.flatMap((member) => {
    const key = isRecord(member) ? member['key'] : null;
    const href = isRecord(member) ? linkOf(member['value']) : null;
    return typeof key === 'string' && href !== null ? [{ key, href }] : [];
  });
  const link = links.find(({ key }) => /^(?:url|link)$/i.test(key)) ?? links[0];
  return link === undefined ? null : { label: labelOf(link.key), href: link.href };
}

/** @returns the text, at most so many UTF-16 units and `…`. It never ends within a character. */
export function cut(text: string, units: number): string {
  return text.length <= units ? text : `${text.slice(0, units).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** @returns the first members of a list, and how many follow. */
export function excerpt<T>(list: readonly T[], most: number): Excerpt<T> {
  return { first: list.slice(0, most), more: Math.max(0, list.length - most) };
}

/** `READ_MORE` is `Read more`, `RELEASE_URL` is `Open release`, and `URL` is `Open`. */
function labelOf(key: string): string {
  const words = cut(key, idUnits)
    .toLowerCase()
    .split(/[\s_.-]+/)
    .filter((word) => word !== '');
  const isLink = ['url', 'link'].includes(words.at(-1) ?? '');
  const label = (isLink ? ['open', ...words.slice(0, -1)] : words).join(' ') || 'open';
  return label.replace(/^./u, (letter) => letter.toUpperCase());
}

function textOf(value: unknown, units: number): string | null {
  return typeof value === 'string' ? cut(value, units) : null;
}

function momentOf(value: unknown): number | null {
  return typeof value === 'string' ? readDate(value) : null;
}

function membersOf<T>(
  list: unknown,
  most: number,
  read: (member: unknown) => T | null,
): Excerpt<T> {
  const { first, more } = excerpt<unknown>(Array.isArray(list) ? list : [], most);
  return { first: first.map(read).filter((member) => member !== null), more };
}

function idOf(value: unknown): string | null {
  return textOf(value, idUnits);
}

function overrideOf(value: unknown): Override | null {
  if (!isRecord(value)) return null;
  const key = textOf(value['key'], idUnits);
  const text = textOf(value['value'], textUnits);
  return key === null || text === null ? null : { key, value: text };
}

/** Only an absolute http or https URL of visible characters becomes a link, and only as a whole. */
function linkOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > textUnits) return null;
  return /^https?:\/\/[^\s\p{C}]+$/iu.test(value) && URL.canParse(value) ? value : null;
}
