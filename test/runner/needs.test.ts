import { describe, expect, it } from 'vitest';
import { occasions } from '../support/occasions.ts';
import { needsAct } from './act.ts';
import { credentials, runCase } from './act-case.ts';

const push = occasions['a push that succeeds'];

describe('the needs context', () => {
  needsAct();

  it('a roll-up tells the failed, skipped, and cancelled jobs apart', async () => {
    const { run, received } = await runCase({
      occasion: push,
      workflow: () => `
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    outputs:
      version: \${{ steps.version.outputs.version }}
    steps:
      - id: version
        run: echo version=4.7.0 >> "$GITHUB_OUTPUT"
  test:
    runs-on: ubuntu-latest
    steps:
      - run: exit 3
  deploy:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - run: echo never
  docs:
    if: \${{ github.event_name == 'release' }}
    runs-on: ubuntu-latest
    steps:
      - run: echo never
  notify:
    needs: [build, test, deploy, docs]
    if: \${{ always() }}
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: notify.yml
          needs: \${{ toJSON(needs) }}
      # No job of act ends as cancelled.
      - uses: your-org/notify-walkme-workstation@v1
        with:
          ${credentials}
          payload-file: notify.yml
          needs: |
            {"build": \${{ toJSON(needs.build) }}, "test": {"result": "cancelled", "outputs": {}},
             "deploy": \${{ toJSON(needs.deploy) }}, "docs": \${{ toJSON(needs.docs) }}}
`,
      files: {
        'notify.yml': `
notification:
  templateId: t
  audiencesIds: [a]
  runtimeTitle: \${{ overallResult(needs) }}
  override:
    FAILED: \${{ jobsWithResult(needs, 'failure') }}
    SKIPPED: \${{ jobsWithResult(needs, 'skipped') }}
    CANCELLED: \${{ jobsWithResult(needs, 'cancelled') }}
    VERSION: \${{ needs.build.outputs.version }}
`,
      },
    });
    expect(run).toMatchObject({
      exitCode: 1,
      jobs: { build: 'success', test: 'failure', notify: 'success' },
    });
    const overrides = (failed: string, cancelled: string): object => ({
      override: [
        { key: 'FAILED', value: failed },
        { key: 'SKIPPED', value: 'deploy, docs' },
        { key: 'CANCELLED', value: cancelled },
        { key: 'VERSION', value: '4.7.0' },
      ],
    });
    expect(received).toMatchObject([
      { runtimeTitle: 'failure', ...overrides('test', '') },
      { runtimeTitle: 'cancelled', ...overrides('', 'test') },
    ]);
  });
});
