import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import type { ErrorDiagnostic, WarningDiagnostic } from '../../../src/diagnostics.ts';
import { logOutcome, logPlan, logReport } from '../../../src/report/log.ts';
import { configured } from '../config/support.ts';
import { delivery, judged, outcome, recordedLog, type Told } from './support.ts';

describe('the plan', () => {
  const plan = [
    delivery('A', { runtimeTitle: 'Hi', endUsersIds: ['ann@corp.example', 'bob@corp.example'] }),
    delivery(null, { templateId: 'T' }),
  ];

  it.each<[Record<string, string>, string]>([
    [{}, 'Payload: 2 requests from the inputs for api.walkme.com.'],
    [{ payload: '{}' }, 'Payload: 2 requests from the input `payload` for api.walkme.com.'],
    [
      { 'payload-file': 'n.yml', payload: '{}', region: 'eu' },
      'Payload: 2 requests from n.yml and the input `payload` for eu-api.walkme.com.',
    ],
    [
      { 'payload-file': 'n.yml', 'base-url': 'http://localhost:81/x' },
      'Payload: 2 requests from n.yml for localhost:81.',
    ],
  ])(
    'of %j says where it comes from, and which host gets the credentials',
    async (inputs, line) => {
      const { log, told } = recordedLog();
      logPlan(plan, await configured(inputs), log);
      expect(told[0]).toEqual(['info', line]);
      expect(told.slice(1).map(([kind]) => kind)).toEqual(['debug', 'debug']);
    },
  );

  it('shows each body in a dry run, without recipients', async () => {
    const { log, told } = recordedLog();
    logPlan(plan, await configured({ 'dry-run': 'true' }), log);
    expect(told.slice(1)).toEqual([
      [
        'group',
        'System A: 2 people and 1 audience',
        [
          '{',
          '  "notification": {',
          '    "templateId": "template-1",',
          '    "systemId": "A",',
          '    "endUsersIds": [',
          '      "2 people"',
          '    ],',
          '    "audiencesIds": [',
          '      "1 audience"',
          '    ],',
          '    "runtimeTitle": "Hi"',
          '  }',
          '}',
        ],
      ],
      ['group', 'Template T: 1 audience', expect.any(Array)],
    ]);
    expect(JSON.stringify(told)).not.toContain('corp.example');
  });

  it('shows no bodies where nobody is debugging', async () => {
    const { log, told } = recordedLog();
    logPlan(plan, await configured({}), { ...log, debugging: false });
    expect(told.map(([kind]) => kind)).toEqual(['info']);
  });

  it('names no recipients for debugging either', async () => {
    const { log, told } = recordedLog();
    logPlan(plan, await configured({}), log);
    expect(told[1]?.[1]).toMatch(
      /^System A: 2 people and 1 audience: \{ "notification": \{ .* \} \}$/,
    );
    expect(JSON.stringify(told)).not.toMatch(/corp\.example|audience-1/);
  });
});

describe('the end of a delivery', () => {
  it.each([
    [
      outcome('accepted', { statusCode: 200 }),
      /^System A: accepted \(HTTP 200\) for 1 audience in 100 ms\.$/,
    ],
    [
      outcome('accepted', { statusCode: 200, attempts: 3, durationMs: 4200 }),
      /^System A: accepted \(HTTP 200, 3 attempts\) for 1 audience in 4\.2 s\.$/,
    ],
    [outcome('refused', { statusCode: 404 }), /^System A: refused \(HTTP 404\) in 100 ms\.$/],
    [outcome('unknown', { attempts: 2 }), /^System A: unknown \(2 attempts\) in 100 ms\.$/],
    [
      outcome('unsent', { delivery: delivery(null, { templateId: 'T' }) }),
      /^Template T: unsent in 100 ms\.$/,
    ],
    [
      notSent(delivery('A'), 'skipped', null),
      /^System A: skipped, because there is nobody to notify/,
    ],
  ] as const)('is one line: %#', (ended, expected) => {
    const { log, told } = recordedLog();
    logOutcome(ended, log);
    expect(told).toEqual([['info', expect.stringMatching(expected)]]);
  });
});

describe('the report', () => {
  function tell(results: Parameters<typeof judged>[0]): readonly Told[] {
    const { log, told } = recordedLog();
    logReport(judged(results), log);
    return told;
  }
  const errors = (count: number): ErrorDiagnostic[] =>
    Array.from({ length: count }, (_, index) => ({
      code: 'payload-invalid',
      message: `p${index + 1}`,
      hint: 'Look.',
    }));
  const warnings = (level: WarningDiagnostic['level'], count: number): WarningDiagnostic[] =>
    Array.from({ length: count }, (_, index) => ({ level, message: `${level} ${index + 1}` }));
  const lastLine = ['info', expect.stringMatching(/^(Sent|Not sent|Skipped|Unknown)/)];

  it('ends with the outcome, and is nothing else where all went well', () => {
    expect(tell({ outcomes: [outcome('accepted')] })).toEqual([lastLine]);
  });

  it('has one annotation for each error, at its location', () => {
    const location = { input: 'payload-file', file: 'n.yml', line: 3, column: 5, key: 'a.b' };
    const error: ErrorDiagnostic = {
      code: 'payload-invalid',
      message: 'no',
      hint: 'Look.',
      location,
    };
    expect(tell({ errors: [error, ...errors(1)] })).toEqual([
      ['error', 'n.yml:3:5 (a.b): no. Look.', location],
      ['error', 'p1. Look.', undefined],
      lastLine,
    ]);
  });

  it('has nine annotations at most, then one that counts the rest; the log has them all', () => {
    expect(tell({ errors: errors(9) }).filter(([kind]) => kind === 'error')).toHaveLength(9);
    const told = tell({ errors: errors(12) });
    expect(told.map(([kind]) => kind)).toEqual([
      ...Array.from({ length: 10 }, () => 'error'),
      ...Array.from({ length: 4 }, () => 'info'),
    ]);
    expect(told[8]?.[1]).toBe('p9. Look.');
    expect(told[9]?.[1]).toMatch(/^And 3 more\b/);
    expect(told.slice(10, 13).map(([, text]) => text)).toEqual([
      'p10. Look.',
      'p11. Look.',
      'p12. Look.',
    ]);
  });

  it('shows fifty errors, and says how many more there are', () => {
    const told = tell({ errors: errors(60) });
    expect(told.filter(([, text]) => /^p\d+\. Look/.test(text))).toHaveLength(50);
    expect(told[9]?.[1]).toMatch(/^And 51 more\b/);
    expect(told.at(-2)).toEqual(['info', expect.stringMatching(/^And 10 more\b/)]);
  });

  it('has the lines of a long error apart in the log', () => {
    const last: ErrorDiagnostic = { code: 'payload-invalid', message: 'one\ntwo' };
    const told = tell({ errors: [...errors(9), last] });
    expect(told.slice(10)).toEqual([['info', 'one'], ['info', 'two.'], lastLine]);
  });

  it('says with the first error whom a re-run reaches again', () => {
    const outcomes = [
      outcome('accepted'),
      outcome('unknown', { delivery: delivery('B') }),
      outcome('refused'),
    ];
    const [first, second] = tell({ outcomes });
    expect(first?.[1]).toMatch(
      /^System B: it was unknown\. Look\.\nAccepted: System A\. Undecided: System B\./,
    );
    expect(second?.[1]).not.toContain('Undecided');
  });

  it('has warnings before errors, the milder ones first', () => {
    const [warning, notice] = [warnings('warning', 1), warnings('notice', 1)];
    expect(tell({ warnings: [...warning, ...notice], errors: errors(1) })).toEqual([
      ['notice', 'notice 1.', undefined],
      ['warning', 'warning 1.', undefined],
      ['error', 'p1. Look.', undefined],
      lastLine,
    ]);
  });

  it('has ten annotations of each kind at most, which is all that the runner keeps', async () => {
    const config = await configured({ 'on-failure': 'warn' });
    const told = tell({
      config,
      warnings: [...warnings('warning', 12), ...warnings('notice', 12)],
      outcomes: [outcome('unknown'), outcome('refused', { delivery: delivery('B') })],
    });
    const ofKind = (kind: string) => told.filter(([it]) => it === kind).map(([, text]) => text);
    expect(ofKind('notice')).toHaveLength(10);
    expect(ofKind('warning')).toHaveLength(10);
    expect(ofKind('error')).toEqual([]);
    expect(ofKind('warning')[0]).toMatch(/^System A: it was unknown/);
    expect(ofKind('warning')[1]).toMatch(/^System B: it was refused/);
    expect(ofKind('warning')[9]).toMatch(/^And 5 more\b/);
    expect(ofKind('info')).toContain('warning 12.');
    expect(ofKind('info')).toContain('notice 12.');
  });

  it('has plain lines where credentials may be missing', async () => {
    const config = await configured({ 'on-missing-credentials': 'skip' });
    const error = { code: 'credentials-missing', message: 'blank', hint: 'Look.' } as const;
    expect(tell({ config, outcomes: [notSent(delivery('A'), 'skipped', error)] })).toEqual([
      ['info', 'blank. Look.'],
      ['info', 'Skipped: nothing was sent.'],
    ]);
  });
});
