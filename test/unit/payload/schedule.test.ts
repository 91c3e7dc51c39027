import { describe, expect, it } from 'vitest';
import type { ErrorDiagnostic, Location, WarningDiagnostic } from '../../../src/diagnostics.ts';
import type { Given } from '../../../src/layer.ts';
import { readSchedule } from '../../../src/payload/schedule.ts';
import { impossible, moments, rubbish, zoneless } from './moments.ts';
import { createTestDiagnostics, nowMs, secret } from './support.ts';

const startPlace: Location = { input: 'start-at' };
const endPlace: Location = { input: 'payload-file', file: 'p.yml', line: 4, column: 3 };

interface Read {
  readonly schedule: ReturnType<typeof readSchedule>;
  readonly errors: readonly ErrorDiagnostic[];
  readonly warnings: readonly WarningDiagnostic[];
}

function read(start: string | undefined, end?: string, now = nowMs): Read {
  const diagnostics = createTestDiagnostics();
  const given = (value: string | undefined, location: Location): Given<string> | undefined =>
    value === undefined ? undefined : { value, location };
  const schedule = readSchedule(given(start, startPlace), given(end, endPlace), now, diagnostics);
  return { schedule, errors: diagnostics.errors, warnings: diagnostics.warnings };
}

it('what was not given is absent', () => {
  expect(read(undefined)).toEqual({ schedule: {}, errors: [], warnings: [] });
});

describe('a start', () => {
  it.each(moments)('%j is sent as %j', (written, sent) => {
    const { schedule, errors, warnings } = read(written, '9999-12-31 23:59');
    expect(schedule.startAt).toBe(sent);
    if (!sent.startsWith('9999-12-31 23:59')) expect(errors).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

describe('an end', () => {
  it.each(moments.filter(([, sent]) => sent > '2027-01-15 08:00'))(
    '%j is sent as %j',
    (written, sent) => {
      const { schedule, errors, warnings } = read(undefined, written);
      expect(schedule).toEqual({ endAt: sent });
      expect(errors).toEqual([]);
      expect(warnings).toHaveLength(sent.length === 10 ? 1 : 0);
    },
  );
});

describe.each<[string, readonly string[], RegExp]>([
  ['does not exist', impossible, /exists/],
  ['has no time zone', zoneless, /no time zone.*`Z`/],
  ['cannot be read', rubbish, /not a valid date/],
])('what %s is refused:', (_, texts, message) => {
  it.each(texts)('%j', (written) => {
    const hint = expect.stringMatching(/2026-06-30 18:00.*\+02:00.*\+7d/);
    const quoted = written.replaceAll('\n', '␊');
    const start = read(written);
    expect(start.schedule).toEqual({});
    expect(start.errors).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(message),
        hint,
        location: startPlace,
      },
    ]);
    expect(start.errors[0]?.message).toContain(`The start "${quoted}"`);
    const end = read(undefined, written);
    expect(end.errors).toMatchObject([{ location: endPlace, code: 'payload-invalid' }]);
    expect(end.errors[0]?.message).toContain(`The end "${quoted}"`);
  });
});

it('what was before 1970 is refused', () => {
  for (const written of ['1969-12-31', '1969-12-31 23:59', '1970-01-01T00:00+00:01']) {
    expect(read(written).errors).toMatchObject([{ code: 'payload-invalid', location: startPlace }]);
  }
});

it('both ends are refused at once', () => {
  expect(read('soon', 'later').errors.map(({ location }) => location)).toEqual([
    startPlace,
    endPlace,
  ]);
});

it('what was found is quoted shortly and without secrets', () => {
  const [error] = read(`${secret}${'x'.repeat(500)}`).errors;
  expect(error?.message).toContain('"***xxx');
  expect(error?.message.length).toBeLessThan(150);
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
      expect(read(start, end).errors).toEqual([
        {
          code: 'payload-invalid',
          message: expect.stringContaining(`${shown} UTC, is in the past`),
          hint: expect.stringContaining('later end'),
          location: endPlace,
        },
      ]);
    }
  });

  it.each(['2027-01-15 08:01', '+1m', '2027-01-16'])('%s is none', (end) => {
    expect(read(undefined, end).errors).toEqual([]);
  });

  it('to the minute that has begun', () => {
    const minute = Date.UTC(2027, 0, 15, 8, 0);
    expect(read(undefined, '2027-01-15 08:00', minute - 1).errors).toEqual([]);
    expect(read(undefined, '2027-01-15 08:00', minute).errors).toHaveLength(1);
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
    expect(read(start, end).errors).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(/^The end, .* UTC, is not after the start, .* UTC\.$/),
        hint: expect.stringContaining('later end'),
        location: endPlace,
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
    expect(read(start, end).errors).toEqual([]);
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
    expect(read(start).errors).toEqual([
      {
        code: 'payload-invalid',
        message: expect.stringMatching(new RegExp(`${shown} UTC, .*30 days.*no end`)),
        hint: expect.stringMatching(/`end-at`.*`endAt`/),
        location: startPlace,
      },
    ]);
    expect(read(start, '9999-12-31 23:59').errors).toEqual([]);
  });

  it.each(['2027-02-14 08:00', '2027-02-14', '+30d', '+720h', '+0m', '2026-01-01'])(
    '%s needs none',
    (start) => {
      expect(read(start).errors).toEqual([]);
    },
  );

  it('to the minute', () => {
    const minute = Date.UTC(2027, 0, 15, 8, 0);
    expect(read('2027-02-14 08:00', undefined, minute).errors).toEqual([]);
    expect(read('2027-02-14 08:00', undefined, minute - 1).errors).toHaveLength(1);
  });

  it('but a wrong end is not a lacking one', () => {
    expect(read('+31d', 'someday').errors).toMatchObject([{ location: endPlace }]);
  });
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

describe('what failed before', () => {
  const failed: Given<string> = { value: '', location: endPlace, failed: true };

  it.each<[string, Given<string> | undefined, Given<string> | undefined]>([
    ['a start', failed, { value: '+1h', location: endPlace }],
    ['an end', { value: '+90d', location: startPlace }, failed],
    ['both', failed, failed],
  ])('%s, causes no further error', (_, start, end) => {
    const diagnostics = createTestDiagnostics();
    readSchedule(start, end, nowMs, diagnostics);
    expect(diagnostics.errors).toEqual([]);
  });
});
