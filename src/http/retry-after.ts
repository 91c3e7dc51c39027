/** Reads the wait that a service requests. */

import type { AttemptResult } from './http.ts';

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
