/** Reads when: a moment in UTC, in a time zone, with an offset, or relative to now; and hours of the day. */

import { Fault } from '../diagnostics.ts';
import { nearest } from '../text/names.ts';
import { DAY_MS, findZone, localToUtc, MINUTE_MS, offsetToMs } from './zone.ts';

/** A moment and how WalkMe writes it. */
export interface Moment {
  /** Milliseconds since 1970, a whole minute. */
  readonly ms: number;
  /** In UTC. */
  readonly text: string;
  /** Whether it is a date without a time. */
  readonly bare: boolean;
}

const UNITS_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: DAY_MS };

/** WalkMe's own format, the same with a zone, and ISO 8601. */
const CALENDAR =
  /^(\d{4}-\d\d-\d\d)(?:(T| )(\d\d:\d\d)(?:(:\d\d)(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?(?: +([a-z].*))?$/i;

/**
 * @param nowMs the time that `+2h` counts from, in milliseconds since 1970.
 * @throws {Fault} with the end of a sentence that says what is wrong.
 */
export function parseMoment(text: string, nowMs: number): Moment {
  const [, amount, unit = ''] = /^\+(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (amount !== undefined) return toMoment(nowMs + Number(amount) * Number(UNITS_MS[unit]));
  const [, day, separator, time = '00:00', seconds, offset, zone] = CALENDAR.exec(text) ?? [];
  if (day === undefined || (offset !== undefined && zone !== undefined)) throw invalid();
  if (/^[ap]\.?m\b/i.test(zone ?? '')) {
    throw new Fault('is not on a 24-hour clock', {
      hint: 'Write the hour as a number from 00 to 23, without AM or PM.',
    });
  }
  const localMs = civilToMs(day, time, seconds);
  if (zone !== undefined) return toMoment(localToUtc(localMs, findZone(zone)));
  if (offset !== undefined) return toMoment(localMs - checkedOffset(offset));
  if (separator === 'T' || separator === 't') {
    throw new Fault('has no time zone', {
      hint: `Write \`${text}Z\` for UTC, \`${text}+02:00\`, or \`${day} ${time} Europe/Berlin\`.`,
    });
  }
  return toMoment(localMs, separator === undefined);
}

/** @throws {Fault} for a time that WalkMe's format does not cover. */
export function toMoment(ms: number, bare = false): Moment {
  const minute = Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  if (minute < 0 || minute > LAST_MS) throw invalid();
  const text = new Date(minute).toISOString().slice(0, bare ? 10 : 16);
  return { ms: minute, text: text.replace('T', ' '), bare };
}

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59);

/**
 * @returns the time as if it were UTC, in milliseconds since 1970.
 * @throws {Fault} for one that does not exist: `Date` takes 30 February for 2 March.
 */
function civilToMs(day: string, time: string, seconds = ':00'): number {
  const text = `${day}T${time}${seconds}`;
  const ms = Date.parse(`${text}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text)) throw invalid();
  return ms;
}

/** Offsets of ISO 8601 reach 14 hours in the world's zones. */
function checkedOffset(offset: string): number {
  const ms = offsetToMs(offset);
  if (Math.abs(ms) > 14 * 60 * MINUTE_MS || /\d\d:?[6-9]\d$/.test(offset)) throw invalid();
  return ms;
}

function invalid(): Fault {
  return new Fault('is not a valid date or time');
}

/** Hours of the days on which they begin. They pass midnight if they end at an earlier time. */
interface Hours {
  readonly includes: (weekday: number) => boolean;
  /** Since midnight. */
  readonly beginMs: number;
  readonly lengthMs: number;
  readonly offsetAt: ReturnType<typeof findZone>;
}

/** Dashes and spaces that programs for texts write, and that look like those of the keyboard. */
export const TYPESET = /[\u00a0\u2010-\u2015\u202f\u2212]/;

const HOURS = /^(?:([a-z][a-z, -]*) )?(\d\d:\d\d)-(\d\d:\d\d)(?: +([a-z].*))?$/i;

/**
 * Reads hours of the day, such as `Mon-Fri 09:00-17:00 Europe/Berlin`.
 * @returns nothing for a text that is not about hours.
 * @throws {Fault} with the end of a sentence that says what is wrong.
 */
export function parseHours(text: string): Hours | undefined {
  const [, days, begin, end, zone] = HOURS.exec(text) ?? [];
  if (begin === undefined || end === undefined) return undefined;
  const [beginMs, endMs] = [civilToMs('1970-01-01', begin), civilToMs('1970-01-01', end)];
  if (beginMs === endMs) {
    throw new Fault('has hours that end as they begin', {
      hint: 'Write two different times, such as `09:00-17:00`. The second one is not included.',
    });
  }
  const includes = readDays(days?.trim() ?? 'Sun-Sat');
  const [, late] = /^([a-z]{3}(?:-[a-z]{3})?) /i.exec(zone ?? '') ?? [];
  if (late !== undefined && days === undefined) {
    throw new Fault('has something between the hours and the time zone', {
      hint: `Write days before the hours: \`Mon-Fri ${begin}-${end} Europe/Berlin\`.`,
    });
  }
  if (zone === undefined) {
    throw new Fault('has no time zone', {
      hint: `Write \`${text} Europe/Berlin\`, or \`${text} UTC\`.`,
    });
  }
  const lengthMs = (endMs - beginMs + DAY_MS) % DAY_MS;
  return { includes, beginMs, lengthMs, offsetAt: findZone(zone) };
}

/** In the order of `Date.getUTCDay`. */
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function readDays(text: string): Hours['includes'] {
  const names = text.split('-');
  const numbers = names.map((name) => {
    return WEEKDAYS.findIndex((day) => day.toLowerCase() === name.toLowerCase());
  });
  const [first = 0, last = first] = numbers;
  if (numbers.includes(-1) || numbers.length > 2) {
    const near = names.map((name) => nearest(name, WEEKDAYS) ?? '');
    const isNear = near.length <= 2 && !near.includes('') && !text.includes(',');
    throw new Fault('has an unknown weekday', {
      hint: `Write a day, such as \`Sat\`, or a range, such as \`Mon-Fri\`.${isNear ? ` Did you mean \`${near.join('-')}\`?` : ''}`,
    });
  }
  const length = (last - first + 7) % 7;
  return (weekday) => (weekday - first + 7) % 7 <= length;
}

/** @returns when the hours next begin, in milliseconds since 1970; nothing inside them. */
export function nextBeginMs(hours: Hours, nowMs: number): number | undefined {
  const { includes, beginMs, lengthMs, offsetAt } = hours;
  const localMs = nowMs + offsetAt(nowMs);
  // Those of yesterday may last until today.
  for (let day = Math.floor(localMs / DAY_MS) * DAY_MS - DAY_MS; ; day += DAY_MS) {
    if (!includes(new Date(day).getUTCDay())) continue;
    const fromMs = localToUtc(day + beginMs, offsetAt);
    if (nowMs < fromMs) return fromMs;
    if (nowMs < localToUtc(day + beginMs + lengthMs, offsetAt)) return undefined;
  }
}
