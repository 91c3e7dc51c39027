import { describe, expect, it } from 'vitest';
import { bodyWithoutRecipients } from '../../../src/report/preview.ts';
import type { Results } from '../../../src/report/report.ts';
import { toSummary } from '../../../src/report/summary.ts';
import { configured } from '../config/support.ts';
import { delivery, docs, error, outcome, outcomesOf, reported, times } from './support.ts';

const summaryOf = (results: Partial<Results>): string =>
  toSummary(reported(results), (text) => text);

describe('the job summary of a delivery', () => {
  it('has its status, and what people see', () => {
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
    expect(summaryOf({ outcomes })).toBe(
      [
        '### ✅ WalkMe notification: System S-1',
        '',
        'Sent: 1 of 1 delivery accepted in 1.5 s.',
        '',
        '| Delivery | Status | Recipients | HTTP | Attempts | Duration | Request ID |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        '| System S-1 | ✅&nbsp;accepted | 2 people and 1 audience | 200 | 2 | 1.8 s | <code>r-1</code> |',
        '',
        '| What recipients see |  |',
        '| --- | --- |',
        '| Title | Release 4.7 |',
        '| Text | Two<br>lines |',
        '| Type | Push |',
        '| From | 2027-01-15 08:00 UTC |',
        '| Until | 2027-01-16 UTC |',
        '| <code>URL</code> | https&#58;<em></em>//x.example |',
        '| <code>EMPTY</code> |  |',
        '',
        `<details><summary>Request body</summary><pre><code>${bodyWithoutRecipients(sent)}</code></pre></details>`,
        '',
      ].join('\n'),
    );
  });

  it('says what the template and WalkMe decide', () => {
    const summary = summaryOf({ outcomes: [outcome('accepted', { delivery: delivery() })] });
    expect(summary).toContain(
      [
        '| Delivery | Status | Recipients | Attempts | Duration |',
        '| --- | --- | --- | --- | --- |',
        '| Template template-1 | ✅&nbsp;accepted | 1 audience | 1 | 100 ms |',
        '',
        '| What recipients see |  |',
        '| --- | --- |',
        '| Title | <em>from the template</em> |',
        '| Text | <em>from the template</em> |',
        "| Type | <em>push, WalkMe's default</em> |",
        "| From | <em>now, WalkMe's default</em> |",
        "| Until | <em>30 days from now, WalkMe's default</em> |",
      ].join('\n'),
    );
  });

  it('has a notification once, and the request body of each system', () => {
    const sent = delivery('A', { runtimeTitle: 'Hi' });
    const outcomes = ['A', 'B', 'C'].map((systemId) =>
      outcome('accepted', { delivery: { ...sent, name: `Hi (system ${systemId})`, systemId } }),
    );
    const summary = summaryOf({ outcomes });
    expect(summary.match(/What recipients see/g)).toHaveLength(1);
    expect(summary).toMatch(/^### ✅ WalkMe notification: Hi\n/);
    expect(summary).not.toMatch(/^####/m);
    for (const it of ['A', 'B', 'C']) {
      expect(summary).toContain(`| Hi &#40;system ${it}&#41; | ✅&nbsp;accepted |`);
      expect(summary).toContain(`<summary>Request body: Hi &#40;system ${it}&#41;</summary>`);
    }
  });

  it('shows no mailbox', () => {
    const override = [{ key: 'MAIL', value: 'annette@corp.example' }];
    const sent = delivery(null, { runtimeTitle: 'By annette@corp.example', override });
    const summary = summaryOf({ outcomes: [outcome('accepted', { delivery: sent })] });
    expect(summary).not.toContain('annette');
    expect(summary.match(/…/g)).toHaveLength(4);
  });

  it('has a heading with its name for each notification', () => {
    const outcomes = ['One', 'Two'].map((runtimeTitle) =>
      outcome('accepted', {
        delivery: { ...delivery(null, { runtimeTitle }), name: runtimeTitle },
      }),
    );
    const headings = summaryOf({ outcomes }).match(/^#### .*|<summary>.*<\/summary>/gm);
    expect(headings).toEqual([
      '#### One',
      '<summary>Request body: One</summary>',
      '#### Two',
      '<summary>Request body: Two</summary>',
    ]);
  });
});

describe('the job summary of many deliveries', () => {
  const many = times(40, (index) =>
    outcome(index % 10 === 3 ? 'refused' : 'accepted', { delivery: delivery(`S${index}`) }),
  );

  it('shows those that were not accepted first, with one paragraph for equal errors', () => {
    const summary = summaryOf({ outcomes: many });
    const rows = summary.match(/^\| System S\d+ \| .*? \|/gm) ?? [];
    expect(rows.slice(0, 5)).toEqual([
      ...[3, 13, 23, 33].map((index) => `| System S${index} | ❌&nbsp;refused |`),
      '| System S0 | ✅&nbsp;accepted |',
    ]);
    expect(rows).toHaveLength(40);
    expect(summary.match(/it was refused/g)).toHaveLength(1);
    expect(summary).toContain(': System S3, System S13, System S23, System S33: it was refused.');
    expect(summary.match(/^#### .*/m)?.[0]).toContain('System S3');
  });

  const untitled = delivery('A');
  const toSystems = times(3, () => outcome('accepted', { delivery: untitled }));
  const skipped = outcome('skipped', { delivery: { ...delivery('B'), written: undefined } });
  it.each([
    [many, '⚠️ WalkMe notification: System S0 and 39 more'],
    // What is sent, not what `if` skips.
    [[skipped, outcome('accepted')], '✅ WalkMe notification: System A'],
    [[skipped], '⏭️ WalkMe notification: System B'],
    [toSystems, '✅ WalkMe notification'],
  ])('names the notification in its heading: %#', (outcomes, heading) => {
    const summary = summaryOf({ outcomes });
    expect(summary.split('\n')[0]).toBe(`### ${heading}`);
    if (outcomes.includes(skipped)) expect(summary).not.toMatch(/^And /m);
  });

  it('says in its heading that it is a test', async () => {
    const config = await configured({ 'test-recipients': 'ann' });
    expect(summaryOf({ config, outcomes: outcomesOf('accepted') })).toMatch(
      /^### ✅ Test: WalkMe notification: System A\n\nTest: Sent: /,
    );
  });

  it('names ten deliveries of an error', () => {
    const outcomes = times(30, (at) => outcome('refused', { delivery: delivery(`S${at}`) }));
    expect(summaryOf({ outcomes })).toContain(', System S9, and 20 more: it was refused.');
  });

  it('is two lines where `when` decided that nothing is sent', () => {
    const comparison =
      'the result of this run is success, and that of run #41 before it was success';
    const outcomes = outcomesOf('skipped', 'skipped');
    expect(summaryOf({ outcomes, skippedBy: 'when: changed', comparison })).toBe(
      `### ⏭️ WalkMe notification: System A and 1 more\n\nSkipped: nothing was sent, because of <code>when: changed</code>: ${comparison.replace('#', '&#35;<em></em>')}.\n`,
    );
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
    expect(summaryOf({ config, outcomes: outcomesOf(...statuses) })).toMatch(
      new RegExp(`^### ${sign} WalkMe notification: System A(?: and 1 more)?\n\n`),
    );
  });

  it('of a dry run is what would be sent', async () => {
    const config = await configured({ 'dry-run': 'true' });
    const summary = summaryOf({ config, outcomes: outcomesOf('skipped') });
    expect(summary).toContain('Dry run: 1 delivery would be sent.');
    expect(summary).toContain('| Delivery | Status | Recipients |\n');
    expect(summary).toContain('What recipients see');
    expect(summary).not.toMatch(/accepted/);
  });

  it('without a plan is followed by the errors alone', () => {
    const summary = summaryOf({ errors: [error('a fault')] });
    expect(summary).toContain('a fault');
    expect(summary).not.toMatch(/\| |<details>/);
  });
});

describe('an error', () => {
  const location = { input: 'payload-file', file: 'n|1.yml', line: 3, column: 5, key: 'a_b' };
  const located = { ...error('found `x`', location), hint: 'Use *y*.' };
  const url = `${docs}/errors.md#payload-invalid`;

  it.each([
    [
      { errors: [located], docs },
      `**[<code>payload-invalid</code>](${url})**: <code>n&#124;1.yml&#58;3:5 &#40;a&#95;b&#41;</code> found <code>x</code>.<br>Use &#42;y&#42;.`,
    ],
    // Without an address of the pages.
    [{ errors: [error('no')] }, '\n\n**<code>payload-invalid</code>**: no.\n'],
    // Only a line is a location.
    [
      { errors: [error('`start-at` is wrong', { input: 'start-at' })] },
      '**: <code>start-at</code> is wrong.\n',
    ],
  ])('has its code, its location, and what to do: %#', (results, expected) => {
    expect(summaryOf(results)).toContain(expected);
  });
});

describe('what else people should know', () => {
  it('are warnings and notices, as quotes', () => {
    const warnings = [
      { level: 'warning', message: 'ends <soon>' },
      { level: 'notice', message: 'two\nlines' },
    ] as const;
    const summary = summaryOf({ warnings, outcomes: [outcome('accepted')] });
    expect(summary).toContain('\n\n> Warning: ends &#60;soon&#62;.\n\n> Notice: two<br>lines.\n\n');
  });

  it('is what a re-run sends again', () => {
    expect(summaryOf({ outcomes: outcomesOf('accepted', 'unknown') })).toMatch(
      /\n\nAccepted: System A\. Unknown: System B\. .*re-run.*\n\n/,
    );
  });

  it('is how much is not shown', () => {
    const override = times(31, (at) => ({ key: `K${at}`, value: 'v' }));
    const outcomes = times(103, (index) =>
      outcome('accepted', { delivery: delivery(`S${index}`, { override }) }),
    );
    const summary = summaryOf({ outcomes });
    expect(summary.match(/What recipients see/g)).toHaveLength(5);
    expect(summary).toContain('And 98 more notifications.');
    expect(summary.match(/^\| System S\d+ \|/gm)).toHaveLength(100);
    expect(summary).toContain('And 3 more deliveries.');
    expect(summary).toContain('| <code>K29</code> |');
    expect(summary).not.toContain('| <code>K30</code> |');
  });

  it('is how many errors and warnings are not shown', () => {
    const allOf = (count: number): string =>
      summaryOf({
        errors: times(count, (index) => error(`error ${index}!`)),
        warnings: times(count, (index) => ({ level: 'notice', message: `warning ${index}.` })),
      });
    const summary = allOf(53);
    expect(summary.match(/error \d+&#33;/g)).toHaveLength(50);
    expect(summary.match(/^> .*warning/gm)).toHaveLength(50);
    expect(summary).toContain('And 3 more errors.');
    expect(summary).toContain('And 3 more warnings.');
    expect(allOf(50)).not.toMatch(/^And /m);
  });

  it('is that something was too long, if it was', () => {
    const long = (count: number) => {
      const override = times(count, (at) => ({ key: `${at}`, value: '\u202e'.repeat(300) }));
      const outcomes = ['A', 'B', 'C', 'D', 'E'].map((it) =>
        outcome('accepted', { delivery: delivery(it, { override, runtimeTitle: it }) }),
      );
      return summaryOf({ outcomes });
    };
    expect(long(1)).not.toContain('omitted');
    expect(long(30)).toMatch(
      /\| System E \|[\s\S]*\n\nSome sections were omitted because the job summary is too large\.\n$/,
    );
  });
});

it('the job summary names no recipients', () => {
  const sent = {
    ...delivery('A', { endUsersIds: ['@octocat'], audiencesIds: ['cf0bd4c1-86fd'] }),
    recipients: {
      endUsersIds: ['ann@corp.example', 'bob@corp.example'],
      audiencesIds: ['cf0bd4c1-86fd'],
    },
  };
  const outcomes = (['accepted', 'refused'] as const).map((it) => outcome(it, { delivery: sent }));
  const summary = summaryOf({ outcomes });
  expect(summary).toContain('2 people and 1 audience');
  expect(summary).not.toMatch(/octocat|corp|ann|bob|cf0bd4c1/);
});
