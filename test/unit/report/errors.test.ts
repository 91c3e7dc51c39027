import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import { type ErrorDiagnostic, Fault, type Location } from '../../../src/diagnostics.ts';
import { toError } from '../../../src/report/errors.ts';
import { delivery, outcome, reported } from './support.ts';

function error(message: string, location?: Location): ErrorDiagnostic {
  return { code: 'payload-invalid', message, ...(location && { location }) };
}

describe('errors before a delivery', () => {
  it('are sorted by stage, then by line, those of one document together', () => {
    const file = { input: 'payload-file', file: 'n.yml' };
    const report = reported({
      errors: [
        { code: 'credentials-missing', message: 'blank' },
        error('without a location'),
        { code: 'inputs-invalid', message: 'of another input' },
        error('inline 2', { input: 'payload', line: 2, column: 1 }),
        error('file 10:2', { ...file, line: 10, column: 2 }),
        error('of an input', { input: 'start-at' }),
        error('file 9', { ...file, line: 9 }),
        error('inline 1', { input: 'payload', line: 1, column: 9 }),
        error('file 10:1', { ...file, line: 10, column: 1 }),
        error('file 10:1 again', { ...file, line: 10, column: 1 }),
        error('file 2', { ...file, line: 2, column: 1 }),
        error('far to the right', { ...file, line: 1, column: 1_048_000 }),
      ],
    });
    expect(report.errors.map(({ message }) => message)).toEqual([
      'of another input',
      ...['inline 1', 'inline 2'],
      ...['far to the right', 'file 2', 'file 9', 'file 10:1', 'file 10:1 again', 'file 10:2'],
      ...['without a location', 'of an input'],
      'blank',
    ]);
  });
});

describe('errors of deliveries', () => {
  const errorsOf = (outcomes: Parameters<typeof reported>[0]['outcomes']) =>
    reported(outcomes === undefined ? {} : { outcomes }).errors.map((it) => [
      it.code,
      it.message,
      ...(it.deliveries ?? []),
    ]);

  it('start with those that may have been delivered, then follow the plan', () => {
    expect(
      errorsOf([
        outcome('refused', { delivery: delivery('A') }),
        outcome('unknown', { delivery: delivery('B') }),
        outcome('accepted', { delivery: delivery('C') }),
        outcome('throttled', { delivery: delivery('D') }),
        outcome('unknown', { delivery: delivery('E') }),
      ]),
    ).toEqual([
      ['delivery-unknown', 'it was unknown', 'System B', 'System E'],
      ['request-refused', 'it was refused', 'System A'],
      ['rate-limited', 'it was throttled', 'System D'],
    ]);
  });

  it('do not name the only delivery', () => {
    expect(errorsOf([outcome('refused')])).toEqual([['request-refused', 'it was refused']]);
  });

  it('name the template where there is no system', () => {
    const outcomes = [
      outcome('refused', { delivery: delivery(null, { templateId: 'T1' }) }),
      outcome('accepted', { delivery: delivery(null, { templateId: 'T2' }) }),
    ];
    expect(errorsOf(outcomes)).toEqual([['request-refused', 'it was refused', 'Template T1']]);
  });

  it('are reported once if no delivery was attempted', () => {
    const refused = { code: 'token-refused', message: 'the key is wrong', hint: 'Look.' } as const;
    const outcomes = ['A', 'B', 'C'].map((it) => notSent(delivery(it), 'unsent', refused));
    expect(errorsOf(outcomes)).toEqual([['token-refused', 'the key is wrong']]);
  });

  it('name each delivery that ran out of time, because others may have been sent', () => {
    const late = { code: 'deadline-exceeded', message: 'no time', hint: 'Wait.' } as const;
    const outcomes = [
      outcome('accepted', { delivery: delivery('A') }),
      notSent(delivery('B'), 'unsent', late),
      notSent(delivery('C'), 'unsent', late),
    ];
    expect(errorsOf(outcomes)).toEqual([['deadline-exceeded', 'no time', 'System B', 'System C']]);
  });
});

describe('two equal errors', () => {
  it('are one, and so are two equal warnings', () => {
    const warning = { level: 'warning', message: 'odd' } as const;
    const report = reported({
      errors: [error('no'), error('no'), error('no', { input: 'title' }), error('other')],
      warnings: [warning, warning, { ...warning, message: 'odder' }],
    });
    expect(report.errors.map(({ message }) => message)).toEqual(['no', 'no', 'other']);
    expect(report.warnings.map(({ message }) => message)).toEqual(['odd', 'odder']);
  });
});

it('a report has no secret in any text, the names of files and deliveries included', () => {
  const redact = (text: string): string => text.replaceAll('hunter22', '***');
  const location = { input: 'payload', line: 1, file: 'hunter22.yml', key: 'override.hunter22' };
  const report = reported(
    {
      errors: [{ ...error('found hunter22', location), hint: 'Remove hunter22.' }, error('plain')],
      warnings: [
        {
          level: 'notice',
          message: 'hunter22',
          hint: 'No hunter22.',
          location: { input: 'title' },
        },
      ],
      outcomes: [
        outcome('refused', {
          delivery: { ...delivery('A'), name: 'About hunter22' },
          requestId: 'hunter22-1',
          response: '{"hunter22":1}',
          error: { code: 'request-refused', message: 'it said hunter22', hint: 'No hunter22!' },
        }),
      ],
    },
    redact,
  );
  expect(report.errors).toEqual([
    {
      code: 'payload-invalid',
      message: 'found ***',
      hint: 'Remove ***.',
      location: { input: 'payload', line: 1, file: '***.yml', key: 'override.***' },
    },
    { code: 'payload-invalid', message: 'plain' },
    { code: 'request-refused', message: 'it said ***', hint: 'No ***!' },
  ]);
  expect(report.warnings).toEqual([
    { level: 'notice', message: '***', hint: 'No ***.', location: { input: 'title' } },
  ]);
  const [ended] = report.outcomes;
  expect(ended).toMatchObject({ requestId: '***-1', response: '{"***":1}' });
  expect(ended?.delivery.name).toBe('About ***');
  expect(JSON.stringify(report)).not.toContain('hunter22');
});

/** The error of what was thrown, and what the debug log has. */
function errorOf(error: unknown, outcomes = [outcome('unsent')]) {
  const debug: string[] = [];
  const found = toError(error, outcomes, { debug: (line) => debug.push(line) });
  return { found, debug };
}

describe('what a stage throws', () => {
  it('is its fault, if it has an error code', () => {
    const fault = new Fault('it is too large', { code: 'payload-invalid', hint: 'Shorten it.' });
    expect(errorOf(fault)).toEqual({
      found: { code: 'payload-invalid', message: 'it is too large', hint: 'Shorten it.' },
      debug: [],
    });
    expect(errorOf(new Fault('no', { code: 'value-missing' })).found).toEqual({
      code: 'value-missing',
      message: 'no',
    });
  });

  it.each<[unknown, string]>([
    [new Fault('without a code'), 'This is a bug in the action: without a code'],
    [new TypeError('x is not a function'), 'This is a bug in the action: x is not a function'],
    ['a text', 'This is a bug in the action: a text'],
  ])('is a bug otherwise, with its stack in the debug log: %s', (error, message) => {
    const { found, debug } = errorOf(error);
    expect(found).toMatchObject({ code: 'internal', message });
    expect(found.hint).toMatch(/^Re-run the job, and report this message/);
    expect(debug.join('\n')).toMatch(/\n\s+at /);
  });

  it('may have no stack', () => {
    const error = new Error('no stack');
    delete error.stack;
    expect(errorOf(error).debug).toEqual(['']);
  });

  it.each(['accepted', 'unknown'] as const)(
    'warns of a re-run where a delivery is %s',
    (status) => {
      const { found } = errorOf(new Error('x'), [outcome(status)]);
      expect(found.hint).toMatch(/a re-run sends them again/);
    },
  );
});
