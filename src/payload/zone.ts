/** Converts local times of a time zone to UTC, with the IANA database that Node.js brings. */

import { Fault } from '../diagnostics.ts';
import { didYouMean } from '../text/names.ts';

/** By how many milliseconds the clocks of a zone are ahead of UTC, at a time in milliseconds since 1970. */
type OffsetAt = (ms: number) => number;

/** A minute, in milliseconds. */
export const MINUTE_MS = 60_000;

/** 24 hours, in milliseconds. */
export const DAY_MS = 1440 * MINUTE_MS;

/** Opening a zone takes a millisecond, and a suggestion five: the notifications of a step share them. */
const zones = new Map<string, OffsetAt | Fault>();

/**
 * @param name the name of a zone or of a link to one, in any case.
 * @throws {Fault} with the end of a sentence about an unknown name.
 */
export function findZone(name: string): OffsetAt {
  const known = zones.get(name) ?? openZone(name);
  zones.set(name, known);
  if (known instanceof Fault) throw known;
  return known;
}

function openZone(name: string): OffsetAt | Fault {
  const format = isForeign(name) ? undefined : createFormat(name);
  if (format !== undefined) return (ms) => offsetToMs(format.format(ms).replace(/^.*GMT/, ''));
  // No zone resembles an abbreviation, an offset, or a longer text.
  const names = /^[A-Z]{1,5}$|\d|.{40}/.test(name) ? [] : Intl.supportedValuesOf('timeZone');
  return new Fault('has an unknown time zone', {
    hint: `Use a name of the IANA database, such as \`Europe/Berlin\` or \`UTC\`.${didYouMean(name, names)}`,
  });
}

/** ICU also knows names of its own, most of them ambiguous: its `BST` is the time of Dhaka. */
function isForeign(name: string): boolean {
  const isIana = /^(?:CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i.test(name);
  return !isIana && /^(?:[a-z]{3}|SystemV\/.*)$/i.test(name);
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return undefined;
  }
}

/** Reads `Z`, `+02`, `+0200`, `+02:00`, and `-00:44:30`, as it was in Liberia until 1972. */
export function offsetToMs(offset: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = (offset.match(/\d\d/g) ?? []).map(Number);
  const size = (hours * 60 + minutes) * MINUTE_MS + seconds * 1000;
  return offset.startsWith('-') ? -size : size;
}

/**
 * @param localMs what the clock of the zone shows, as if it were UTC.
 * @returns the minute in which it shows that first. If the clock skips it: the first minute after the gap.
 */
export function localToUtc(localMs: number, offsetAt: OffsetAt): number {
  // No offset reaches a day, so these are on both sides of a change of the clock.
  const offsetMs = Math.max(offsetAt(localMs - DAY_MS), offsetAt(localMs + DAY_MS));
  let ms = Math.floor((localMs - offsetMs) / MINUTE_MS) * MINUTE_MS;
  while (ms + offsetAt(ms) + MINUTE_MS <= localMs) ms += MINUTE_MS;
  return ms;
}
