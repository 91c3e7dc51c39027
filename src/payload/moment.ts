/** Reads a moment as people write it: in UTC, in a time zone, with an offset, or relative to now. */

import { Fault } from '../diagnostics.ts';
import { DAY_MS, findZone, localToUtc, MINUTE_MS, offsetToMs } from './zone.ts';

/** A moment and how WalkMe writes it. */
interface Moment {
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
  /^(\d{4}-\d\d-\d\d)(?:(T| )(\d\d:\d\d)(:\d\d(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?(?: +([a-z].*))?$/i;

/**
 * @param nowMs the time that `+2h` counts from, in milliseconds since 1970.
 * @throws {Fault} with the end of a sentence that says what is wrong.
 */
export function parseMoment(text: string, nowMs: number): Moment {
  const [, amount, unit = ''] = /^\+(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (amount !== undefined) return toMoment(nowMs + Number(amount) * Number(UNITS_MS[unit]));
  const [, day, separator, time = '00:00', seconds = '', offset, zone] = CALENDAR.exec(text) ?? [];
  if (day === undefined || (offset !== undefined && zone !== undefined)) {
    throw new Fault('is not a valid date or time');
  }
  const localMs = civilToMs(day, time, seconds.slice(0, 3));
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
  if (minute < 0 || minute > LAST_MS) throw notExisting();
  const text = new Date(minute).toISOString().slice(0, bare ? 10 : 16);
  return { ms: minute, text: text.replace('T', ' '), bare };
}

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59);

/**
 * @returns the time as if it were UTC, in milliseconds since 1970.
 * @throws {Fault} for one that does not exist: `Date` takes 30 February for 2 March.
 */
export function civilToMs(day: string, time: string, seconds = ''): number {
  const text = `${day}T${time}${seconds || ':00'}`;
  const ms = Date.parse(`${text}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text)) throw notExisting();
  return ms;
}

/** Offsets of ISO 8601 reach 14 hours in the world's zones. */
function checkedOffset(offset: string): number {
  const ms = offsetToMs(offset);
  if (Math.abs(ms) > 14 * 60 * MINUTE_MS || /\d\d:?[6-9]\d$/.test(offset)) throw notExisting();
  return ms;
}

function notExisting(): Fault {
  return new Fault('is not a day or time that exists');
}
