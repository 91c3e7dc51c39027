import { describe, expect, it } from 'vitest';
import { needsAct } from './act.ts';
import { credentials, runCase } from './act-case.ts';

describe('a cancelled run', () => {
  needsAct();

  it('is reported as such by the steps that run in spite of it', async () => {
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
});
