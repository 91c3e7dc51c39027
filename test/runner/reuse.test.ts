import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { occasions } from '../support/occasions.ts';
import { read, root } from '../support/project.ts';
import { needsAct } from './act.ts';
import { credentials, laterStep, onPush, runCase, seenLater } from './act-case.ts';

const dist = Object.fromEntries(
  readdirSync(join(root, 'dist')).map((name) => [`dist/${name}`, read(`dist/${name}`)]),
);

/** This repository, as far as a step needs it. */
const itself = { 'action.yml': read('action.yml'), ...dist };

needsAct();

it('runs from a checkout, with `uses: ./`', async () => {
  const { run, received } = await runCase({
    workflow: onPush(`
      - uses: actions/checkout@v7
      - id: notify
        uses: ./
        with:
          ${credentials}
          base-url: \${{ vars.URL }}
          template-id: t
          audience-ids: a, b
${laterStep}
`),
    files: itself,
  });
  expect(run).toMatchObject({ exitCode: 0, jobs: { notify: 'success' } });
  expect(received).toEqual([{ templateId: 't', audiencesIds: ['a', 'b'] }]);
  expect(seenLater(run)).toMatchObject({
    outcome: 'success',
    outputs: { outcome: 'sent', attempts: '1', 'status-code': '200', 'error-code': '' },
  });
});

it('runs in a reusable workflow of the same repository, which inherits the secrets', async () => {
  const { run, received } = await runCase({
    occasion: occasions['a release'],
    workflow: `
on: release
jobs:
  announce:
    uses: ./.github/workflows/shared.yml
    with:
      title: \${{ github.event.release.tag_name }} is out
    secrets: inherit
  after:
    needs: announce
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ needs.announce.outputs.outcome }}"
`,
    files: {
      '.github/workflows/shared.yml': `
on:
  workflow_call:
    inputs:
      title:
        type: string
        required: true
    outputs:
      outcome:
        value: \${{ jobs.notify.outputs.outcome }}
jobs:
  notify:
    runs-on: ubuntu-latest
    outputs:
      outcome: \${{ steps.notify.outputs.outcome }}
    steps:
      - id: notify
        uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          template-id: t
          audience-ids: a
          runtime-title: \${{ inputs.title }}
`,
    },
  });
  expect(run.exitCode).toBe(0);
  expect(received).toMatchObject([{ runtimeTitle: 'v4.7.0 is out' }]);
  expect(run.steps.at(-1)?.log).toEqual(['sent']);
});
