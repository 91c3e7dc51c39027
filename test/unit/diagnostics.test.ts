import { describe, expect, it } from 'vitest';
import {
  asFault,
  createDiagnostics,
  describeLocation,
  Fault,
  type Location,
} from '../../src/diagnostics.ts';

describe('a location', () => {
  it.each<[Location, string]>([
    [{ input: 'start-at' }, '`start-at`'],
    [{ input: 'payload', line: 3, column: 7 }, '`payload`:3:7'],
    [{ input: 'payload', line: 3 }, '`payload`:3:1'],
    [
      { input: 'payload', line: 1, column: 1, key: 'notification.title' },
      '`payload`:1:1 (notification.title)',
    ],
    [{ input: 'payload-file', file: 'a/b.yml' }, 'a/b.yml'],
    [
      { input: 'payload-file', file: 'a/b.yml', line: 12, column: 5, key: 'x[0].y' },
      'a/b.yml:12:5 (x[0].y)',
    ],
    [{ input: 'overrides', key: 'URL' }, '`overrides` (URL)'],
    [{ input: 'overrides', key: '' }, '`overrides`'],
    // The message names this key already.
    [{ input: 'overrides', key: 'ODD' }, '`overrides`'],
  ])('%j is written %s', (location, expected) => {
    expect(describeLocation(location, 'The override `ODD` is not URL')).toBe(expected);
  });
});

it('diagnostics begin empty', () => {
  const quote = (text: string): string => text;
  expect(createDiagnostics(quote)).toEqual({ errors: [], warnings: [], quote });
});

describe('a fault', () => {
  it('carries what to do, where, and its cause', () => {
    const cause = new Error('why');
    const details = { code: 'value-missing', hint: 'Look.', location: { line: 2 }, cause } as const;
    const expected = { name: 'Fault', message: 'does not exist', ...details };
    expect(new Fault('does not exist', details)).toMatchObject(expected);
    expect(new Fault('it is empty')).toMatchObject({ hint: undefined, location: undefined });
  });

  it('is distinguished from other errors, which are thrown again', () => {
    const fault = new Fault('it is empty');
    expect(asFault(fault)).toBe(fault);
    const other = new TypeError('a bug');
    expect(() => asFault(other)).toThrow(other);
    expect(() => asFault('text')).toThrow('text');
  });
});
