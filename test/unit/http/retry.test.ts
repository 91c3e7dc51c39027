import { describe, expect, it } from 'vitest';
import { waitMs } from '../../../src/http/retry.ts';

it.each([
  [1, 250, 375, 500],
  [2, 500, 750, 1000],
  [3, 1000, 1500, 2000],
  [4, 2000, 3000, 4000],
  [5, 4000, 6000, 8000],
  [6, 5000, 7500, 10_000],
  [7, 5000, 7500, 10_000],
  [2000, 5000, 7500, 10_000],
])('the backoff after attempt %i is %i to %i to %i ms', (attempts, least, middle, most) => {
  const waits = [0, 0.5, 1].map((random) => waitMs(attempts, undefined, random));
  expect(waits).toEqual([least, middle, most]);
});

it('the backoff is a whole number of milliseconds', () => {
  expect(waitMs(1, undefined, 0.123456)).toBe(281);
});

describe('a Retry-After replaces it, but is never shorter than half of the first one', () => {
  it.each([
    [0, 250],
    [249, 250],
    [251, 251],
    [7000, 7000],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])('%i ms is a wait of %i ms, however many attempts there were', (retryAfterMs, ms) => {
    expect([1, 5].map((attempts) => waitMs(attempts, retryAfterMs, 0.5))).toEqual([ms, ms]);
  });
});
