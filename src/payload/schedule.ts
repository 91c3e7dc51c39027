/** Reads the start and the end of a notification, and reports what WalkMe could not do with them. */

import { asFault, type Diagnostics, type Location } from '../diagnostics.ts';
import type { Given } from '../layer.ts';
import { type Moment, nextBeginMs, parseHours, parseMoment, TYPESET, toMoment } from './moment.ts';
import { DAY_MS, MINUTE_MS } from './zone.ts';

/** What the request contains; absent where it is left out. */
interface Schedule {
  readonly startAt?: string;
  readonly endAt?: string;
}

/** WalkMe ends a notification without an end 30 days from now, whenever it starts. */
const DEFAULT_LIFE_MS = 30 * DAY_MS;

const FORMS =
  'Write `2026-06-30 18:00` (UTC), `2026-06-30 18:00 Europe/Berlin`, `2026-06-30`, `2026-06-30T18:00:00+02:00`, `+30m`, `+2h`, `+7d` from now';

/**
 * Reads both ends. Errors (`payload-invalid`) and notices go to `diagnostics`.
 * @param nowMs the time now, in milliseconds since 1970.
 */
export function readSchedule(
  start: Given<string> | undefined,
  end: Given<string> | undefined,
  nowMs: number,
  diagnostics: Diagnostics,
): Schedule {
  const from = readMoment(start, 'start', diagnostics, (text) => {
    const hours = parseHours(text);
    if (hours === undefined) return parseMoment(text, nowMs);
    const beginMs = nextBeginMs(hours, nowMs);
    return beginMs === undefined ? undefined : toMoment(beginMs);
  });
  const until = readMoment(end, 'end', diagnostics, (text) => {
    const startMs = text.startsWith('start+') ? from?.ms : undefined;
    return parseMoment(text.replace(/^start(?=\+)/, ''), startMs ?? nowMs);
  });
  if (from !== undefined) checkStart(from, end !== undefined, nowMs, diagnostics);
  if (until !== undefined) checkEnd(until, from, nowMs, diagnostics);
  return { ...(from && { startAt: from.text }), ...(until && { endAt: until.text }) };
}

const HINTS = {
  start: `${FORMS}, or hours such as \`Mon-Fri 09:00-17:00 Europe/Berlin\`.`,
  end: `${FORMS}, or \`start+8h\`.`,
} as const;

const TYPED =
  'It contains a long dash or a non-breaking space, which comes with copied text. Type a hyphen or a space instead.';

interface GivenMoment extends Moment {
  readonly location: Location;
}

function readMoment(
  given: Given<string> | undefined,
  name: 'start' | 'end',
  { errors, quote }: Diagnostics,
  parse: (text: string) => Moment | undefined,
): GivenMoment | undefined {
  if (given === undefined || given.failed) return undefined;
  try {
    const moment = parse(given.value.trim());
    return moment && { ...moment, location: given.location };
  } catch (error) {
    const fault = asFault(error);
    const message = `The ${name} "${quote(given.value)}" ${fault.message}.`;
    const { hint = TYPESET.test(given.value) ? TYPED : HINTS[name] } = fault;
    errors.push({ code: 'payload-invalid', message, hint, location: given.location });
    return undefined;
  }
}

function checkStart(
  { ms, text, location }: GivenMoment,
  hasEnd: boolean,
  nowMs: number,
  { errors, warnings }: Diagnostics,
): void {
  const start = `The start, ${text} UTC, is`;
  if (ms <= nowMs - MINUTE_MS) {
    const hint = 'To start now, leave the start out.';
    warnings.push({ level: 'notice', message: `${start} in the past.`, hint, location });
  }
  if (ms > nowMs + DEFAULT_LIFE_MS && !hasEnd) {
    const message = `${start} more than 30 days away and has no end.`;
    const hint =
      'Without an end, WalkMe ends a notification 30 days from now, before this one starts. Set `end-at` or `endAt`.';
    errors.push({ code: 'payload-invalid', message, hint, location });
  }
}

function checkEnd(
  { ms, text, bare, location }: GivenMoment,
  from: Moment | undefined,
  nowMs: number,
  { errors, warnings }: Diagnostics,
): void {
  const end = `The end, ${text} UTC, is`;
  if (ms <= nowMs) {
    const hint = 'No one would see the notification. Set a later end.';
    errors.push({ code: 'payload-invalid', message: `${end} in the past.`, hint, location });
    return;
  }
  if (from !== undefined && ms <= from.ms) {
    const message = `${end} not after the start, ${from.text} UTC.`;
    const hint = 'Set a later end, or an earlier start.';
    errors.push({ code: 'payload-invalid', message, hint, location });
  }
  if (bare) {
    const message = `The notification ends as ${text} begins (00:00 UTC). Set the next day to include it.`;
    warnings.push({ level: 'notice', message, location });
  }
}
