/** Reads start and end as people write them, and writes them as WalkMe does, in UTC. */

import { asFault, type Diagnostics, Fault, type WarningDiagnostic } from '../diagnostics.ts';
import type { Given } from '../layer.ts';

/** What the request says; absent where nothing was given. */
interface Schedule {
  readonly startAt?: string;
  readonly endAt?: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** WalkMe ends a notification without an end 30 days from now, whenever it starts. */
const DEFAULT_LIFE_MS = 30 * DAY_MS;

const ACCEPTED =
  'Write `2026-06-30 18:00` (UTC), `2026-06-30`, `2026-06-30T18:00:00+02:00`, or `+30m`, `+2h`, `+7d` from now.';

/**
 * Reads both ends. Errors (`payload-invalid`) and a notice about a bare end date go to
 * `diagnostics`.
 * @param nowMs the time now, in milliseconds since 1970.
 */
export function readSchedule(
  start: Given<string> | undefined,
  end: Given<string> | undefined,
  nowMs: number,
  diagnostics: Diagnostics,
): Schedule {
  const from = readMoment(start, 'start', nowMs, diagnostics);
  const until = readMoment(end, 'end', nowMs, diagnostics);
  const error = (message: string, { location }: Given<string>, hint: string): void => {
    diagnostics.errors.push({ code: 'payload-invalid', message, location, hint });
  };
  if (until !== undefined && end !== undefined) {
    if (until.ms <= nowMs) {
      error(
        `The end, ${until.text} UTC, is in the past.`,
        end,
        'Nobody would see the notification. Set a later end.',
      );
    } else if (from !== undefined && until.ms <= from.ms) {
      error(
        `The end, ${until.text} UTC, is not after the start, ${from.text} UTC.`,
        end,
        'Set a later end, or an earlier start.',
      );
    }
    if (until.bare && until.ms > nowMs) diagnostics.warnings.push(bareEnd(until.text, end));
  }
  const isFarAway = from !== undefined && from.ms > nowMs + DEFAULT_LIFE_MS;
  if (start !== undefined && isFarAway && end === undefined) {
    error(
      `The start, ${from.text} UTC, is more than 30 days away and has no end.`,
      start,
      'Without an end, WalkMe ends a notification 30 days from now, before this one starts. Set `end-at` or `endAt`.',
    );
  }
  return { ...(from && { startAt: from.text }), ...(until && { endAt: until.text }) };
}

function bareEnd(day: string, { location }: Given<string>): WarningDiagnostic {
  return {
    level: 'notice',
    message: `The notification ends as ${day} begins (00:00 UTC). Set the next day to include it.`,
    location,
  };
}

/** A moment in time and how it is sent. */
interface Moment {
  readonly ms: number;
  readonly text: string;
  /** Whether it was given as a date without a time. */
  readonly bare: boolean;
}

function readMoment(
  given: Given<string> | undefined,
  name: 'start' | 'end',
  nowMs: number,
  diagnostics: Diagnostics,
): Moment | undefined {
  if (given === undefined || given.failed) return undefined;
  try {
    return parseMoment(given.value.trim(), nowMs);
  } catch (error) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `The ${name} "${diagnostics.quote(given.value)}" ${asFault(error).message}.`,
      location: given.location,
      hint: ACCEPTED,
    });
    return undefined;
  }
}

/** @throws {Fault} with the end of a sentence that says why the text is no moment. */
export function parseMoment(text: string, nowMs: number): Moment {
  const [, amount, unit] = /^\+(\d{1,6})([mhd])$/.exec(text) ?? [];
  const unitMs = unit === 'm' ? MINUTE_MS : unit === 'h' ? HOUR_MS : DAY_MS;
  if (amount !== undefined) return moment(nowMs + Number(amount) * unitMs, false);
  const parts = CALENDAR.exec(text);
  if (parts === null) throw new Fault('is not a valid date');
  const [, year, month, day, hour, minute, second, zone] = parts;
  const utcMs = civilToMs(
    [year, month, day, hour, minute, second].map((part) => Number(part ?? 0)),
  );
  const offset = zone === undefined ? 0 : offsetMs(zone);
  if (utcMs === undefined || offset === undefined) throw new Fault(NO_SUCH_TIME);
  if (zone === undefined && (/t/i.test(text) || second !== undefined)) {
    throw new Fault('has no time zone: add `Z` or an offset such as `+02:00`');
  }
  return moment(utcMs - offset, hour === undefined);
}

const NO_SUCH_TIME = 'is not a day or time that exists';

/** WalkMe's own format, and ISO 8601. */
const CALENDAR =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** The time that is sent: whole minutes, in years of four digits. */
function moment(ms: number, bare: boolean): Moment {
  const minute = Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  if (minute < 0 || minute > LAST_MS) throw new Fault(NO_SUCH_TIME);
  const text = new Date(minute)
    .toISOString()
    .slice(0, bare ? 10 : 16)
    .replace('T', ' ');
  return { ms: minute, text, bare };
}

const LAST_MS = Date.UTC(9999, 11, 31, 23, 59);

/** Nothing for what does not exist: `Date.UTC` makes 2 March of 30 February. */
function civilToMs(civil: readonly number[]): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = civil;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return exists ? date.getTime() : undefined;
}

/** Reads `Z`, `+02`, `+0200` or `+02:00`. Offsets reach from -12:00 to +14:00. */
function offsetMs(zone: string): number | undefined {
  if (/z/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || 0);
  const valid = minutes <= 14 * 60 && Number(zone.slice(-2)) < 60;
  return valid ? (zone.startsWith('-') ? -minutes : minutes) * MINUTE_MS : undefined;
}
