/** An attempt and the time that is left in, how long to wait before the next one out. */

/** Backoff: half fixed, half random of 500 ms · 2ⁿ, at most 10 s (interface, delivery rule 4). */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** No request starts with less time left than this (interface, delivery rule 7). */
export const LEAST_TIME_MS = 1000;

/** What the decision depends on. Times are milliseconds since 1970. */
export interface Attempt {
  /** Requests made so far, from 1. */
  readonly made: number;
  readonly allowed: number;
  readonly nowMs: number;
  readonly deadlineMs: number;
  /** The reply's `Retry-After`, if it had one. */
  readonly retryAfter: string | undefined;
  /** Chance, from 0 to 1. */
  readonly random: number;
}

/** Why no further attempt is made. */
export interface Stop {
  readonly because: 'attempts' | 'deadline' | 'cancelled';
  /** How long the service asked to wait, if it did. */
  readonly askedMs?: number | undefined;
}

/** What to do after an attempt that may be repeated. */
export type Decision =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'stop'; readonly stop: Stop };

/** @returns the wait before the next attempt, or why there is none. */
export function decideRetry(attempt: Attempt): Decision {
  const { made, allowed, nowMs, deadlineMs } = attempt;
  const askedMs = parseRetryAfter(attempt.retryAfter, nowMs);
  if (made >= allowed) return { kind: 'stop', stop: { because: 'attempts', askedMs } };
  const ms = askedMs ?? backoffMs(made, attempt.random);
  return nowMs + ms + LEAST_TIME_MS <= deadlineMs
    ? { kind: 'wait', ms }
    : { kind: 'stop', stop: { because: 'deadline', askedMs } };
}

/** @returns the wait after the n-th request, n from 1. */
export function backoffMs(made: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (made - 1));
  return Math.round(full / 2 + (full / 2) * random);
}

/**
 * Reads `Retry-After`: seconds or a date.
 * @returns milliseconds from now; nothing for an absent or unreadable header.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]+,? .*\d\d:\d\d:\d\d(?: GMT| \d{4})$/.test(text)) return undefined;
  // The third form of RFC 9110 section 5.6.7 names no zone, and means UTC.
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(ms) ? undefined : Math.max(0, ms - nowMs);
}
