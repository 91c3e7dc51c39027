import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Attempt,
  backoffMs,
  decideRetry,
  LEAST_TIME_MS,
  parseRetryAfter,
} from '../../../src/delivery/retry.ts';

/** 2027-01-15 08:00:00 UTC, a Friday. */
const nowMs = Date.UTC(2027, 0, 15, 8, 0, 0);

afterEach(() => {
  vi.unstubAllEnvs();
});

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
  ])('after request %i: %i to %i to %i ms', (made, least, middle, most) => {
    expect(backoffMs(made, 0)).toBe(least);
    expect(backoffMs(made, 0.5)).toBe(middle);
    expect(backoffMs(made, 1)).toBe(most);
  });

  it('is a whole number of milliseconds', () => {
    expect(backoffMs(1, 0.123456)).toBe(281);
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', '2', 2000],
    ['no seconds', '0', 0],
    ['leading zeros', '007', 7000],
    ['space around', ' 30\t', 30_000],
    ['a day', '86400', 86_400_000],
    ['more seconds than ever pass', '99999999999', 99_999_999_999_000],
    ['a date (IMF-fixdate)', 'Fri, 15 Jan 2027 08:01:30 GMT', 90_000],
    ['a date (RFC 850)', 'Friday, 15-Jan-27 08:01:30 GMT', 90_000],
    ['a date (asctime), which means UTC', 'Fri Jan 15 08:01:30 2027', 90_000],
    ['a date (asctime) with a day of one digit', 'Mon Feb  1 08:00:00 2027', 17 * 86_400_000],
    ['this very second', 'Fri, 15 Jan 2027 08:00:00 GMT', 0],
    ['a date in the past', 'Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['a date in the past (RFC 850)', 'Sunday, 06-Nov-94 08:49:37 GMT', 0],
    ['a date in the past (asctime)', 'Sun Nov  6 08:49:37 1994', 0],
  ])('%s: "%s" is %i ms', (_, header, ms) => {
    expect(parseRetryAfter(header, nowMs)).toBe(ms);
  });

  it.each([
    ['absent', undefined],
    ['empty', ''],
    ['blank', '  '],
    ['negative', '-5'],
    ['signed', '+5'],
    ['a fraction', '1.5'],
    ['an exponent', '1e3'],
    ['hexadecimal', '0x10'],
    ['with a unit', '5 s'],
    ['two values', '5, 10'],
    ['words', 'soon'],
    ['a word with digits', 'In 5'],
    ['a word with a time', 'At 08:01:30'],
    ['other digits', '٣'],
    ['an ISO date, which is none of HTTP', '2027-01-15T08:01:30Z'],
    ['an hour that does not exist', 'Fri, 15 Jan 2027 25:01:30 GMT'],
    ['a month that does not exist', 'Fri, 15 Foo 2027 08:01:30 GMT'],
    ['another zone', 'Fri, 15 Jan 2027 08:01:30 +0200'],
    ['a date after a word', 'maybe Fri, 15 Jan 2027 08:01:30 GMT'],
    ['a date before something', 'Fri Jan 15 08:01:30 2027 +0200'],
    ['a lower-case date', 'fri, 15 jan 2027 08:01:30 gmt'],
  ])('%s: %j is unreadable', (_, header) => {
    expect(parseRetryAfter(header, nowMs)).toBeUndefined();
  });

  it.each(['America/New_York', 'Asia/Tokyo'])('means UTC on a machine in %s too', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(new Date(0).getHours()).not.toBe(0);
    for (const header of ['Fri Jan 15 08:01:30 2027', 'Fri, 15 Jan 2027 08:01:30 GMT']) {
      expect(parseRetryAfter(header, nowMs)).toBe(90_000);
    }
  });

  it('is nothing or a wait that is not negative, whatever the header says', () => {
    const header = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789 -+:,.eGMTFriJan') }),
      fc.date().map((date) => (Number.isNaN(date.getTime()) ? 'NaN' : date.toUTCString())),
    );
    fc.assert(
      fc.property(header, (text) => {
        const ms = parseRetryAfter(text, nowMs);
        expect(ms === undefined || ms >= 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the decision', () => {
  const attempt: Attempt = {
    made: 1,
    allowed: 4,
    nowMs,
    deadlineMs: nowMs + 120_000,
    retryAfter: undefined,
    random: 0.5,
  };

  it('is to wait for the backoff', () => {
    expect(decideRetry(attempt)).toEqual({ kind: 'wait', ms: 375 });
    expect(decideRetry({ ...attempt, made: 3 })).toEqual({ kind: 'wait', ms: 1500 });
  });

  it.each([
    ['7', 7000],
    ['0', 0],
    ['Fri, 15 Jan 2027 08:00:20 GMT', 20_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ])('is to wait as long as Retry-After says, longer or shorter: %s', (retryAfter, ms) => {
    expect(decideRetry({ ...attempt, retryAfter })).toEqual({ kind: 'wait', ms });
  });

  it('goes by the backoff where Retry-After is rubbish', () => {
    expect(decideRetry({ ...attempt, retryAfter: 'soon' })).toEqual({ kind: 'wait', ms: 375 });
  });

  it('is to stop after the last attempt that is allowed', () => {
    const stop = { because: 'attempts', askedMs: undefined };
    expect(decideRetry({ ...attempt, made: 3 }).kind).toBe('wait');
    expect(decideRetry({ ...attempt, made: 4 })).toEqual({ kind: 'stop', stop });
    expect(decideRetry({ ...attempt, made: 5 })).toEqual({ kind: 'stop', stop });
  });

  it('tells with the last attempt how long the service asked to wait', () => {
    expect(decideRetry({ ...attempt, made: 4, retryAfter: '600' })).toEqual({
      kind: 'stop',
      stop: { because: 'attempts', askedMs: 600_000 },
    });
  });

  it('leaves one second for the attempt itself', () => {
    expect(LEAST_TIME_MS).toBe(1000);
    const fits = { ...attempt, deadlineMs: nowMs + 1375 };
    expect(decideRetry(fits)).toEqual({ kind: 'wait', ms: 375 });
    expect(decideRetry({ ...fits, deadlineMs: nowMs + 1374 })).toEqual({
      kind: 'stop',
      stop: { because: 'deadline', askedMs: undefined },
    });
  });

  it('is to stop at once where the wait that the service asks for does not fit', () => {
    const tight = { ...attempt, deadlineMs: nowMs + 10_000 };
    expect(decideRetry({ ...tight, retryAfter: '9' })).toEqual({ kind: 'wait', ms: 9000 });
    expect(decideRetry({ ...tight, retryAfter: '10' })).toEqual({
      kind: 'stop',
      stop: { because: 'deadline', askedMs: 10_000 },
    });
    expect(decideRetry({ ...tight, retryAfter: '9'.repeat(400) })).toMatchObject({
      kind: 'stop',
      stop: { because: 'deadline' },
    });
  });

  it('never is a wait that ends with less than a second left, nor one too many', () => {
    const header = fc.option(fc.oneof(fc.nat(200).map(String), fc.string()), { nil: undefined });
    const attempts = fc.record({
      made: fc.integer({ min: 1, max: 12 }),
      allowed: fc.integer({ min: 1, max: 11 }),
      nowMs: fc.constant(nowMs),
      deadlineMs: fc.integer({ min: nowMs - 5000, max: nowMs + 30_000 }),
      retryAfter: header,
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(attempts, (it) => {
        const decision = decideRetry(it);
        if (decision.kind === 'stop') return;
        expect(it.nowMs + decision.ms).toBeLessThanOrEqual(it.deadlineMs - 1000);
        expect(it.made).toBeLessThan(it.allowed);
      }),
      { numRuns: 1000 },
    );
  });
});
