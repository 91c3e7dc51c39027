import { describe, expect, it } from 'vitest';
import type { Location } from '../../../src/diagnostics.ts';
import type { Given } from '../../../src/layer.ts';
import { readSchedule } from '../../../src/payload/schedule.ts';
import { impossible, lost, moments, rubbish, zoneless } from './moments.ts';
import { createTestDiagnostics, nowMs, secret } from './support.ts';

const startPlace: Location = { input: 'start-at' };
const endPlace: Location = { input: 'payload-file', file: 'p.yml', line: 4, column: 3 };

const givenAt = (value: string | undefined, location: Location): Given<string> | undefined =>
  value === undefined ? undefined : { value, location };

function read(start: string | undefined, end?: string, now = nowMs) {
  const diagnostics = createTestDiagnostics();
  const schedule = readSchedule(
    givenAt(start, startPlace),
    givenAt(end, endPlace),
    now,
    diagnostics,
  );
  const { errors, warnings } = diagnostics;
  return { schedule, errors, warnings };
}

it('what was not given is absent', () => {
  expect(read(undefined)).toEqual({ schedule: {}, errors: [], warnings: [] });
});

it.each(moments)('the start %j is sent as %j', (written, sent) => {
  const { schedule, errors, warnings } = read(written, '9999-12-31 23:59');
  expect(schedule.startAt).toBe(sent);
  if (!sent.startsWith('9999-12-31 23:59')) expect(errors).toEqual([]);
  expect(warnings).toHaveLength(sent < '2027-01-15 08:00' ? 1 : 0);
});

it.each(moments.filter(([, sent]) => sent > '2027-01-15 08:00'))(
  'the end %j is sent as %j',
  (written, sent) => {
    const { schedule, errors, warnings } = read(undefined, written);
    expect(schedule).toEqual({ endAt: sent });
    expect(errors).toEqual([]);
    expect(warnings).toHaveLength(sent.length === 10 ? 1 : 0);
  },
);

const forms = /2026-06-30 18:00.*Europe\/Berlin.*\+02:00.*\+7d.*(hours such as|start\+8h)/;

const typeset = ['2027\u201306\u201330', '2027-06-30\u00a018:00'];

describe.each<[string, readonly string[], RegExp, RegExp]>([
  ['does not exist', impossible, /is not a valid date or time/, forms],
  ['has no time zone', zoneless, /no time zone/, /T[\d:]+Z`.*[\d:]+\+02:00`.* Europe\/Berlin`/i],
  ['has an unknown zone', lost.map(([it]) => it), /unknown time zone/, /`Europe\/Berlin` or `UTC`/],
  ['has 12 hours', ['2027-06-30 06:00 PM', '2027-06-30 06:00 a.m.'], /24-hour/, /00 to 23/],
  ['has a long dash', typeset, /not a valid/, /^It contains a long dash/],
  ['cannot be read', rubbish, /not a valid date or time/, forms],
])('what %s is refused:', (_, texts, message, hint) => {
  it.each(texts)('%j', (written) => {
    const quoted = written.replaceAll('\n', '␊');
    const start = read(written);
    expect(start.schedule).toEqual({});
    expect(start.errors).toMatchObject([{ location: startPlace, code: 'payload-invalid' }]);
    expect(start.errors[0]?.message).toContain(`The start "${quoted}"`);
    expect(start.errors[0]?.message).toMatch(message);
    expect(start.errors[0]?.hint).toMatch(hint);
    const end = read(undefined, written);
    expect(end.errors).toMatchObject([{ location: endPlace, code: 'payload-invalid' }]);
    expect(end.errors[0]?.message).toContain(`The end "${quoted}"`);
  });
});

it('the nearest zone is suggested', () => {
  for (const [written, suggested] of lost) {
    const [, found] = /Did you mean `(.*)`/.exec(read(written).errors[0]?.hint ?? '') ?? [];
    expect(found, written).toBe(suggested);
  }
});

it('both ends are refused at once', () => {
  const { errors } = read('soon', 'later');
  expect(errors.map(({ location }) => location)).toEqual([startPlace, endPlace]);
});

it('what was found is quoted shortly and without secrets', () => {
  const [error] = read(`${secret}${'x'.repeat(500)}`).errors;
  expect(error?.message).toContain('"***xxx');
  expect(error?.message.length).toBeLessThan(150);
});

/** Now is 2027-01-15 08:00:30 UTC. */
describe.each<
  [string, RegExp, Location, readonly (readonly [start: string | undefined, end?: string])[]]
>([
  [
    'an end in the past',
    /^The end, (2027-01-15( 0[78]:\d\d)?|2026-12-31|1970-01-01 00:00|2027-01-14 01:00) UTC, is in the past\. .*later end/,
    endPlace,
    [
      [undefined, '2027-01-15 08:00'],
      [undefined, '2027-01-15T09:00+01:00'],
      [undefined, '2027-01-15'],
      [undefined, '+0m'],
      ['2027-01-14', '2027-01-15'],
      ['2027-02-14', '2026-12-31'],
      ['2027-01-14', 'start+1h'],
    ],
  ],
  [
    'an end that is not after the start',
    /^The end, .* UTC, is not after the start, .* UTC\. .*later end/,
    endPlace,
    [
      ['2027-02-01 10:00', '2027-02-01 10:00'],
      ['2027-02-01 10:00', '2027-02-01 09:59'],
      ['2027-02-01', '2027-02-01'],
      ['2027-02-01 00:00', '2027-02-01'],
      ['2027-02-01T10:00:59Z', '2027-02-01T11:00:59+01:00'],
      ['+2h', '+1h'],
      ['+1h', 'start+0m'],
    ],
  ],
  [
    'a start more than 30 days away without an end',
    /^The start, .* UTC, is more than 30 days away and has no end\. .*`end-at` or `endAt`/,
    startPlace,
    [['2027-02-14 08:01'], ['2027-02-15'], ['+31d'], ['+721h'], ['9999-12-31']],
  ],
])('%s is refused:', (_, said, location, schedules) => {
  it.each(schedules)('%s until %s', (start, end) => {
    const { errors } = read(start, end);
    expect(errors).toMatchObject([{ code: 'payload-invalid', location }]);
    expect(`${errors[0]?.message} ${errors[0]?.hint}`).toMatch(said);
  });
});

it.each<readonly [start: string | undefined, end?: string]>([
  [undefined, '2027-01-15 08:01'],
  [undefined, '+1m'],
  ['2027-02-01 10:00', '2027-02-01 10:01'],
  ['2027-02-01', '2027-02-01 00:01'],
  ['2027-02-01', '2027-02-02'],
  ['+1h', '+2h'],
  ['2020-01-01', '+1h'],
  ['+31d', '9999-12-31 23:59'],
  ['2027-02-14 08:00'],
  ['2027-02-14'],
  ['+30d'],
  ['+0m'],
])('%s until %s is accepted', (start, end) => {
  expect(read(start, end).errors).toEqual([]);
});

it('the past begins at a minute, and so do 30 days', () => {
  const minute = Date.UTC(2027, 0, 15, 8, 0);
  const errors = (start: string | undefined, end: string | undefined, now: number): number =>
    read(start, end, now).errors.length;
  expect(errors(undefined, '2027-01-15 08:00', minute - 1)).toBe(0);
  expect(errors(undefined, '2027-01-15 08:00', minute)).toBe(1);
  expect(errors('2027-02-14 08:00', undefined, minute)).toBe(0);
  expect(errors('2027-02-14 08:00', undefined, minute - 1)).toBe(1);
});

it('a wrong end is not a lacking one', () => {
  expect(read('+31d', 'someday').errors).toMatchObject([{ location: endPlace }]);
});

it('a bare end gets a notice that it ends as the day begins, also beside an error', () => {
  const notice = {
    level: 'notice',
    message: expect.stringMatching(/2027-02-01 begins \(00:00 UTC\).*next day/),
    location: endPlace,
  };
  expect(read(undefined, '2027-02-01').warnings).toEqual([notice]);
  expect(read('2027-02-01', '2027-02-01').warnings).toEqual([notice]);
  expect(read('2027-02-01').warnings).toEqual([]);
});

it('a start in the past gets a notice, from the minute after it', () => {
  const notice = (text: string) => ({
    level: 'notice',
    message: `The start, ${text} UTC, is in the past.`,
    hint: expect.stringContaining('leave the start out'),
    location: startPlace,
  });
  expect(read('2027-01-15').warnings).toEqual([notice('2027-01-15')]);
  expect(read('2027-01-15 08:59 Europe/Berlin').warnings).toEqual([notice('2027-01-15 07:59')]);
  for (const start of ['2027-01-15 08:00', '+0m', '2027-01-16']) {
    expect(read(start).warnings).toEqual([]);
  }
});

describe('an end can count from the start:', () => {
  const inside = '08:00-17:00 UTC';
  it.each([
    ['2027-02-01 10:00', 'start+8h', '2027-02-01 18:00'],
    ['2027-02-01', 'start+30m', '2027-02-01 00:30'],
    ['2027-02-01', 'start+1d', '2027-02-02 00:00'],
    ['2027-03-28 Europe/Berlin', 'start+1d', '2027-03-28 23:00'],
    ['Sat 10:00-12:00 Europe/Berlin', 'start+2h', '2027-01-16 11:00'],
    [inside, 'start+8h', '2027-01-15 16:00'],
    [undefined, 'start+8h', '2027-01-15 16:00'],
  ])('%s, %s ends at %s', (start, end, sent) => {
    expect(read(start, end)).toMatchObject({ schedule: { endAt: sent }, errors: [], warnings: [] });
  });

  it('but no start can, no end can be hours, and a wrong start is one error', () => {
    expect(read('start+8h').errors[0]?.message).toMatch(/not a valid date or time/);
    expect(read(undefined, inside).errors[0]?.message).toMatch(/not a valid date or time/);
    expect(read('soon', 'start+1h').errors).toMatchObject([{ location: startPlace }]);
  });
});

it('what failed before causes no further error', () => {
  const failed: Given<string> = { value: '', location: endPlace, failed: true };
  const diagnostics = createTestDiagnostics();
  readSchedule(failed, givenAt('+1h', endPlace), nowMs, diagnostics);
  readSchedule(givenAt('+90d', startPlace), failed, nowMs, diagnostics);
  readSchedule(failed, failed, nowMs, diagnostics);
  expect(diagnostics.errors).toEqual([]);
});
