/** Reads hours of the day, such as `Mon-Fri 09:00-17:00 Europe/Berlin`, and finds when they next begin. */

import { Fault } from '../diagnostics.ts';
import { nearest } from '../text/names.ts';
import { civilToMs } from './moment.ts';
import { DAY_MS, findZone, localToUtc } from './zone.ts';

/** Hours of the days on which they begin. They pass midnight if they end at an earlier time. */
interface Hours {
  readonly includes: (weekday: number) => boolean;
  /** Milliseconds since midnight. */
  readonly beginMs: number;
  /** Milliseconds since midnight, exclusive. */
  readonly endMs: number;
  readonly offsetAt: ReturnType<typeof findZone>;
}

const HOURS = /^(?:([a-z][a-z, -]*) )?(\d\d:\d\d)-(\d\d:\d\d)(?: +([a-z].*))?$/i;

/**
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
  if (zone === undefined) {
    throw new Fault('has no time zone', {
      hint: `Write \`${text} Europe/Berlin\`, or \`${text} UTC\`.`,
    });
  }
  return { includes, beginMs, endMs, offsetAt: findZone(zone) };
}

/** In the order of `Date.getUTCDay`. */
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function readDays(text: string): Hours['includes'] {
  const names = text.split('-');
  const numbers = names.map((name) =>
    WEEKDAYS.findIndex((day) => day.toLowerCase() === name.toLowerCase()),
  );
  const [first = 0, last = first] = numbers;
  if (numbers.includes(-1) || numbers.length > 2) {
    const near = names.map((name) => nearest(name, WEEKDAYS) ?? '');
    const isNear = near.length <= 2 && !near.includes('');
    throw new Fault('has an unknown weekday', {
      hint: `Write a day, such as \`Sat\`, or a range, such as \`Mon-Fri\`.${isNear ? ` Did you mean \`${near.join('-')}\`?` : ''}`,
    });
  }
  const length = (last - first + 7) % 7;
  return (weekday) => (weekday - first + 7) % 7 <= length;
}

/** @returns when the hours next begin, in milliseconds since 1970; nothing inside them. */
export function nextBeginMs(hours: Hours, nowMs: number): number | undefined {
  const { includes, beginMs, endMs, offsetAt } = hours;
  const localMs = nowMs + offsetAt(nowMs);
  const lengthMs = (endMs - beginMs + DAY_MS) % DAY_MS;
  // Those of yesterday may last until today.
  for (let day = Math.floor(localMs / DAY_MS) * DAY_MS - DAY_MS; ; day += DAY_MS) {
    if (!includes(new Date(day).getUTCDay())) continue;
    const fromMs = localToUtc(day + beginMs, offsetAt);
    if (nowMs < fromMs) return fromMs;
    if (nowMs < localToUtc(day + beginMs + lengthMs, offsetAt)) return undefined;
  }
}
