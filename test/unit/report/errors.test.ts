import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import type { ErrorDiagnostic, Location } from '../../../src/diagnostics.ts';
import { diagnosticText, outcomeLine, rerunAdvice } from '../../../src/report/report.ts';
import { configured } from '../config/support.ts';
import { delivery, judged, outcome } from './support.ts';

function error(message: string, location?: Location): ErrorDiagnostic {
  return { code: 'payload-invalid', message, ...(location && { location }) };
}

describe('errors before a delivery', () => {
  it('stand in the order of their lines, those of one document together, the others last', () => {
    const file = { input: 'payload-file', file: 'n.yml' };
    const report = judged({
      errors: [
        error('without a location'),
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
      ...['inline 1', 'inline 2'],
      ...['far to the right', 'file 2', 'file 9', 'file 10:1', 'file 10:1 again', 'file 10:2'],
      ...['without a location', 'of an input'],
    ]);
  });
});

describe('equal diagnostics', () => {
  const file = { input: 'payload-file', file: 'n.yml' };

  it('are reported once: those with the same text at the same location', () => {
    const same = error('same', { ...file, line: 3, column: 1 });
    const report = judged({
      errors: [same, { ...same }, error('same', { ...file, line: 4, column: 1 }), error('other')],
    });
    expect(report.errors.map(({ message, location }) => [message, location?.line])).toEqual([
      ['same', 3],
      ['same', 4],
      ['other', undefined],
    ]);
  });

  it('are reported once where they are warnings', () => {
    const warning = { level: 'warning', message: 'same', location: file } as const;
    const other = { ...warning, hint: 'With a hint.' };
    const report = judged({ warnings: [warning, other, { ...warning }] });
    expect(report.warnings).toEqual([warning, other]);
  });
});

describe('errors of deliveries', () => {
  const told = (outcomes: Parameters<typeof judged>[0]['outcomes']) =>
    judged(outcomes === undefined ? {} : { outcomes }).errors.map((it) => [it.code, it.message]);

  it('begin with those that may have been delivered, then follow the plan', () => {
    expect(
      told([
        outcome('refused', { delivery: delivery('A') }),
        outcome('unknown', { delivery: delivery('B') }),
        outcome('accepted', { delivery: delivery('C') }),
        outcome('throttled', { delivery: delivery('D') }),
        outcome('unknown', { delivery: delivery('E') }),
      ]),
    ).toEqual([
      ['delivery-unknown', 'System B: it was unknown'],
      ['delivery-unknown', 'System E: it was unknown'],
      ['request-refused', 'System A: it was refused'],
      ['rate-limited', 'System D: it was throttled'],
    ]);
  });

  it('do not name the only delivery', () => {
    expect(told([outcome('refused')])).toEqual([['request-refused', 'it was refused']]);
  });

  it('name the template where there is no system', () => {
    const outcomes = [
      outcome('refused', { delivery: delivery(null, { templateId: 'T1' }) }),
      outcome('accepted', { delivery: delivery(null, { templateId: 'T2' }) }),
    ];
    expect(told(outcomes)).toEqual([['request-refused', 'Template T1: it was refused']]);
  });

  it('are told once where no delivery was tried', () => {
    const refused = { code: 'token-refused', message: 'the key is wrong', hint: 'Look.' } as const;
    const outcomes = ['A', 'B', 'C'].map((it) => notSent(delivery(it), 'unsent', refused));
    expect(told(outcomes)).toEqual([['token-refused', 'the key is wrong']]);
  });

  it('are told each where time ran out, since others may have been sent', () => {
    const late = { code: 'deadline-exceeded', message: 'no time', hint: 'Wait.' } as const;
    const outcomes = [
      outcome('accepted', { delivery: delivery('A') }),
      notSent(delivery('B'), 'unsent', late),
      notSent(delivery('C'), 'unsent', late),
    ];
    expect(told(outcomes)).toEqual([
      ['deadline-exceeded', 'System B: no time'],
      ['deadline-exceeded', 'System C: no time'],
    ]);
  });
});

it('everything that people wrote is redacted', () => {
  const redact = (text: string): string => text.replaceAll('hunter22', '***');
  const report = judged(
    {
      errors: [
        {
          ...error('found hunter22', { input: 'payload', line: 1, key: 'override.hunter22' }),
          hint: 'Remove hunter22.',
        },
        error('plain'),
      ],
      warnings: [{ level: 'notice', message: 'hunter22', location: { input: 'title' } }],
      outcomes: [
        outcome('refused', {
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
      location: { input: 'payload', line: 1, key: 'override.***' },
    },
    { code: 'payload-invalid', message: 'plain' },
    { code: 'request-refused', message: 'it said ***', hint: 'No ***!' },
  ]);
  expect(report.warnings).toEqual([
    { level: 'notice', message: '***', location: { input: 'title' } },
  ]);
});

describe('an error as a text', () => {
  it.each<[ErrorDiagnostic, string]>([
    [error('It is wrong'), 'It is wrong.'],
    [error('It is wrong.'), 'It is wrong.'],
    [error('Why? Did you mean `x`?'), 'Why? Did you mean `x`?'],
    [{ ...error('It is wrong'), hint: 'Do this.' }, 'It is wrong. Do this.'],
    [error('It is wrong', { input: 'title' }), '`title`: It is wrong.'],
    [error('`title` is wrong', { input: 'title' }), '`title` is wrong.'],
    [
      error('`payload` is wrong', { input: 'payload', line: 2, column: 3 }),
      '`payload`:2:3: `payload` is wrong.',
    ],
    [
      error('no such field', {
        input: 'payload-file',
        file: 'n.yml',
        line: 2,
        column: 3,
        key: 'a.b',
      }),
      'n.yml:2:3 (a.b): no such field.',
    ],
  ])('%j', (it, expected) => {
    expect(diagnosticText(it)).toBe(expected);
  });
});

describe('what a re-run would repeat', () => {
  it('is told where some were accepted', () => {
    const text = rerunAdvice(
      judged({
        outcomes: [
          outcome('accepted', { delivery: delivery('A') }),
          outcome('refused', { delivery: delivery('B') }),
          outcome('unknown', { delivery: delivery(null, { templateId: 'T' }) }),
          outcome('accepted', { delivery: delivery('D') }),
        ],
      }),
    );
    expect(text).toMatch(/^Accepted: System A, System D\. Undecided: Template T\. .*re-run/);
  });

  it('is told where nobody was certainly reached', () => {
    const outcomes = [
      outcome('unknown', { delivery: delivery('S') }),
      outcome('unsent', { delivery: delivery('T') }),
    ];
    expect(rerunAdvice(judged({ outcomes }))).toMatch(/^Accepted: none\. Undecided: System S\. /);
  });

  it('is told where nothing is undecided', () => {
    const outcomes = [outcome('accepted'), outcome('refused')];
    expect(rerunAdvice(judged({ outcomes }))).toContain('Undecided: none.');
  });

  it.each(['accepted', 'refused', 'throttled', 'unsent', 'skipped'] as const)(
    'goes without saying where all were %s',
    (status) => {
      expect(rerunAdvice(judged({ outcomes: [outcome(status)] }))).toBeUndefined();
    },
  );
});

describe('the outcome in one line', () => {
  it.each([
    [['accepted', 'accepted'], /^Sent: 2 of 2 requests accepted in 1\.5 s\.$/],
    [['accepted'], /^Sent: 1 of 1 request accepted in 1\.5 s\.$/],
    [['accepted', 'refused'], /^Sent in part: 1 of 2 requests accepted/],
    [['unknown'], /^Unknown: 0 of 1 request accepted .*may have been notified/],
    [['refused', 'unsent'], /^Not sent: 0 of 2 requests accepted in 1\.5 s\.$/],
    [['accepted', 'skipped'], /^Sent: 1 of 1 request accepted, 1 skipped in 1\.5 s\.$/],
    [['skipped'], /^Skipped: nothing was sent, because there is nobody to notify/],
  ] as const)('%j', (statuses, expected) => {
    expect(outcomeLine(judged({ outcomes: statuses.map((status) => outcome(status)) }))).toMatch(
      expected,
    );
  });

  it('where there was no plan', () => {
    expect(outcomeLine(judged({ errors: [error('no')] }))).toMatch(/^Not sent: .*nothing/);
  });

  it('of a dry run says that nothing was sent', async () => {
    const config = await configured({ 'dry-run': 'true' });
    const outcomes = [outcome('skipped'), outcome('skipped')];
    expect(outcomeLine(judged({ config, outcomes }))).toMatch(
      /^Dry run: nothing was sent; 2 requests would have been\.$/,
    );
  });
});
