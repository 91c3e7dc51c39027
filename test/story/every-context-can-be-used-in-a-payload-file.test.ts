import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const file = `notification:
  override:
    GITHUB: \${{ github.repository }} \${{ github.run_attempt }} \${{ github['ref_protected'] }} \${{ github.repositoryUrl }}
    EVENT: \${{ github.event.needle }}
    SIZE: \${{ github.event.commits[2999].id }}
    ENV: \${{ env.STAGE }}
    RUNNER: \${{ runner.os }}/\${{ runner.arch }}
    JOB: \${{ job.status }} \${{ job.container.id }}
    MATRIX: \${{ matrix.node }}
    STRATEGY: \${{ strategy.job-index }} of \${{ strategy['job-total'] }}
    NEEDS: \${{ needs.build.outputs.version }}
    STEPS: \${{ steps.test.outputs.count }}
    VARS: \${{ vars.TEAM }}
    OWN: \${{ Own-1.list[1] }}
    CASE: \${{ GITHUB.Event.NEEDLE }}
`;

it('every context can be used in a payload file, with an event of 5 MiB', async () => {
  const message = 'x'.repeat(1800);
  const commits = Array.from({ length: 3000 }, (_, index) => ({ id: index, message }));
  const run = await notify({
    inputs: {
      'payload-file': 'all.yml',
      needs: '{"build": {"result": "success", "outputs": {"version": "4.7"}}}',
      job: '{"status": "failure", "container": {"id": "c1"}}',
      matrix: '{"node": 24}',
      strategy: '{"job-index": 0, "job-total": 3}',
      context: '@context.json',
    },
    env: {
      GITHUB_REPOSITORY: 'acme/harbor',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_REF_PROTECTED: 'true',
      RUNNER_OS: 'Linux',
      RUNNER_ARCH: 'X64',
      STAGE: 'production',
    },
    event: { commits, needle: 'found' },
    files: {
      'all.yml': file,
      'context.json':
        '{"steps": {"test": {"outputs": {"count": "12"}}}, "vars": {"TEAM": "Harbor"}, "Own-1": {"list": [1, "two"]}}',
    },
  });

  expect(JSON.stringify({ commits }).length).toBeGreaterThan(5 * 1024 * 1024);
  expect(run.report.exitCode).toBe(0);
  const { override } = run.accepted[0] ?? {};
  expect(override).toEqual([
    { key: 'GITHUB', value: 'acme/harbor 1 true git://github.com/acme/harbor.git' },
    { key: 'EVENT', value: 'found' },
    { key: 'SIZE', value: '2999' },
    { key: 'ENV', value: 'production' },
    { key: 'RUNNER', value: 'Linux/X64' },
    { key: 'JOB', value: 'failure c1' },
    { key: 'MATRIX', value: '24' },
    { key: 'STRATEGY', value: '0 of 3' },
    { key: 'NEEDS', value: '4.7' },
    { key: 'STEPS', value: '12' },
    { key: 'VARS', value: 'Harbor' },
    { key: 'OWN', value: 'two' },
    { key: 'CASE', value: 'found' },
  ]);
});
