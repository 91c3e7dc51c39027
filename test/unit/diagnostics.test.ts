import { describe, expect, it } from 'vitest';
import {
  asFault,
  createDiagnostics,
  describeLocation,
  type ErrorDiagnostic,
  Fault,
  type Location,
} from '../../src/diagnostics.ts';

const error: ErrorDiagnostic = { code: 'payload-invalid', message: 'one' };

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
  ])('%j is written %s', (location, expected) => {
    expect(describeLocation(location, 'odd')).toBe(expected);
  });

  it('has no key that the message names', () => {
    const location = { input: 'overrides', key: 'URL' };
    expect(describeLocation(location, 'The override `URL` is odd')).toBe('`overrides`');
    expect(describeLocation(location, 'The URL is odd')).toBe('`overrides` (URL)');
  });
});

describe('a stage', () => {
  it('collects what it finds', () => {
    const diagnostics = createDiagnostics((text, length = 60) => text.slice(0, length));
    diagnostics.errors.push(error);
    expect(diagnostics).toMatchObject({ errors: [error], warnings: [] });
    expect(diagnostics.quote('abc', 2)).toBe('ab');
  });
});

describe('a fault', () => {
  it('carries what to do, where, and its cause', () => {
    const cause = new Error('why');
    const details = {
      code: 'value-missing',
      hint: 'Check it out.',
      location: { line: 2 },
      cause,
    } as const;
    expect(new Fault('does not exist', details)).toMatchObject({
      name: 'Fault',
      message: 'does not exist',
      ...details,
    });
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
