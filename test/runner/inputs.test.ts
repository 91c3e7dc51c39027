import { expect, it } from 'vitest';
import { needsAct } from './act.ts';
import { credentials, laterStep, onPush, runCase, seenLater } from './act-case.ts';

needsAct();

it('a blank input, from an input that the event lacks, takes its default', async () => {
  const { run, received } = await runCase({
    workflow: `
on:
  push:
  workflow_dispatch:
    inputs:
      title:
        type: string
      preview:
        type: boolean
      attempts:
        type: number
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - id: notify
        uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          template-id: t
          audience-ids: a
          runtime-title: \${{ inputs.title }}
          dry-run: \${{ inputs.preview }}
          max-attempts: \${{ github.event.inputs.attempts }}
          region: \${{ vars.WALKME_REGION }}
          on-failure: \${{ env.NOTHING }}
${laterStep}
`,
  });
  expect(run).toMatchObject({ exitCode: 0, steps: [{ annotations: [] }, {}] });
  expect(received).toEqual([{ templateId: 't', audiencesIds: ['a'] }]);
  expect(seenLater(run)).toMatchObject({ outputs: { outcome: 'sent' } });
});

it('a list in a secret of several lines reaches each of them, and the log shows none', async () => {
  const people = 'ada.byron@example.com\ngrace.hopper@example.com\n';
  const { run, received } = await runCase({
    workflow: onPush(`
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          template-id: t
          end-user-ids: \${{ secrets.PEOPLE }}
`),
    secrets: { PEOPLE: people },
  });
  expect(run.exitCode).toBe(0);
  expect(received).toMatchObject([{ endUsersIds: people.trim().split('\n') }]);
  const [step] = run.steps;
  expect([...(step?.log ?? []), step?.summary].join('\n')).not.toMatch(/byron|hopper/);
});

it('no line of a client secret of several lines is shown', async () => {
  const secret = 'first-line-of-it\nsecond-line-of-it';
  const { run } = await runCase({
    workflow: onPush(`
      - id: notify
        uses: your-org/notify-walkme-workstation@v1
        with:
          client-id: \${{ secrets.ID }}
          client-secret: \${{ secrets.LINES }}
          template-id: t
          audience-ids: a
          runtime-title: This shows \${{ secrets.LINES }}
`),
    secrets: { LINES: secret },
  });
  const everything = [run.text, ...run.steps.map(({ summary }) => summary)].join('\n');
  expect(run.exitCode).toBe(1);
  expect(everything).not.toMatch(/(first|second)-line-of-it/);
});

it('a working directory of the job does not apply to the paths of a step', async () => {
  const { run, received } = await runCase({
    workflow: `
on: push
defaults:
  run:
    working-directory: app
jobs:
  notify:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - run: echo "templateId" > made-here.txt && pwd
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: app/notify.yml
      - id: wrong
        continue-on-error: true
        uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: notify.yml
`,
    files: { 'app/notify.yml': 'notification: { templateId: t, audiencesIds: [a] }' },
  });
  expect(run.exitCode).toBe(0);
  expect(run.steps[1]?.log.join('')).toMatch(/\/app$/);
  expect(received).toEqual([{ templateId: 't', audiencesIds: ['a'] }]);
  expect(run.steps.at(-1)).toMatchObject({
    result: 'failure',
    outputs: { 'error-code': 'payload-unreadable' },
  });
});
