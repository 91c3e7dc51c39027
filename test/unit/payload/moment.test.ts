import { expect, it } from 'vitest';
import { nextBeginMs, parseHours } from '../../../src/payload/moment.ts';

function begin(written: string, now: string): string | undefined {
  const hours = parseHours(written);
  if (hours === undefined) throw new Error(`no hours: ${written}`);
  const ms = nextBeginMs(hours, Date.parse(`${now.replace(' ', 'T')}Z`));
  return ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

/** 2027-01-15 is a Friday. Berlin is an hour ahead of UTC in winter, two in summer. */
it.each<[hours: string, now: string, begin?: string]>([
  ['09:00-17:00 Europe/Berlin', '2027-01-15 07:59:59', '2027-01-15 08:00'],
  ['09:00-17:00 Europe/Berlin', '2027-01-15 08:00:00'],
  ['09:00-17:00 Europe/Berlin', '2027-01-15 15:59:59'],
  ['09:00-17:00 Europe/Berlin', '2027-01-15 16:00:00', '2027-01-16 08:00'],
  ['09:00-17:00 Europe/Berlin', '2027-03-27 16:00', '2027-03-28 07:00'],
  ['09:00-17:00 Europe/Berlin', '2027-10-30 15:00', '2027-10-31 08:00'],
  ['mon-FRI 09:00-17:00  europe/berlin', '2027-01-15 15:59'],
  ['Mon-Fri 09:00-17:00 Europe/Berlin', '2027-01-15 16:00', '2027-01-18 08:00'],
  ['Mon-Fri 09:00-17:00 Europe/Berlin', '2027-01-17 23:30', '2027-01-18 08:00'],
  ['Sat 10:00-12:00 Europe/Berlin', '2027-01-15 23:30', '2027-01-16 09:00'],
  ['Sat 10:00-12:00 Europe/Berlin', '2027-01-16 10:59'],
  ['Sat 10:00-12:00 Europe/Berlin', '2027-01-16 11:00', '2027-01-23 09:00'],
  // The week wraps, and Monday's hours last until Tuesday.
  ['Fri-Mon 22:00-06:00 America/New_York', '2027-01-15 10:00', '2027-01-16 03:00'],
  ['Fri-Mon 22:00-06:00 America/New_York', '2027-01-16 03:00'],
  ['Fri-Mon 22:00-06:00 America/New_York', '2027-01-19 10:59'],
  ['Fri-Mon 22:00-06:00 America/New_York', '2027-01-19 11:00', '2027-01-23 03:00'],
  ['18:00-00:00 Asia/Kolkata', '2027-01-15 12:29', '2027-01-15 12:30'],
  ['18:00-00:00 Asia/Kolkata', '2027-01-15 18:29'],
  ['18:00-00:00 Asia/Kolkata', '2027-01-15 18:30', '2027-01-16 12:30'],
  // The clock skips the hours, or their beginning.
  ['02:15-02:45 Europe/Berlin', '2027-03-28 00:59', '2027-03-28 01:00'],
  ['02:15-02:45 Europe/Berlin', '2027-03-28 01:00', '2027-03-29 00:15'],
  ['02:30-09:00 Europe/Berlin', '2027-03-28 00:59', '2027-03-28 01:00'],
  ['02:30-09:00 Europe/Berlin', '2027-03-28 01:00'],
  ['Sun 00:30-02:00 America/Havana', '2027-03-14 04:59', '2027-03-14 05:00'],
  // The clock shows the hours twice.
  ['02:15-02:45 Europe/Berlin', '2027-10-31 00:15'],
  ['02:15-02:45 Europe/Berlin', '2027-10-31 00:45', '2027-11-01 01:15'],
  ['02:15-02:45 Europe/Berlin', '2027-10-31 01:20', '2027-11-01 01:15'],
])('the hours %s at %s UTC begin at %s', (hours, now, expected) => {
  expect(begin(hours, now)).toBe(expected);
});

it.each([
  ['Mon-Fri 09:00-09:00 Europe/Berlin', /end as they begin/, /`09:00-17:00`/],
  ['09:00-17:00', /no time zone/, /`09:00-17:00 Europe\/Berlin`/],
  ['Mon-Fri 09:00-17:00', /no time zone/, /`Mon-Fri 09:00-17:00 UTC`/],
  ['09:00-17:00 Europe/Berln', /unknown time zone/, /`Europe\/Berlin`\?/],
  ['Mo-Fr 09:00-17:00 Europe/Berlin', /unknown weekday/, /range.*Did you mean `Mon-Fri`\?/],
  ['Monday 09:00-17:00 Europe/Berlin', /unknown weekday/, /Did you mean `Mon`\?/],
  ['Xyz-Fri 09:00-17:00 Europe/Berlin', /unknown weekday/, /such as `Mon-Fri`\.$/],
  ['Mon-Wed-Fri 09:00-17:00 Europe/Berlin', /unknown weekday/, /such as `Mon-Fri`\.$/],
  ['Mon,Wed 09:00-17:00 Europe/Berlin', /unknown weekday/, /such as `Mon-Fri`\.$/],
  ['09:00-17:00 Mon-Fri Europe/Berlin', /between the hours/, /`Mon-Fri 09:00-17:00 Europe/],
  ['Weekend 09:00-17:00 Europe/Berlin', /unknown weekday/, /such as `Mon-Fri`/],
  ['09:00-24:00 Europe/Berlin', /is not a valid/, undefined],
  ['09:60-17:00 Europe/Berlin', /is not a valid/, undefined],
])('%s is refused', (written, message, hint) => {
  const fault = {
    message: expect.stringMatching(message),
    hint: hint && expect.stringMatching(hint),
  };
  expect(() => parseHours(written)).toThrow(expect.objectContaining(fault));
});

it.each([
  '2027-06-30 18:00-05:00',
  '9:00-17:00 Europe/Berlin',
  '09:00',
  '2027-06-30 09:00-17:00 UTC',
  'Mon\n 09:00-17:00',
])('%s is about no hours', (written) => {
  expect(parseHours(written)).toBeUndefined();
});
