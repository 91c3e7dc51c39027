import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import type { Delivery } from '../../../src/delivery/plan.ts';
import type { ErrorDiagnostic, WarningDiagnostic } from '../../../src/diagnostics.ts';
import { logError, logOutcome, logPlan, logReport } from '../../../src/report/log.ts';
import type { Results } from '../../../src/report/report.ts';
import { configured } from '../config/support.ts';
import {
  delivery,
  docs,
  error,
  type LogEntry,
  outcome,
  outcomesOf,
  recordedLog,
  reported,
  times,
} from './support.ts';

describe('the plan', () => {
  const plan = [
    delivery('A', { runtimeTitle: 'Hi', endUsersIds: ['ann@corp.example', 'bob@corp.example'] }),
    delivery(null, { templateId: 'T' }),
  ];

  async function logged(
    planned: readonly Delivery[],
    inputs: Record<string, string> = { 'dry-run': 'true' },
    debugging = true,
  ): Promise<readonly LogEntry[]> {
    const { log, entries } = recordedLog();
    logPlan(planned, await configured(inputs), { ...log, debugging });
    expect(JSON.stringify(entries)).not.toMatch(/corp\.example|audience-1/);
    return entries;
  }

  it.each<[Record<string, string>, string]>([
    [{}, 'the inputs for api.walkme.com.'],
    [{ payload: '{}' }, 'the input `payload` for api.walkme.com.'],
    [
      { 'payload-file': 'n.yml', payload: '{}', region: 'eu' },
      'n.yml and the input `payload` for eu-api.walkme.com.',
    ],
    [{ 'payload-file': 'n.yml', 'base-url': 'http://localhost:81/x' }, 'n.yml for localhost:81.'],
  ])('of %j says where it comes from, and which host gets the credentials', async (inputs, end) => {
    const line = ['info', `Payload: 2 deliveries from ${end}`];
    expect(await logged(plan, inputs, false)).toEqual([line]);
    const bodies = (await logged(plan)).slice(1);
    expect(await logged(plan, inputs)).toEqual([line, ...bodies]);
  });

  it('shows each body in a dry run, and with debug logging, without recipients', async () => {
    expect((await logged(plan)).slice(1)).toEqual([
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
  });

  it('shows the first deliveries of the first notifications, and counts the others', async () => {
    const large = times(7, (index) => {
      const first = delivery('S0', { runtimeTitle: `N${index}` });
      return times(6, (system) => ({ ...first, name: `N${index} (S${system})` }));
    }).flat();
    const entries = await logged(large);
    const titles = entries.flatMap(([kind, text]) => (kind === 'group' ? [text] : []));
    expect(titles).toHaveLength(25);
    expect(titles.slice(4, 6)).toEqual(['N0 (S4): 1 audience', 'N1 (S0): 1 audience']);
    expect(entries.at(-1)).toEqual(['info', 'The log does not show 17 more deliveries.']);
  });

  it('counts no delivery that `if` or `when` skips as one that is not shown', async () => {
    const skipped = { ...delivery('B'), written: undefined };
    const entries = await logged([skipped, delivery('A')]);
    expect(entries.map(([kind]) => kind)).toEqual(['info', 'group']);
  });

  it('shows the start of a large body', async () => {
    const override = times(20_000, (index) => ({ key: `K${index}`, value: 'v' }));
    const [, group, ...others] = await logged([delivery('A', { override })]);
    expect(others).toEqual([]);
    const lines = group?.[0] === 'group' ? group[2] : [];
    expect(lines.join('\n')).toHaveLength(8000);
    expect(lines.at(-1)).toMatch(/…$/);
  });
});

it.each([
  [
    outcome('accepted', { statusCode: 200 }),
    'System A: accepted (HTTP 200) for 1 audience in 100 ms.',
  ],
  [
    outcome('accepted', { statusCode: 200, attempts: 3, durationMs: 4200 }),
    'System A: accepted (HTTP 200, 3 attempts) for 1 audience in 4.2 s.',
  ],
  [outcome('refused', { statusCode: 404 }), 'System A: refused (HTTP 404) in 100 ms.'],
  [outcome('unknown', { attempts: 2 }), 'System A: unknown (2 attempts) in 100 ms.'],
  [outcome('unsent'), 'System A: unsent in 100 ms.'],
  [outcome('unsent', { attempts: 0 }), 'System A: unsent.'],
  [outcome('skipped'), 'System A: skipped, because there is no one to notify.'],
])('the end of a delivery is one line: %#', (ended, expected) => {
  const { log, entries } = recordedLog();
  logOutcome(ended, log);
  expect(entries).toEqual([['info', expected]]);
});

describe('the report', () => {
  function entriesOf(results: Partial<Results>): readonly LogEntry[] {
    const { log, entries } = recordedLog();
    logReport(reported(results), log);
    return entries;
  }
  const errors = (count: number): ErrorDiagnostic[] =>
    times(count, (index) => ({ ...error(`p${index + 1}`), hint: 'Look.' }));
  const warnings = (level: WarningDiagnostic['level'], count: number): WarningDiagnostic[] =>
    times(count, (index) => ({ level, message: `${level} ${index + 1}` }));
  const lastLine = ['info', expect.stringMatching(/^(Sent|Not sent|Skipped|Unknown)/)];

  it('is the outcome alone if everything went well', () => {
    expect(entriesOf({ outcomes: outcomesOf('accepted'), docs })).toEqual([lastLine]);
  });

  const product = 'Notify WalkMe Workstation';
  const title = `${product}: payload-invalid`;
  const see = 'See docs/errors.md#payload-invalid';

  it('has one annotation for each error, with its code and location', () => {
    const location = { input: 'payload-file', file: 'n.yml', line: 3, column: 5, key: 'a.b' };
    const located = { ...error('no', location), hint: 'Look.' };
    expect(entriesOf({ errors: [located, ...errors(1)] })).toEqual([
      ['error', `n.yml:3:5 (a.b): no. Look. ${see}`, location, title],
      ['error', `p1. Look. ${see}`, undefined, title],
      lastLine,
    ]);
  });

  it('cuts a long error before the address of its section', () => {
    const [annotation] = entriesOf({ errors: [error('x'.repeat(9000))], docs });
    expect(annotation?.[1]).toMatch(/^x{3599}… See \S+#payload-invalid$/);
  });

  it('has the address of the section about each error if the run fails', async () => {
    const url = (code: string) => `${docs}/errors.md#${code}`;
    const invalid: ErrorDiagnostic = { code: 'inputs-invalid', message: 'no' };
    expect(entriesOf({ errors: [...errors(1), invalid], docs })).toEqual([
      ['error', `no. See ${url('inputs-invalid')}`, undefined, `${product}: inputs-invalid`],
      ['error', `p1. Look. See ${url('payload-invalid')}`, undefined, title],
      lastLine,
    ]);
    const config = await configured({ 'on-failure': 'warn' });
    expect(entriesOf({ outcomes: outcomesOf('refused'), config, docs })).toEqual([
      ['warning', 'it was refused. Look.', undefined, `${product}: request-refused`],
      lastLine,
    ]);
  });

  it('has at most nine annotations and one that counts the others, which are plain lines', () => {
    expect(entriesOf({ errors: errors(9) }).filter(([kind]) => kind === 'error')).toHaveLength(9);
    const last = error('p11\nof two lines');
    expect(entriesOf({ errors: [...errors(10), last] }).slice(8)).toEqual([
      ['error', `p9. Look. ${see}`, undefined, title],
      ['error', 'And 2 more: see the log of the step.', undefined, title],
      ['info', `p10. Look. ${see}`],
      ['info', 'p11'],
      ['info', `of two lines. ${see}`],
      lastLine,
    ]);
  });

  it('shows fifty errors and counts the others', () => {
    const entries = entriesOf({ errors: errors(60) });
    expect(entries.filter(([, text]) => /^p\d+\. Look/.test(text))).toHaveLength(50);
    expect(entries[9]?.[1]).toMatch(/^And 51 more\b/);
    expect(entries.at(-2)).toEqual(['info', expect.stringMatching(/ 10 more errors\.$/)]);
  });

  it('says with the first error what a re-run sends again', () => {
    const [first, second] = entriesOf({ outcomes: outcomesOf('accepted', 'unknown', 'refused') });
    expect(first?.[1]).toMatch(
      /^System B: it was unknown\. Look\.\nAccepted: System A\. Unknown: System B\./,
    );
    expect(second?.[1]).not.toContain('Accepted');
  });

  it('has notices first, then warnings, then errors', () => {
    const both = [...warnings('warning', 1), ...warnings('notice', 1)];
    expect(entriesOf({ warnings: both, errors: errors(1) })).toEqual([
      ['notice', 'notice 1.', undefined],
      ['warning', 'warning 1.', undefined],
      ['error', `p1. Look. ${see}`, undefined, title],
      lastLine,
    ]);
  });

  it('has at most ten annotations of each level, which is what the runner keeps', async () => {
    const entries = entriesOf({
      config: await configured({ 'on-failure': 'warn' }),
      warnings: [...warnings('warning', 12), ...warnings('notice', 12)],
      outcomes: outcomesOf('unknown', 'refused'),
    });
    const ofKind = (kind: string) => entries.filter(([it]) => it === kind).map(([, text]) => text);
    expect(ofKind('notice')).toHaveLength(10);
    expect(ofKind('warning')).toHaveLength(10);
    expect(ofKind('error')).toEqual([]);
    expect(ofKind('warning')[0]).toMatch(/^System A: it was unknown/);
    expect(ofKind('warning')[1]).toMatch(/^System B: it was refused/);
    expect(ofKind('warning')[9]).toMatch(/^And 5 more\b/);
    expect(ofKind('info')).toEqual(expect.arrayContaining(['warning 12.', 'notice 12.']));
  });

  it('has plain lines if credentials may be missing', async () => {
    const config = await configured({ 'on-missing-credentials': 'skip' });
    const blank = { code: 'credentials-missing', message: 'blank', hint: 'Look.' } as const;
    expect(entriesOf({ config, outcomes: [notSent(delivery('A'), 'skipped', blank)] })).toEqual([
      ['info', 'blank. Look.'],
      ['info', 'Skipped: nothing was sent.'],
    ]);
  });

  it('can get an error after the outcome', () => {
    const { log, entries } = recordedLog();
    const report = reported({ outcomes: outcomesOf('accepted'), docs });
    logError({ code: 'internal', message: 'no', hint: 'Look.' }, report, log);
    expect(entries).toEqual([
      ['error', `no. Look. See ${docs}/errors.md#internal`, undefined, `${product}: internal`],
    ]);
  });
});
