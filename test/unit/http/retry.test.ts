import { describe, expect, it } from 'vitest';
import { LEAST_TIME_MS, retryOrStop, waitMs } from '../../../src/http/retry.ts';
import fc from '../../support/fast-check.ts';

type EndedAttempt = Parameters<typeof retryOrStop>[0];

const nowMs = Date.UTC(2027, 0, 15, 8, 0, 0);

describe('the backoff is half fixed, half random of 500 ms · 2ⁿ, at most 10 s', () => {
  it.each([
    [1, 250, 375, 500],
    [2, 500, 750, 1000],
    [3, 1000, 1500, 2000],
    [4, 2000, 3000, 4000],
    [5, 4000, 6000, 8000],
    [6, 5000, 7500, 10_000],
    [7, 5000, 7500, 10_000],
    [10, 5000, 7500, 10_000],
    [2000, 5000, 7500, 10_000],
  ])('after attempt %i: %i to %i to %i ms', (attempts, least, middle, most) => {
    const backoffMs = (random: number) => waitMs({ attempts, random, retryAfterMs: undefined });
    expect(backoffMs(0)).toBe(least);
    expect(backoffMs(0.5)).toBe(middle);
    expect(backoffMs(1)).toBe(most);
  });

  it('is a whole number of milliseconds', () => {
    expect(waitMs({ attempts: 1, random: 0.123456, retryAfterMs: undefined })).toBe(281);
  });
});

it.each([
  [0, 250],
  [249, 250],
  [251, 251],
  [7000, 7000],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
])('a Retry-After of %i ms is a wait of %i ms, however many attempts there were', (asked, ms) => {
  for (const attempts of [1, 5])
    expect(waitMs({ attempts, random: 0.5, retryAfterMs: asked })).toBe(ms);
});

describe('retry or stop', () => {
  const attempt: EndedAttempt = {
    attempts: 1,
    maxAttempts: 4,
    mayRetry: true,
    isCancelled: false,
    retryAfterMs: undefined,
    nowMs,
    deadlineMs: nowMs + 120_000,
    random: 0.5,
  };

  it('retries after the backoff', () => {
    expect(retryOrStop(attempt)).toEqual({ retryInMs: 375 });
    expect(retryOrStop({ ...attempt, attempts: 3 })).toEqual({ retryInMs: 1500 });
  });

  it('retries after Retry-After, longer or shorter than the backoff', () => {
    expect(retryOrStop({ ...attempt, retryAfterMs: 7000 })).toEqual({ retryInMs: 7000 });
    expect(retryOrStop({ ...attempt, attempts: 4, maxAttempts: 9, retryAfterMs: 0 })).toEqual({
      retryInMs: 250,
    });
  });

  it.each<[string, Partial<EndedAttempt>, string]>([
    ['the result is final', { mayRetry: false }, 'final'],
    ['the result is final, although cancelled', { mayRetry: false, isCancelled: true }, 'final'],
    ['the job was cancelled', { isCancelled: true }, 'cancelled'],
    ['the job was cancelled at the last attempt', { isCancelled: true, attempts: 4 }, 'cancelled'],
    ['it was the last attempt', { attempts: 4 }, 'attempts'],
    ['there was one more than allowed', { attempts: 5 }, 'attempts'],
    ['no time is left', { deadlineMs: nowMs }, 'deadline'],
    ['the service asks for more time than is left', { retryAfterMs: 600_000 }, 'deadline'],
    ['the service asks for ever', { retryAfterMs: Number.POSITIVE_INFINITY }, 'deadline'],
  ])('stops where %s', (_, change, stopBecause) => {
    expect(retryOrStop({ ...attempt, ...change })).toEqual({ stopBecause });
  });

  it('makes the attempt before the last', () => {
    expect(retryOrStop({ ...attempt, attempts: 3 })).toHaveProperty('retryInMs');
  });

  it('leaves one second for the attempt itself', () => {
    expect(LEAST_TIME_MS).toBe(1000);
    const fits = { ...attempt, deadlineMs: nowMs + 1375 };
    expect(retryOrStop(fits)).toEqual({ retryInMs: 375 });
    expect(retryOrStop({ ...fits, deadlineMs: nowMs + 1374 })).toEqual({ stopBecause: 'deadline' });
  });

  it('never waits until less than a second is left, too short, or once too often', () => {
    const attempts = fc.record({
      attempts: fc.integer({ min: 1, max: 12 }),
      maxAttempts: fc.integer({ min: 1, max: 11 }),
      mayRetry: fc.boolean(),
      isCancelled: fc.boolean(),
      nowMs: fc.constant(nowMs),
      deadlineMs: fc.integer({ min: nowMs - 5000, max: nowMs + 30_000 }),
      retryAfterMs: fc.option(fc.nat(200_000), { nil: undefined }),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(attempts, (it) => {
        const next = retryOrStop(it);
        if ('stopBecause' in next) return;
        expect(it.mayRetry && !it.isCancelled).toBe(true);
        expect(nowMs + next.retryInMs).toBeLessThanOrEqual(it.deadlineMs - 1000);
        expect(next.retryInMs).toBeGreaterThanOrEqual(250);
        expect(it.attempts).toBeLessThan(it.maxAttempts);
      }),
      { numRuns: 1000 },
    );
  });
});
