import { describe, expect, it } from 'vitest';
import { notSent, type Outcome } from '../../../src/delivery/outcome.ts';
import { Fault } from '../../../src/diagnostics.ts';
import { toError } from '../../../src/report/errors.ts';
import { delivery, error, outcome, outcomesOf, reported } from './support.ts';

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
  const refusal = { code: 'token-refused', message: 'the key is wrong', hint: 'Look.' } as const;
  const late = { code: 'deadline-exceeded', message: 'no time', hint: 'Wait.' } as const;
  const [a, b, c] = [delivery('A'), delivery('B'), delivery('C')];

  it.each<[string, readonly Outcome[], readonly (readonly string[])[]]>([
    [
      'start with those that may have been delivered, then follow the plan',
      outcomesOf('refused', 'unknown', 'accepted', 'throttled', 'unknown'),
      [
        ['delivery-unknown', 'it was unknown', 'System B', 'System E'],
        ['request-refused', 'it was refused', 'System A'],
        ['rate-limited', 'it was throttled', 'System D'],
      ],
    ],
    [
      'do not name the only delivery',
      outcomesOf('refused'),
      [['request-refused', 'it was refused']],
    ],
    [
      'are reported once if no delivery was attempted',
      [a, b, c].map((it) => notSent(it, 'unsent', refusal)),
      [['token-refused', 'the key is wrong']],
    ],
    [
      'name each delivery that ran out of time, because others may have been sent',
      [...outcomesOf('accepted'), notSent(b, 'unsent', late), notSent(c, 'unsent', late)],
      [['deadline-exceeded', 'no time', 'System B', 'System C']],
    ],
  ])('%s', (_, outcomes, expected) => {
    const { errors } = reported({ outcomes });
    expect(errors.map((it) => [it.code, it.message, ...(it.deliveries ?? [])])).toEqual(expected);
  });
});

it('of equal errors and of equal warnings, one is reported', () => {
  const warning = { level: 'warning', message: 'odd' } as const;
  const report = reported({
    errors: [error('no'), error('no'), error('no', { input: 'title' }), error('other')],
    warnings: [warning, warning, { ...warning, message: 'odder' }],
  });
  expect(report.errors.map(({ message }) => message)).toEqual(['no', 'no', 'other']);
  expect(report.warnings.map(({ message }) => message)).toEqual(['odd', 'odder']);
});

it('a report has no secret in any text, the names of files and deliveries included', () => {
  const redact = (text: string): string => text.replaceAll('hunter22', '***');
  const title = { input: 'title' };
  const location = { input: 'payload', line: 1, file: 'hunter22.yml', key: 'override.hunter22' };
  const report = reported(
    {
      errors: [{ ...error('found hunter22', location), hint: 'Remove hunter22.' }, error('plain')],
      warnings: [{ level: 'notice', message: 'hunter22', hint: 'No hunter22.', location: title }],
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
    { level: 'notice', message: '***', hint: 'No ***.', location: title },
  ]);
  const [ended] = report.outcomes;
  expect(ended).toMatchObject({ requestId: '***-1', response: '{"***":1}' });
  expect(ended?.delivery.name).toBe('About ***');
  expect(JSON.stringify(report)).not.toContain('hunter22');
});

describe('what a stage throws', () => {
  const errorOf = (thrown: unknown, status: Outcome['status']) => {
    const lines: string[] = [];
    const error = toError(thrown, [outcome(status)], { debug: (line) => lines.push(line) });
    return { error, debug: lines.join('\n') };
  };

  it('is its fault, if it has an error code', () => {
    const error = { code: 'payload-invalid', hint: 'Shorten it.' } as const;
    expect(errorOf(new Fault('too large', error), 'unsent')).toEqual({
      error: { ...error, message: 'too large' },
      debug: '',
    });
  });

  const unexplained = new Error('no stack');
  delete unexplained.stack;
  const [again, report] = [/a re-run sends them again/, /^Re-run the job, and report this message/];

  it.each<[unknown, Outcome['status'], message: string, hint: RegExp, debug: RegExp]>([
    [new Fault('without a code'), 'unsent', 'without a code', report, /\n\s+at /],
    [new TypeError('x is not a function'), 'accepted', 'x is not a function', again, /\n\s+at /],
    ['a text', 'unknown', 'a text', again, /\n\s+at /],
    [unexplained, 'unsent', 'no stack', report, /^$/],
  ])('is a bug otherwise, with its stack in the debug log: %s', (it, status, text, hint, log) => {
    const { error, debug } = errorOf(it, status);
    expect(error).toEqual({
      code: 'internal',
      message: `This is a bug in the action: ${text}`,
      hint: expect.stringMatching(hint),
    });
    expect(debug).toMatch(log);
  });
});
