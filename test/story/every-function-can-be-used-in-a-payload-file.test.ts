import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

/** What is written in the file, and the text that is sent. */
const rows: readonly (readonly [expression: string, text: string])[] = [
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

it('every function can be used in a payload file', async () => {
  const lines = rows.map(([expression], index) => {
    const value = `\${{ ${expression} }}`;
    return `    R${index}: ${JSON.stringify(value)}`;
  });
  const run = await notify({
    inputs: {
      'payload-file': 'functions.yaml',
      needs: '@needs.json',
      job: '{"status": "failure"}',
    },
    event: {
      message: 'Fix the login\r\n\r\nIt was broken.',
      count: 3,
      labels: [{ name: 'bug' }, { name: 'urgent' }],
    },
    files: {
      'functions.yaml': `notification:\n  override:\n${lines.join('\n')}\n`,
      'needs.json':
        '{"build": {"result": "success"}, "deploy": {"result": "failure"}, "test": {"result": "failure"}}',
    },
  });

  expect(run.outputs['error-message']).toBe('');
  expect(run.accepted[0]?.['override']).toEqual(
    rows.map(([_, value], index) => ({ key: `R${index}`, value })),
  );
});
