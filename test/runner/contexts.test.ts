import { expect, it } from 'vitest';
import { needsAct } from './act.ts';
import { credentials, runCase } from './act-case.ts';

needsAct();

it('a payload file sees the matrix, the strategy, and the status of each job', async () => {
  const { run, received } = await runCase({
    workflow: `
on: push
jobs:
  test:
    strategy:
      fail-fast: false
      max-parallel: 1
      matrix:
        os: [ubuntu-latest, windows-latest]
        node: [24]
    runs-on: \${{ matrix.os }}
    steps:
      - uses: actions/checkout@v7
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: notify.yml
`,
    files: {
      'notify.yml': `
notification:
  templateId: t
  audiencesIds: [a]
  runtimeTitle: "\${{ matrix.os }}, \${{ matrix.node == 24 && 'number' }}"
  override:
    STATUS: \${{ job.status }}
    FAIL_FAST: \${{ strategy.fail-fast }}
    PARALLEL: \${{ strategy.max-parallel }}
`,
    },
  });
  expect(run).toMatchObject({ exitCode: 0, jobs: { test: 'success' } });
  expect(run.steps.flatMap(({ annotations }) => annotations)).toEqual([]);
  const override = [
    { key: 'STATUS', value: 'success' },
    { key: 'FAIL_FAST', value: 'false' },
    { key: 'PARALLEL', value: '1' },
  ];
  expect(received.map(({ runtimeTitle }) => runtimeTitle).toSorted()).toEqual([
    'ubuntu-latest, number',
    'windows-latest, number',
  ]);
  for (const notification of received) expect(notification).toMatchObject({ override });
});

it('a payload file sees the env of workflow, job, and step, without what looks secret', async () => {
  const { run, received } = await runCase({
    workflow: `
on: push
env:
  TEAM: crane
  PLACE: workflow
jobs:
  notify:
    runs-on: ubuntu-latest
    env:
      PLACE: job
      DATABASE_URL: postgres://harbor:quay-wall-77@db.example.com/harbor
    steps:
      - uses: actions/checkout@v7
      - run: echo "SET=by a step" >> "$GITHUB_ENV"
      - uses: your-org/notify-walkme-workstation@v1
        env:
          OWN: of the step
        with:
          ${credentials}
          payload-file: notify.yml
      - id: refused
        continue-on-error: true
        uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: secret.yml
`,
    files: {
      'notify.yml': `
notification:
  templateId: t
  audiencesIds: [a]
  runtimeTitle: \${{ env.TEAM }}, \${{ env.PLACE }}, \${{ env.SET }}, \${{ env.OWN }}
`,
      'secret.yml': `
notification:
  templateId: t
  audiencesIds: [a]
  runtimeTitle: \${{ env.DATABASE_URL }}
`,
    },
  });
  expect(run.exitCode).toBe(0);
  expect(received).toMatchObject([{ runtimeTitle: 'crane, job, by a step, of the step' }]);
  const refused = run.steps.find(({ id }) => id === 'refused');
  expect(refused).toMatchObject({
    result: 'failure',
    outputs: { outcome: 'failed', 'error-code': 'value-missing' },
    annotations: [{ level: 'error', place: 'secret.yml:5' }],
  });
  expect(run.text).not.toContain('quay-wall-77');
});
