import { describe, expect, it } from 'vitest';
import { notSent } from '../../../src/delivery/outcome.ts';
import { toSummary } from '../../../src/report/summary.ts';
import { configured } from '../config/support.ts';
import { delivery, judged, outcome } from './support.ts';

const env = {
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_ACTION_REPOSITORY: 'acme/notify',
  GITHUB_ACTION_REF: 'v1.2.3',
};

describe('the receipt of a delivery', () => {
  it('says what people see, and how it went', () => {
    const sent = delivery('S-1', {
      templateId: 'T-1',
      endUsersIds: ['ann@corp.example', 'bob@corp.example'],
      notificationType: 'Push',
      runtimeTitle: 'Release 4.7',
      runtimeDescription: 'Two\nlines',
      startAt: '2027-01-15 08:00',
      endAt: '2027-01-16',
      override: [
        { key: 'URL', value: 'https://x.example' },
        { key: 'EMPTY', value: '' },
      ],
    });
    const outcomes = [
      outcome('accepted', {
        delivery: sent,
        statusCode: 200,
        requestId: 'r-1',
        attempts: 2,
        durationMs: 1840,
      }),
    ];
    expect(toSummary(judged({ outcomes }), env)).toBe(
      [
        '### ✅ WalkMe notification',
        '',
        'Sent: 1 of 1 request accepted in 1.5 s.',
        '',
        '| What people see |  |',
        '| --- | --- |',
        '| Title | Release 4.7 |',
        '| Text | Two<br>lines |',
        '| Type | Push |',
        '| From | 2027-01-15 08:00 UTC |',
        '| Until | 2027-01-16 UTC |',
        '| <code>URL</code> | https&#58;//x.example |',
        '| <code>EMPTY</code> |  |',
        '',
        '<details><summary>Request body</summary><pre><code>{',
        '  "notification": {',
        '    "templateId": "T-1",',
        '    "systemId": "S-1",',
        '    "endUsersIds": [',
        '      "2 people"',
        '    ],',
        '    "audiencesIds": [',
        '      "1 audience"',
        '    ],',
        '    "notificationType": "Push",',
        '    "runtimeTitle": "Release 4.7",',
        '    "runtimeDescription": "Two\\nlines",',
        '    "startAt": "2027-01-15 08:00",',
        '    "endAt": "2027-01-16",',
        '    "override": [',
        '      {',
        '        "key": "URL",',
        '        "value": "https://x.example"',
        '      },',
        '      {',
        '        "key": "EMPTY",',
        '        "value": ""',
        '      }',
        '    ]',
        '  }',
        '}</code></pre></details>',
        '',
        '| System | Template | Recipients | DeliveryStatus | HTTP | Attempts | Duration | Request id |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        '| <code>S-1</code> | <code>T-1</code> | 2 people and 1 audience | accepted | 200 | 2 | 1.8 s | <code>r-1</code> |',
        '',
      ].join('\n'),
    );
  });

  it('says what the template and WalkMe decide', () => {
    const summary = toSummary(
      judged({ outcomes: [outcome('accepted', { delivery: delivery() })] }),
      env,
    );
    for (const row of [
      /^\| Title \| <em>as in the template<\/em> \|$/m,
      /^\| Text \| <em>as in the template<\/em> \|$/m,
      /^\| Type \| <em>push,.*<\/em> \|$/m,
      /^\| From \| <em>now, WalkMe's default<\/em> \|$/m,
      /^\| Until \| <em>30 days from now.*<\/em> \|$/m,
      /^\| <em>the only one<\/em> \| .* \| accepted \| {2}\| 1 \| 100 ms \| {2}\|$/m,
    ]) {
      expect(summary).toMatch(row);
    }
  });

  it('shows a notification once, however many systems it goes to', () => {
    const sent = delivery('A', { runtimeTitle: 'Hi' });
    const outcomes = ['A', 'B', 'C'].map((systemId) =>
      outcome('accepted', { delivery: { ...sent, systemId } }),
    );
    const summary = toSummary(judged({ outcomes }), env);
    expect(summary.match(/What people see/g)).toHaveLength(1);
    expect(summary.match(/Request body/g)).toHaveLength(1);
    for (const it of ['A', 'B', 'C']) expect(summary).toContain(`| <code>${it}</code> |`);
  });
});

describe('the outcome', () => {
  it.each([
    ['✅', ['accepted'], {}],
    ['⚠️', ['accepted', 'refused'], {}],
    ['❓', ['unknown'], {}],
    ['❌', ['refused'], {}],
    ['⏭️', ['skipped'], {}],
    ['🔍', ['skipped'], { 'dry-run': 'true' }],
  ] as const)('has the sign %s', async (sign, statuses, inputs) => {
    const config = await configured(inputs);
    const outcomes = statuses.map((status) => outcome(status));
    expect(toSummary(judged({ config, outcomes }), env)).toMatch(
      new RegExp(`^### ${sign} WalkMe notification\n\n`),
    );
  });

  it('of a dry run says that nothing was sent', async () => {
    const config = await configured({ 'dry-run': 'true' });
    const outcomes = [notSent(delivery('A'), 'skipped', null)];
    const summary = toSummary(judged({ config, outcomes }), env);
    expect(summary).toMatch(/Dry run: nothing was sent/);
    expect(summary).toContain('What people see');
    expect(summary).not.toMatch(/accepted/);
  });

  it('without a plan is followed by the errors only', () => {
    const summary = toSummary(judged({ errors: [{ code: 'internal', message: 'a fault' }] }), env);
    expect(summary).toContain('a fault');
    expect(summary).not.toMatch(/\| |<details>/);
  });
});

describe('an error', () => {
  const error = {
    code: 'payload-invalid',
    message: 'found `x`',
    hint: 'Use *y*.',
    location: { input: 'payload-file', file: 'n|1.yml', line: 3, column: 5, key: 'a_b' },
  } as const;

  it('has its code, linked to its page in the version that runs, its location, and what to do', () => {
    const summary = toSummary(judged({ errors: [error] }), env);
    expect(summary).toContain(
      '**[<code>payload-invalid</code>](https://github.example/acme/notify/blob/v1.2.3/docs/errors.md#payload-invalid)**: <code>n&#124;1.yml&#58;3:5 &#40;a&#95;b&#41;</code> found <code>x</code><br>Use &#42;y&#42;.',
    );
  });

  it.each<[string, Record<string, string>, string]>([
    ['a folder of the workspace', {}, '**<code>internal</code>**: no'],
    [
      'no ref',
      { GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: '' },
      '**<code>internal</code>**: no',
    ],
    ['no repository', { GITHUB_ACTION_REF: 'v1' }, '**<code>internal</code>**: no'],
    [
      'no server',
      { GITHUB_ACTION_REPOSITORY: 'a/b', GITHUB_ACTION_REF: 'v1' },
      '**[<code>internal</code>](https://github.com/a/b/blob/v1/docs/errors.md#internal)**: no',
    ],
  ])('of an action in %s', (_, where, expected) => {
    const summary = toSummary(judged({ errors: [{ code: 'internal', message: 'no' }] }), where);
    expect(summary).toContain(expected);
  });

  it('names its location only where that is a line', () => {
    const location = { input: 'start-at' };
    const summary = toSummary(
      judged({ errors: [{ code: 'payload-invalid', message: '`start-at` is wrong', location }] }),
      env,
    );
    expect(summary).toContain('**: <code>start-at</code> is wrong<br>');
  });

  it('is one of fifty at most', () => {
    const errors = Array.from({ length: 53 }, (_, index) => ({
      code: 'payload-invalid' as const,
      message: `error ${index + 1}!`,
    }));
    const summary = toSummary(judged({ errors }), env);
    expect(summary.match(/error \d+&#33;/g)).toHaveLength(50);
    expect(summary).toContain('And 3 more errors.');
    expect(toSummary(judged({ errors: errors.slice(0, 50) }), env)).not.toContain('more error');
  });
});

describe('what else people should know', () => {
  it('are warnings, as quotes', () => {
    const warnings = [
      { level: 'warning', message: 'ends <soon>' },
      { level: 'notice', message: 'two\nlines' },
    ] as const;
    const summary = toSummary(judged({ warnings, outcomes: [outcome('accepted')] }), env);
    expect(summary).toMatch(/\n\n> ends &#60;soon&#62;\.\n\n> two<br>lines\.\n$/);
  });

  it('is whom a re-run reaches again', () => {
    const outcomes = [outcome('accepted'), outcome('unknown', { delivery: delivery('B') })];
    expect(toSummary(judged({ outcomes }), env)).toMatch(
      /\n\nAccepted: System A\. Undecided: System B\. .*re-run.*\n\n/,
    );
  });

  it('is how much is not shown', () => {
    const outcomes = Array.from({ length: 103 }, (_, index) =>
      outcome('accepted', {
        delivery: delivery(`S${index}`, {
          override: Array.from({ length: 31 }, (_, at) => ({ key: `K${at}`, value: 'v' })),
        }),
      }),
    );
    const summary = toSummary(judged({ outcomes }), env);
    expect(summary.match(/What people see/g)).toHaveLength(5);
    expect(summary).toContain('And 98 more notifications.');
    expect(summary.match(/^\| <code>S\d+<\/code> \|/gm)).toHaveLength(100);
    expect(summary).toContain('And 3 more requests.');
    expect(summary).toContain('| <code>K29</code> |');
    expect(summary).not.toContain('| <code>K30</code> |');
  });

  it('is how many warnings are not shown', () => {
    const warnings = Array.from({ length: 53 }, (_, index) => ({
      level: 'notice' as const,
      message: `warning ${index + 1}.`,
    }));
    const summary = toSummary(judged({ warnings }), env);
    expect(summary.match(/^> warning/gm)).toHaveLength(50);
    expect(summary).toContain('And 3 more warnings.');
  });

  it('is that something was too long, if it was', () => {
    const long = (count: number) => {
      const override = Array.from({ length: count }, (_, at) => ({
        key: `${at}`,
        value: '\u202e'.repeat(300),
      }));
      const outcomes = ['A', 'B', 'C', 'D', 'E'].map((it) =>
        outcome('accepted', { delivery: delivery(it, { override, runtimeTitle: it }) }),
      );
      return toSummary(judged({ outcomes }), env);
    };
    expect(long(1)).not.toContain('too long');
    expect(long(30)).toMatch(
      /\| <code>E<\/code> \|.*\n\nWhat is too long for a receipt is not shown\.\n$/,
    );
  });
});

it('recipients never stand in the receipt', () => {
  const sent = {
    ...delivery('A', { endUsersIds: ['@octocat'], audiencesIds: ['cf0bd4c1-86fd'] }),
    endUsersIds: ['ann@corp.example', 'bob@corp.example'],
  };
  const outcomes = [
    outcome('accepted', { delivery: sent }),
    outcome('refused', { delivery: sent }),
  ];
  const summary = toSummary(judged({ outcomes }), env);
  expect(summary).toContain('2 people and 1 audience');
  expect(summary).not.toMatch(/octocat|corp|ann|bob|cf0bd4c1/);
});
