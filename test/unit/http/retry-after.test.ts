import { afterEach, describe, expect, it, vi } from 'vitest';
import { retryAfterMs } from '../../../src/http/retry.ts';
import { lost, response } from '../../support/delivering.ts';
import fc from '../../support/fast-check.ts';

const date = 'Fri, 15 Jan 2027 08:00:00 GMT';

/** @returns what is read of this header in a response of that date. */
function readHeader(header: string | undefined): number | undefined {
  const headers = { date, ...(header !== undefined && { 'retry-after': header }) };
  return retryAfterMs(response(429, { headers }).result);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('Retry-After', () => {
  it.each([
    ['seconds', '2', 2000],
    ['no seconds', '0', 0],
    ['leading zeros', '007', 7000],
    ['space around', ' 30\t', 30_000],
    ['a day', '86400', 86_400_000],
    ['more seconds than ever pass', '99999999999', 99_999_999_999_000],
    ['400 digits', '9'.repeat(400), Number.POSITIVE_INFINITY],
    ['a date (IMF-fixdate)', 'Fri, 15 Jan 2027 08:01:30 GMT', 90_000],
    ['a date (RFC 850)', 'Friday, 15-Jan-27 08:01:30 GMT', 90_000],
    ['a date (asctime), which means UTC', 'Fri Jan 15 08:01:30 2027', 90_000],
    ['a date (asctime) with a day of one digit', 'Mon Feb  1 08:00:00 2027', 17 * 86_400_000],
    ['the year 9999', 'Fri, 31 Dec 9999 23:59:59 GMT', 251_602_300_799_000],
    ['a date in the past', 'Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ])('%s: "%s" is %i ms', (_, header, ms) => {
    expect(readHeader(header)).toBe(ms);
  });

  it.each([
    ['absent', undefined],
    ['blank', '  '],
    ['negative', '-5'],
    ['a fraction', '1.5'],
    ['with a unit', '5 s'],
    ['two values', '5, 10'],
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
    expect(readHeader(header)).toBeUndefined();
  });

  it.each(['America/New_York', 'Asia/Tokyo'])('means UTC on a machine in %s too', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(new Date(0).getHours()).not.toBe(0);
    for (const header of ['Fri Jan 15 08:01:30 2027', 'Fri, 15 Jan 2027 08:01:30 GMT']) {
      expect(readHeader(header)).toBe(90_000);
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
        const ms = readHeader(text);
        expect(ms === undefined || ms >= 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a date', () => {
  const until = 'Fri, 15 Jan 2027 08:01:30 GMT';

  it.each([
    [' Fri, 15 Jan 2027 08:01:00 GMT ', 30_000],
    ['Friday, 15-Jan-27 08:01:00 GMT', 30_000],
    ['Fri, 15 Jan 2027 09:00:00 GMT', 0],
  ])('is reckoned from the Date of the response: %s', (date, ms) => {
    const headers = { date, 'retry-after': until };
    expect(retryAfterMs(response(503, { headers }).result)).toBe(ms);
  });

  it.each([undefined, '', 'now', '2027-01-15T08:01:00Z'])(
    'says nothing without one: %s',
    (date) => {
      const headers = { 'retry-after': until, ...(date !== undefined && { date }) };
      expect(retryAfterMs(response(429, { headers }).result)).toBeUndefined();
    },
  );
});

it('seconds need no Date', () => {
  expect(retryAfterMs(response(429, { headers: { 'retry-after': '2' } }).result)).toBe(2000);
});

it('there is none without a response', () => {
  expect(retryAfterMs(lost.result)).toBeUndefined();
});
