import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/diagnostics.ts';
import { toError } from '../../../src/report/errors.ts';
import { outcome } from './support.ts';

/** The error of what was thrown, and what the debug log has. */
function reported(error: unknown, outcomes = [outcome('unsent')]) {
  const debug: string[] = [];
  const found = toError(error, outcomes, { debug: (line) => debug.push(line) });
  return { found, debug };
}

describe('what a stage throws', () => {
  it('is its fault, if it has an error code', () => {
    const fault = new Fault('it is too large', { code: 'payload-invalid', hint: 'Shorten it.' });
    expect(reported(fault)).toEqual({
      found: { code: 'payload-invalid', message: 'it is too large', hint: 'Shorten it.' },
      debug: [],
    });
    expect(reported(new Fault('no', { code: 'value-missing' })).found).toEqual({
      code: 'value-missing',
      message: 'no',
    });
  });

  it.each<[unknown, string]>([
    [new Fault('without a code'), 'This is a bug in the action: without a code'],
    [new TypeError('x is not a function'), 'This is a bug in the action: x is not a function'],
    ['a text', 'This is a bug in the action: a text'],
  ])('is a bug otherwise, with its stack in the debug log: %s', (error, message) => {
    const { found, debug } = reported(error);
    expect(found).toMatchObject({ code: 'internal', message });
    expect(found.hint).toMatch(/^Re-run the job, and report this message/);
    expect(debug.join('\n')).toMatch(/\n\s+at /);
  });

  it('may have no stack', () => {
    const error = new Error('no stack');
    delete error.stack;
    expect(reported(error).debug).toEqual(['']);
  });

  it.each(['accepted', 'unknown'] as const)(
    'warns of a re-run where a delivery is %s',
    (status) => {
      const { found } = reported(new Error('x'), [outcome(status)]);
      expect(found.hint).toMatch(/a re-run sends them again/);
    },
  );
});
