import { expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import { needsAct } from './act.ts';
import { credentials, laterStep, onPush, runCase, seenLater } from './act-case.ts';

needsAct();

const refused = (extra: string): string =>
  onPush(`
      - id: notify
${extra}        uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          template-id: t
          audience-ids: a
          runtime-title: Hello
${laterStep}
      - run: echo reached
`);
const message = /^127\.0\.0\.1:\d+ returned HTTP 400/;

it.each([
  ['fails the job', '', 1, { outcome: 'failure', conclusion: 'failure' }],
  [
    'with continue-on-error, fails alone',
    '        continue-on-error: true\n',
    0,
    { outcome: 'failure', conclusion: 'success' },
  ],
])('a refused notification %s', async (_, extra, exitCode, seen) => {
  const { run, received } = await runCase({
    workflow: refused(extra),
    simulator: { script: { send: ['400'] } },
  });
  expect(run.exitCode).toBe(exitCode);
  expect(received).toEqual([]);
  expect(run.steps.some(({ log }) => log[0] === 'reached')).toBe(exitCode === 0);
  expect(run.steps[0]).toMatchObject({
    result: 'failure',
    annotations: [{ level: 'error', text: expect.stringMatching(message) }],
    summary: expect.stringContaining('| Hello | ❌&nbsp;refused | 1 audience | 400 |'),
  });
  expect(seenLater(run)).toMatchObject({
    ...seen,
    outputs: {
      outcome: 'failed',
      'error-code': 'request-refused',
      'error-message': expect.stringMatching(message),
      'status-code': '400',
    },
  });
});

it('a wrong secret fails the step, and nothing shows it', async () => {
  const wrong = 'this-is-not-the-secret';
  const { run } = await runCase({
    workflow: refused(''),
    secrets: { SECRET: wrong },
  });
  expect(wrong).not.toBe(defaultClient.secret);
  expect(run.exitCode).toBe(1);
  expect(seenLater(run)).toMatchObject({ outputs: { 'error-code': 'token-refused' } });
  expect(run.text).not.toContain(wrong);
});

it('a secret that a step reveals fails the test', async () => {
  const revealing = runCase({
    workflow: onPush(`
      - run: echo "found=$FOUND" >> "$GITHUB_OUTPUT"
        env:
          FOUND: \${{ secrets.SECRET }}
`),
  });
  await expect(revealing).rejects.toThrow('secrets in the log, outputs, or job summary');
});

it('a cancelled run is reported as such by the steps that run in spite of it', async () => {
  const { run, received } = await runCase({
    cancelAt: 'This takes long',
    workflow: `
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: echo This takes long; sleep 50
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          template-id: t
          audience-ids: a
      - if: \${{ cancelled() }}
        uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: notify.yml
          standard-overrides: JOB_STATUS
`,
    files: {
      'notify.yml': `
notification:
  templateId: t
  audiencesIds: [a]
  runtimeTitle: \${{ case(cancelled(), 'Cancelled', failure(), 'Failed', 'Done') }}
`,
    },
  });
  expect(run).toMatchObject({ exitCode: 1, steps: { length: 3 } });
  expect(received).toEqual([
    {
      templateId: 't',
      audiencesIds: ['a'],
      runtimeTitle: 'Cancelled',
      override: [{ key: 'JOB_STATUS', value: 'cancelled' }],
    },
  ]);
});
