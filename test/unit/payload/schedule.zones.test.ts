import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asFault } from '../../../src/diagnostics.ts';
import { nextBeginMs, parseHours, parseMoment } from '../../../src/payload/moment.ts';
import fc from '../../support/fast-check.ts';
import { impossible, lost, moments, rubbish, zoneless } from './moments.ts';
import { nowMs } from './support.ts';

const { TZ: before } = process.env;

/** Zones with the minutes by which their clocks differ from UTC in January and in July. */
const zones: readonly (readonly [zone: string, january: number, july: number])[] = [
  ['America/New_York', 300, 240],
  ['Asia/Kolkata', -330, -330],
  ['Pacific/Kiritimati', -840, -840],
  ['Pacific/Niue', 660, 660],
  ['UTC', 0, 0],
];

afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
});

const sent = (written: string, now = nowMs): string | undefined => {
  try {
    return parseMoment(written.trim(), now).text;
  } catch (error) {
    expect(asFault(error).message).toMatch(/^(is|has) /);
    return undefined;
  }
};

describe.each(zones)('in the zone %s', (zone, january, july) => {
  beforeEach(() => {
    process.env['TZ'] = zone;
  });

  it('the clocks really differ from UTC', () => {
    expect(new Date(Date.UTC(2027, 0, 15)).getTimezoneOffset()).toBe(january);
    expect(new Date(Date.UTC(2027, 6, 15)).getTimezoneOffset()).toBe(july);
  });

  it('every moment is sent as anywhere else', () => {
    expect(moments.map(([written]) => [written, sent(written)])).toEqual(moments);
  });

  it('every wrong one is refused as anywhere else', () => {
    for (const written of [...impossible, ...zoneless, ...lost.map(([it]) => it), ...rubbish]) {
      expect(sent(written), written).toBeUndefined();
    }
  });
});

const MINUTE_MS = 60_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** A moment of the years 1971 to 9998, to the minute. */
const instant = fc
  .integer({ min: Date.UTC(1971, 0, 1) / MINUTE_MS, max: Date.UTC(9998, 11, 31) / MINUTE_MS })
  .map((minutes) => minutes * MINUTE_MS);
const zone = fc.constantFrom(...zones.map(([name]) => name));
const minute = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** `+05:30` in one of its spellings, and its minutes. */
const offset = fc
  .tuple(fc.integer({ min: -14 * 60, max: 14 * 60 }), fc.constantFrom(':', '', 'short'))
  .map(([total, style]) => {
    const sign = total < 0 ? '-' : '+';
    const [hours, rest] = [Math.trunc(Math.abs(total) / 60), Math.abs(total) % 60];
    const tail = style === 'short' && rest === 0 ? '' : `${style === ':' ? ':' : ''}${two(rest)}`;
    return { total, text: `${sign}${two(hours)}${tail}` };
  });

const seconds = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 0, max: 59 }).map((value) => `:${two(value)}`),
  fc
    .tuple(fc.integer({ min: 0, max: 59 }), fc.constantFrom('.', ','), fc.nat())
    .map(([value, point, fraction]) => `:${two(value)}${point}${fraction}`),
);

describe('any moment, in any zone,', () => {
  it('is sent as the same UTC minute when it is written with Z or an offset', () => {
    fc.assert(
      fc.property(
        zone,
        instant,
        fc.option(offset),
        seconds,
        fc.constantFrom('T', 't', ' '),
        fc.constantFrom('Z', 'z'),
        (name, ms, shift, tail, separator, letter) => {
          process.env['TZ'] = name;
          const [day, time] = minute(ms + (shift?.total ?? 0) * MINUTE_MS).split(' ');
          const written = `${day}${separator}${time}${tail}${shift?.text ?? letter}`;
          expect(sent(written), written).toBe(minute(ms));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is sent as it is when it is written as WalkMe writes it', () => {
    fc.assert(
      fc.property(zone, instant, fc.boolean(), (name, ms, bare) => {
        process.env['TZ'] = name;
        const written = minute(ms).slice(0, bare ? 10 : 16);
        expect(sent(written)).toBe(written);
      }),
    );
  });

  it('is sent as the UTC minute when it counts from now', () => {
    const unit = fc.constantFrom(['m', 1] as const, ['h', 60] as const, ['d', 1440] as const);
    const now = fc.tuple(instant, fc.nat(59_999));
    fc.assert(
      fc.property(zone, now, fc.nat(9999), unit, (name, [ms, rest], amount, [letter, minutes]) => {
        process.env['TZ'] = name;
        const expected = ms + amount * minutes * MINUTE_MS;
        const isLate = expected > Date.UTC(9999, 11, 31, 23, 59);
        expect(sent(`+${amount}${letter}`, ms + rest)).toBe(isLate ? undefined : minute(expected));
      }),
    );
  });
});

/** A zone, and an hour around a change of its clock, or any hour where it has none. */
const around = fc
  .tuple(
    fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone')),
    fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2060, 0, 1) }),
    fc.integer({ min: -26 * 60, max: 26 * 60 }),
  )
  .map(([name, ms, minutes]) => {
    const any = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(name);
    const change = any.getTimeZoneTransition('next') ?? any;
    return { name, local: change.toPlainDateTime().round('minute').add({ minutes }) };
  });

/** The first minute at which the clock shows a time, or the first after the gap that skips it. */
function toUtc(local: Temporal.PlainDateTime, name: string): number {
  const first = local.toZonedDateTime(name, { disambiguation: 'earlier' });
  const isSkipped = !first.toPlainDateTime().equals(local);
  const found = isSkipped ? first.getTimeZoneTransition('next') : first;
  const minutes = (found ?? first).epochMilliseconds / MINUTE_MS;
  return (isSkipped ? Math.ceil(minutes) : Math.floor(minutes)) * MINUTE_MS;
}

describe('in every zone, around the changes of its clock,', () => {
  it('a local time is sent as the UTC minute that Temporal finds', () => {
    fc.assert(
      fc.property(zone, around, (runner, { name, local }) => {
        process.env['TZ'] = runner;
        const written = `${local.toString().slice(0, 16).replace('T', ' ')} ${name}`;
        expect(sent(written), written).toBe(minute(toUtc(local, name)));
      }),
      { numRuns: 600 },
    );
  });

  it('hours begin when Temporal finds them to begin', () => {
    const time = fc.integer({ min: 0, max: 24 * 60 - 1 });
    const weekday = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(
        around,
        time,
        time,
        weekday,
        weekday,
        ({ name, local }, begin, end, first, last) => {
          fc.pre(begin !== end);
          const at = (day: Temporal.PlainDate, minutes: number): number =>
            toUtc(day.toPlainDateTime().add({ minutes }), name);
          const now = toUtc(local, name);
          const days = Array.from({ length: 12 }, (_, index) =>
            local.toPlainDate().add({ days: index - 2 }),
          );
          const windows = days
            .filter(({ dayOfWeek }) => (dayOfWeek - 1 - first + 7) % 7 <= (last - first + 7) % 7)
            .map((day) => [at(day, begin), at(day, end < begin ? end + 1440 : end)] as const);
          const isInside = windows.some(([from, until]) => from <= now && now < until);
          const expected = Math.min(...windows.map(([from]) => from).filter((from) => from > now));
          const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
          const clock = (minutes: number): string =>
            `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
          const written = `${names[first]}-${names[last]} ${clock(begin)}-${clock(end)} ${name}`;
          const hours = parseHours(written);
          const found = hours && nextBeginMs(hours, now);
          expect(found, `${written} at ${minute(now)}`).toBe(isInside ? undefined : expected);
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('any text is a date, or is refused with a reason', () => {
  const piece = fc.constantFrom(
    ...'2027 - 06 30 T : + 99 0 Z m d . start Mon UTC'.split(' '),
    ' ',
    '\n',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 14 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      const text = sent(written);
      if (text !== undefined) expect(text).toMatch(/^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/);
    }),
    { numRuns: 1000 },
  );
});
