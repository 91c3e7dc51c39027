import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

it.each([
  ['PR #${{ github.run_number }} is ready', /is cut before `#\$\{\{ github\.run_number/],
  ['"Harbor" is out', /needs quotes because text follows its closing quote/],
  ['{{ github.actor }} is here', /an expression begins with `\$\{\{`/],
])('a title that reads %s is an error that shows the quoted line', async (written, said) => {
  const file = `notification:\n  runtimeTitle: ${written}\n`;
  const run = await notify({ yaml: file });
  expectRefusedEarly(run, 'payload-invalid', /^p\.yml:2:17/, said, /`runtimeTitle: ["'].*["']`/);
});

it('a title that a comment cuts is sent with a warning that shows the quoted line', async () => {
  const run = await notify({ yaml: 'notification:\n  runtimeTitle: Issue #5 opened\n' });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.annotations).toMatchObject([
    {
      level: 'warning',
      text: expect.stringMatching(/before `#5 opened`.*Write `runtimeTitle: "Issue #5 opened"`/),
      location: { file: 'p.yml', line: 2 },
    },
  ]);
});
