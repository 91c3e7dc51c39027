import { describe, expect, it } from 'vitest';
import type { Place, Problem, Remark } from '../../../src/errors.ts';
import type { Given } from '../../../src/payload/layers.ts';
import { readSchedule, type Schedule } from '../../../src/payload/schedule.ts';
import { impossible, moments, rubbish, zoneless } from './moments.ts';
import { createTestFindings, nowMs, secret } from './support.ts';

const startPlace: Place = { input: 'start-at' };
const endPlace: Place = { input: 'payload-file', file: 'p.yml', line: 4, column: 3 };

interface Read {
  readonly schedule: Schedule;
  readonly problems: readonly Problem[];
  readonly remarks: readonly Remark[];
}

function read(start: string | undefined, end?: string, now = nowMs): Read {
  const findings = createTestFindings();
  const given = (value: string | undefined, place: Place): Given<string> | undefined =>
    value === undefined ? undefined : { value, place };
  const schedule = readSchedule(given(start, startPlace), given(end, endPlace), now, findings);
  return { schedule, problems: findings.problems, remarks: findings.remarks };
}

it('what was not given is absent', () => {
  expect(read(undefined)).toEqual({ schedule: {}, problems: [], remarks: [] });
});

describe('a start', () => {
  it.each(moments)('%j is sent as %j', (written, sent) => {
    const { schedule, problems, remarks } = read(written, '9999-12-31 23:59');
    expect(schedule.startAt).toBe(sent);
    if (!sent.startsWith('9999-12-31 23:59')) expect(problems).toEqual([]);
    expect(remarks).toEqual([]);
  });
});

describe('an end', () => {
  it.each(moments.filter(([, sent]) => sent > '2027-01-15 08:00'))(
    '%j is sent as %j',
    (written, sent) => {
      const { schedule, problems, remarks } = read(undefined, written);
      expect(schedule).toEqual({ endAt: sent });
      expect(problems).toEqual([]);
      expect(remarks).toHaveLength(sent.length === 10 ? 1 : 0);
    },
  );
});

describe.each<[string, readonly string[], RegExp]>([
  ['does not exist', impossible, /exists/],
  ['has no time zone', zoneless, /no time zone.*`Z`/],
  ['cannot be read', rubbish, /not a date/],
])('what %s is refused:', (_, texts, message) => {
  it.each(texts)('%j', (written) => {
    const hint = expect.stringMatching(/2026-06-30 18:00.*\+02:00.*\+7d/);
    const quoted = written.replaceAll('\n', '␊');
    const start = read(written);
    expect(start.schedule).toEqual({});
    expect(start.problems).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(message),
        hint,
        place: startPlace,
      },
    ]);
    expect(start.problems[0]?.message).toContain(`The start "${quoted}"`);
    const end = read(undefined, written);
    expect(end.problems).toMatchObject([{ place: endPlace, code: 'payload-invalid' }]);
    expect(end.problems[0]?.message).toContain(`The end "${quoted}"`);
  });
});

it('what was before 1970 is refused', () => {
  for (const written of ['1969-12-31', '1969-12-31 23:59', '1970-01-01T00:00+00:01']) {
    expect(read(written).problems).toMatchObject([{ code: 'payload-invalid', place: startPlace }]);
  }
});

it('both ends are refused at once', () => {
  expect(read('soon', 'later').problems.map(({ place }) => place)).toEqual([startPlace, endPlace]);
});

it('what was found is quoted shortly and without secrets', () => {
  const [problem] = read(`${secret}${'x'.repeat(500)}`).problems;
  expect(problem?.message).toContain('"***xxx');
  expect(problem?.message.length).toBeLessThan(150);
});

describe('an end in the past is refused:', () => {
  it.each([
    ['2027-01-15 07:59', '2027-01-15 07:59'],
    ['2027-01-15 08:00', '2027-01-15 08:00'],
    ['2027-01-15T09:00+01:00', '2027-01-15 08:00'],
    ['2027-01-15', '2027-01-15'],
    ['2026-12-31', '2026-12-31'],
    ['1970-01-01 00:00', '1970-01-01 00:00'],
    ['+0m', '2027-01-15 08:00'],
  ])('%s', (end, shown) => {
    for (const start of [undefined, '2027-01-14']) {
      expect(read(start, end).problems).toEqual([
        {
          code: 'payload-invalid',
          message: expect.stringContaining(`${shown} UTC, is in the past`),
          hint: expect.stringContaining('later end'),
          place: endPlace,
        },
      ]);
    }
  });

  it.each(['2027-01-15 08:01', '+1m', '2027-01-16'])('%s is none', (end) => {
    expect(read(undefined, end).problems).toEqual([]);
  });

  it('to the minute that has begun', () => {
    const minute = Date.UTC(2027, 0, 15, 8, 0);
    expect(read(undefined, '2027-01-15 08:00', minute - 1).problems).toEqual([]);
    expect(read(undefined, '2027-01-15 08:00', minute).problems).toHaveLength(1);
  });
});

describe('an end that is not after the start is refused:', () => {
  it.each([
    ['2027-02-01 10:00', '2027-02-01 10:00'],
    ['2027-02-01 10:00', '2027-02-01 09:59'],
    ['2027-02-01', '2027-02-01'],
    ['2027-02-01 00:00', '2027-02-01'],
    ['2027-02-01T10:00Z', '2027-02-01T11:00+01:00'],
    ['2027-02-01T10:00:59Z', '2027-02-01T10:00:59Z'],
    ['+2h', '+1h'],
    ['+1m', '+1m'],
  ])('from %s to %s', (start, end) => {
    expect(read(start, end).problems).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(/^The end, .* UTC, is not after the start, .* UTC\.$/),
        hint: expect.stringContaining('later end'),
        place: endPlace,
      },
    ]);
  });

  it.each([
    ['2027-02-01 10:00', '2027-02-01 10:01'],
    ['2027-02-01', '2027-02-01 00:01'],
    ['2027-02-01', '2027-02-02'],
    ['+1h', '+2h'],
    ['2020-01-01', '+1h'],
  ])('from %s to %s is none', (start, end) => {
    expect(read(start, end).problems).toEqual([]);
  });
});

describe('a start more than 30 days away needs an end:', () => {
  it.each([
    ['2027-02-14 08:01', '2027-02-14 08:01'],
    ['2027-02-15', '2027-02-15'],
    ['+31d', '2027-02-15 08:00'],
    ['+721h', '2027-02-14 09:00'],
    ['9999-12-31', '9999-12-31'],
  ])('%s', (start, shown) => {
    expect(read(start).problems).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(new RegExp(`${shown} UTC, .*30 days.*no end`)),
        hint: expect.stringMatching(/`end-at`.*`endAt`/),
        place: startPlace,
      },
    ]);
    expect(read(start, '9999-12-31 23:59').problems).toEqual([]);
  });

  it.each(['2027-02-14 08:00', '2027-02-14', '+30d', '+720h', '+0m', '2026-01-01'])(
    '%s needs none',
    (start) => {
      expect(read(start).problems).toEqual([]);
    },
  );

  it('to the minute', () => {
    const minute = Date.UTC(2027, 0, 15, 8, 0);
    expect(read('2027-02-14 08:00', undefined, minute).problems).toEqual([]);
    expect(read('2027-02-14 08:00', undefined, minute - 1).problems).toHaveLength(1);
  });

  it('but a wrong end is not a lacking one', () => {
    expect(read('+31d', 'someday').problems).toMatchObject([{ place: endPlace }]);
  });
});

it('a bare end gets a notice that it ends as the day begins, also beside a problem', () => {
  const notice = {
    level: 'notice',
    message: expect.stringMatching(/2027-02-01 begins \(00:00 UTC\).*next day/),
    place: endPlace,
  };
  expect(read(undefined, '2027-02-01').remarks).toEqual([notice]);
  expect(read('2027-02-01', '2027-02-01').remarks).toEqual([notice]);
  expect(read('2027-02-01').remarks).toEqual([]);
});

describe('what failed before', () => {
  const failed: Given<string> = { value: '', place: endPlace, failed: true };

  it.each<[string, Given<string> | undefined, Given<string> | undefined]>([
    ['a start', failed, { value: '+1h', place: endPlace }],
    ['an end', { value: '+90d', place: startPlace }, failed],
    ['both', failed, failed],
  ])('%s, causes no further problem', (_, start, end) => {
    const findings = createTestFindings();
    readSchedule(start, end, nowMs, findings);
    expect(findings.problems).toEqual([]);
  });
});
