import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import type { ErrorDiagnostic, WarningDiagnostic } from '../../../src/diagnostics.ts';
import { logError, logOutcome, logPlan, logReport } from '../../../src/report/log.ts';
import type { Results } from '../../../src/report/report.ts';
import { configured } from '../config/support.ts';
import { delivery, docs, type LogEntry, outcome, recordedLog, reported } from './support.ts';

describe('the plan', () => {
  const plan = [
    delivery('A', { runtimeTitle: 'Hi', endUsersIds: ['ann@corp.example', 'bob@corp.example'] }),
    delivery(null, { templateId: 'T' }),
  ];

  it.each<[Record<string, string>, string]>([
    [{}, 'Payload: 2 deliveries from the inputs for api.walkme.com.'],
    [{ payload: '{}' }, 'Payload: 2 deliveries from the input `payload` for api.walkme.com.'],
    [
      { 'payload-file': 'n.yml', payload: '{}', region: 'eu' },
      'Payload: 2 deliveries from n.yml and the input `payload` for eu-api.walkme.com.',
    ],
    [
      { 'payload-file': 'n.yml', 'base-url': 'http://localhost:81/x' },
      'Payload: 2 deliveries from n.yml for localhost:81.',
    ],
  ])(
    'of %j says where it comes from, and which host gets the credentials',
    async (inputs, line) => {
      const { log, entries } = recordedLog();
      logPlan(plan, await configured(inputs), log);
      expect(entries[0]).toEqual(['info', line]);
      expect(entries.slice(1).map(([kind]) => kind)).toEqual(['debug', 'debug']);
    },
  );

  it('shows each body in a dry run, without recipients', async () => {
    const { log, entries } = recordedLog();
    logPlan(plan, await configured({ 'dry-run': 'true' }), log);
    expect(entries.slice(1)).toEqual([
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
    expect(JSON.stringify(entries)).not.toContain('corp.example');
  });

  it('shows the first deliveries of the first notifications, and counts the others', async () => {
    const large = Array.from({ length: 7 }, (_, index) => {
      const first = delivery('S0', { runtimeTitle: `N${index}` });
      return Array.from({ length: 6 }, (_, system) => ({
        ...first,
        name: `N${index} (S${system})`,
      }));
    }).flat();
    const { log, entries } = recordedLog();
    logPlan(large, await configured({ 'dry-run': 'true' }), log);
    const titles = entries.flatMap(([kind, text]) => (kind === 'group' ? [text] : []));
    expect(titles).toHaveLength(25);
    expect(titles.slice(3, 7)).toEqual([
      'N0 (S3): 1 audience',
      'N0 (S4): 1 audience',
      'N1 (S0): 1 audience',
      'N1 (S1): 1 audience',
    ]);
    expect(entries.at(-1)).toEqual(['info', 'And 17 more, which are not shown here.']);
  });

  it('counts no delivery that `if` or `when` skips as one that is not shown', async () => {
    const skipped = { ...delivery('B'), written: undefined };
    const { log, entries } = recordedLog();
    logPlan([skipped, delivery('A')], await configured({ 'dry-run': 'true' }), log);
    expect(entries.map(([kind]) => kind)).toEqual(['info', 'group']);
  });

  it('shows the start of a large body', async () => {
    const override = Array.from({ length: 20_000 }, (_, index) => ({
      key: `K${index}`,
      value: 'v',
    }));
    const { log, entries } = recordedLog();
    logPlan([delivery('A', { override })], await configured({ 'dry-run': 'true' }), log);
    expect(entries).toHaveLength(2);
    const lines = entries[1]?.[0] === 'group' ? entries[1][2] : [];
    expect(lines.join('\n')).toHaveLength(8000);
    expect(lines.at(-1)).toMatch(/…$/);
  });

  it('shows no bodies without debug logging', async () => {
    const { log, entries } = recordedLog();
    logPlan(plan, await configured({}), { ...log, debugging: false });
    expect(entries.map(([kind]) => kind)).toEqual(['info']);
  });

  it('names no recipients in debug logging either', async () => {
    const { log, entries } = recordedLog();
    logPlan(plan, await configured({}), log);
    expect(entries[1]?.[1]).toMatch(
      /^System A: 2 people and 1 audience: \{ "notification": \{ .* \} \}$/,
    );
    expect(JSON.stringify(entries)).not.toMatch(/corp\.example|audience-1/);
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
    [outcome('unsent', { attempts: 0 }), /^System A: unsent\.$/],
    [
      notSent(delivery('A'), 'skipped', null),
      /^System A: skipped, because there is no one to notify\.$/,
    ],
  ] as const)('is one line: %#', (ended, expected) => {
    const { log, entries } = recordedLog();
    logOutcome(ended, log);
    expect(entries).toEqual([['info', expect.stringMatching(expected)]]);
  });
});

describe('the report', () => {
  function entriesOf(results: Partial<Results>): readonly LogEntry[] {
    const { log, entries } = recordedLog();
    logReport(reported(results), log);
    return entries;
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

  it('is the outcome alone if everything went well', () => {
    expect(entriesOf({ outcomes: [outcome('accepted')] })).toEqual([lastLine]);
  });

  const product = 'Notify WalkMe Workstation';
  const title = `${product}: payload-invalid`;

  it('has one annotation for each error, with its code and location', () => {
    const location = { input: 'payload-file', file: 'n.yml', line: 3, column: 5, key: 'a.b' };
    const error: ErrorDiagnostic = {
      code: 'payload-invalid',
      message: 'no',
      hint: 'Look.',
      location,
    };
    expect(entriesOf({ errors: [error, ...errors(1)] })).toEqual([
      ['error', 'n.yml:3:5 (a.b): no. Look.', location, title],
      ['error', 'p1. Look.', undefined, title],
      lastLine,
    ]);
  });

  it('ends with the address of the section about the first error if the run fails', async () => {
    const url = (code: string) => `${docs}/errors.md#${code}`;
    const invalid: ErrorDiagnostic = { code: 'inputs-invalid', message: 'no' };
    expect(entriesOf({ errors: [...errors(1), invalid], docs })).toEqual([
      ['error', `no. See ${url('inputs-invalid')}`, undefined, title.replace(/payload/, 'inputs')],
      ['error', `p1. Look. See ${url('payload-invalid')}`, undefined, title],
      lastLine,
      ['info', `For help, see ${url('inputs-invalid')}`],
    ]);
    expect(entriesOf({ outcomes: [outcome('accepted')], docs })).toEqual([lastLine]);
    const config = await configured({ 'on-failure': 'warn' });
    const warned = entriesOf({ outcomes: [outcome('refused')], config, docs });
    expect(warned).toEqual([
      ['warning', 'it was refused. Look.', undefined, `${product}: request-refused`],
      lastLine,
    ]);
  });

  it('has at most nine annotations and one that counts the others, which are plain lines', () => {
    expect(entriesOf({ errors: errors(9) }).filter(([kind]) => kind === 'error')).toHaveLength(9);
    const entries = entriesOf({ errors: errors(12) });
    expect(entries.map(([kind]) => kind)).toEqual([
      ...Array.from({ length: 10 }, () => 'error'),
      ...Array.from({ length: 4 }, () => 'info'),
    ]);
    expect(entries[8]?.[1]).toBe('p9. Look.');
    expect(entries[9]).toEqual(['error', expect.stringMatching(/^And 3 more\b/), undefined, title]);
    expect(entries.slice(10, 13).map(([, text]) => text)).toEqual([
      'p10. Look.',
      'p11. Look.',
      'p12. Look.',
    ]);
  });

  it('shows fifty errors and counts the others', () => {
    const entries = entriesOf({ errors: errors(60) });
    expect(entries.filter(([, text]) => /^p\d+\. Look/.test(text))).toHaveLength(50);
    expect(entries[9]?.[1]).toMatch(/^And 51 more\b/);
    expect(entries.at(-2)).toEqual(['info', expect.stringMatching(/^And 10 more\b/)]);
  });

  it('has each line of a long error in a line of the log', () => {
    const last: ErrorDiagnostic = { code: 'payload-invalid', message: 'one\ntwo' };
    const entries = entriesOf({ errors: [...errors(9), last] });
    expect(entries.slice(10)).toEqual([['info', 'one'], ['info', 'two.'], lastLine]);
  });

  it('says with the first error what a re-run sends again', () => {
    const outcomes = [
      outcome('accepted'),
      outcome('unknown', { delivery: delivery('B') }),
      outcome('refused'),
    ];
    const [first, second] = entriesOf({ outcomes });
    expect(first?.[1]).toMatch(
      /^System B: it was unknown\. Look\.\nAccepted: System A\. Unknown: System B\./,
    );
    expect(second?.[1]).not.toContain('Accepted');
  });

  it('has notices first, then warnings, then errors', () => {
    const [warning, notice] = [warnings('warning', 1), warnings('notice', 1)];
    expect(entriesOf({ warnings: [...warning, ...notice], errors: errors(1) })).toEqual([
      ['notice', 'notice 1.', undefined],
      ['warning', 'warning 1.', undefined],
      ['error', 'p1. Look.', undefined, title],
      lastLine,
    ]);
  });

  it('has at most ten annotations of each level, which is what the runner keeps', async () => {
    const config = await configured({ 'on-failure': 'warn' });
    const entries = entriesOf({
      config,
      warnings: [...warnings('warning', 12), ...warnings('notice', 12)],
      outcomes: [outcome('unknown'), outcome('refused', { delivery: delivery('B') })],
    });
    const ofKind = (kind: string) => entries.filter(([it]) => it === kind).map(([, text]) => text);
    expect(ofKind('notice')).toHaveLength(10);
    expect(ofKind('warning')).toHaveLength(10);
    expect(ofKind('error')).toEqual([]);
    expect(ofKind('warning')[0]).toMatch(/^System A: it was unknown/);
    expect(ofKind('warning')[1]).toMatch(/^System B: it was refused/);
    expect(ofKind('warning')[9]).toMatch(/^And 5 more\b/);
    expect(ofKind('info')).toContain('warning 12.');
    expect(ofKind('info')).toContain('notice 12.');
  });

  it('has plain lines if credentials may be missing', async () => {
    const config = await configured({ 'on-missing-credentials': 'skip' });
    const error = { code: 'credentials-missing', message: 'blank', hint: 'Look.' } as const;
    expect(entriesOf({ config, outcomes: [notSent(delivery('A'), 'skipped', error)] })).toEqual([
      ['info', 'blank. Look.'],
      ['info', 'Skipped: nothing was sent.'],
    ]);
  });

  it('can get an error after the outcome', () => {
    const { log, entries } = recordedLog();
    const report = reported({ outcomes: [outcome('accepted')], docs });
    logError({ code: 'internal', message: 'no', hint: 'Look.' }, report, log);
    expect(entries).toEqual([
      ['error', `no. Look. See ${docs}/errors.md#internal`, undefined, `${product}: internal`],
    ]);
  });
});
