/** Decides how long to wait before the next attempt. */

import type { AttemptResult } from './http.ts';

/** Backoff: half fixed, half random of 500 ms · 2ⁿ, at most 10 s (interface, delivery rule 4). */
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 10_000;

/** No retry comes sooner than this, whatever the service says (interface, delivery rule 4). */
const SHORTEST_WAIT_MS = FIRST_BACKOFF_MS / 2;

/** @returns how long to wait after so many attempts. @param random from 0 to 1. */
export function waitMs(attempts: number, retryAfterMs: number | undefined, random: number): number {
  if (retryAfterMs !== undefined) return Math.max(SHORTEST_WAIT_MS, retryAfterMs);
  const full = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  return Math.round(full / 2 + (full / 2) * random);
}

/**
 * Reads `Retry-After`: seconds, or a date reckoned from the response's own `Date`, because the clock of
 * the runner may be wrong.
 * @returns milliseconds; nothing where there is no response, no such header, or one that is unreadable.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterMs(result: AttemptResult): number | undefined {
  if (result.kind === 'no-response') return undefined;
  const { 'retry-after': header = '', date = '' } = result.headers;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const [untilMs, nowMs] = [parseHttpDate(text), parseHttpDate(date.trim())];
  return untilMs === undefined || nowMs === undefined ? undefined : Math.max(0, untilMs - nowMs);
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
function parseHttpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]+,? .*\d\d:\d\d:\d\d(?: GMT| \d{4})$/.test(text)) return undefined;
  // The third form names no zone, and means UTC.
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}
