import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

it.each([
  ['PR #${{ github.run_number }} is ready', /is cut before `#\$\{\{ github\.run_number/],
  ['Release: v2', /needs quotes because it contains a colon/],
  ['"Harbor" is out', /needs quotes because its text goes on after a closing quote/],
  ['[urgent] deploy', /needs quotes because it begins with `\[`/],
  ['*important*', /needs quotes because it begins with `\*`/],
  ['&Acme is out', /begins with `&Acme`, which YAML takes for an anchor/],
  ['{{ github.actor }} is here', /an expression begins with `\$\{\{`/],
])('a title that reads %s is an error that shows the quoted line', async (written, said) => {
  const simulator = await simulate();
  const file = `notification:\n  runtimeTitle: ${written}\n`;
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.yml' },
    files: { 'p.yml': file },
  });
  expectRefusedEarly(run, 'payload-invalid', /^p\.yml:2:17/, said, /`runtimeTitle: ["'].*["']`/);
  expect(simulator.ledger.entries).toEqual([]);
});

it('a title that a comment cuts is sent with a warning that shows the quoted line', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.yml' },
    files: { 'p.yml': 'notification:\n  runtimeTitle: Issue #5 opened\n' },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.annotations).toMatchObject([
    {
      level: 'warning',
      text: expect.stringMatching(/before `#5 opened`.*Write `runtimeTitle: "Issue #5 opened"`/),
      location: { file: 'p.yml', line: 2 },
    },
  ]);
});
