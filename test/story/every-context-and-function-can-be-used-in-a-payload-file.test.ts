import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

/** What is written in the file, and the text that is sent. */
const contexts: readonly (readonly [expression: string, text: string])[] = [
  ['github.repository', 'acme/harbor'],
  ["github['ref_protected']", 'true'],
  ['github.repositoryUrl', 'git://github.com/acme/harbor.git'],
  ['github.event.count', '3'],
  ['GITHUB.Event.COUNT', '3'],
  ['github.event.commits[2999].id', '2999'],
  ['env.STAGE', 'production'],
  ['runner.os', 'Linux'],
  ['job.container.id', 'c1'],
  ['matrix.node', '24'],
  ["strategy['job-total']", '3'],
  ['strategy.job-index', '0'],
  ['needs.build.outputs.version', '4.7'],
  ['steps.test.outputs.count', '12'],
  ['vars.TEAM', 'Harbor'],
  ['Own-1.list[1]', 'two'],
];

const functions: readonly (readonly [expression: string, text: string])[] = [
  ["contains('Harbor', 'bor')", 'true'],
  ["contains(fromJSON('[1,2]'), 3)", 'false'],
  ["startsWith('Harbor', 'har')", 'true'],
  ["endsWith('Harbor', 'x')", 'false'],
  ["format('{0} is {1}, {{0}}', 'It''s', 4.70)", "It's is 4.7, {0}"],
  ["join(github.event.labels.*.name, ' + ')", 'bug + urgent'],
  ['fromJSON(\'{"a": [true]}\').a[0]', 'true'],
  ["toJSON(fromJSON('[1]'))", '[\n  1\n]'],
  ["case(github.event.count > 2, 'many', 'few')", 'many'],
  ['success()', 'false'],
  ['failure()', 'true'],
  ['cancelled()', 'false'],
  ['always()', 'true'],
  ['firstLine(github.event.message)', 'Fix the login'],
  ["truncate('👩‍👩‍👧‍👦 and café', 3)", '👩‍👩‍👧‍👦 …'],
  ["plainText('**New**: see [docs](https://example.com)')", 'New: see docs (https://example.com)'],
  ['overallResult(needs)', 'failure'],
  ["jobsWithResult(needs, 'failure')", 'deploy, test'],
  ["github.event.count == '3' && 'loose' || 'strict'", 'loose'],
];

it('every context and function can be used in a payload file, with an event of 5 MiB', async () => {
  const rows = [...contexts, ...functions];
  const lines = rows.map(([expression], index) => {
    const value = `\${{ ${expression} }}`;
    return `    R${index}: ${JSON.stringify(value)}`;
  });
  const message = 'x'.repeat(1800);
  const run = await notify({
    inputs: {
      'payload-file': 'all.yaml',
      needs: '@needs.json',
      job: '{"status": "failure", "container": {"id": "c1"}}',
      matrix: '{"node": 24}',
      strategy: '{"job-index": 0, "job-total": 3}',
      context: '@context.json',
    },
    env: { GITHUB_REF_PROTECTED: 'true', RUNNER_OS: 'Linux', STAGE: 'production' },
    event: {
      message: 'Fix the login\r\n\r\nIt was broken.',
      count: 3,
      labels: [{ name: 'bug' }, { name: 'urgent' }],
      commits: Array.from({ length: 3000 }, (_, id) => ({ id, message })),
    },
    files: {
      'all.yaml': `notification:\n  override:\n${lines.join('\n')}\n`,
      'needs.json':
        '{"build": {"result": "success", "outputs": {"version": "4.7"}}, "deploy": {"result": "failure"}, "test": {"result": "failure"}}',
      'context.json':
        '{"steps": {"test": {"outputs": {"count": "12"}}}, "vars": {"TEAM": "Harbor"}, "Own-1": {"list": [1, "two"]}}',
    },
  });

  expect(run.outputs['error-message']).toBe('');
  expect(run.accepted[0]?.['override']).toEqual(
    rows.map(([_, value], index) => ({ key: `R${index}`, value })),
  );
});
