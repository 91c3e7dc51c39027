import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from '../support/project.ts';
import { inputsFor, simulate } from '../support/simulator.ts';
import { least, minimal, notify, runStory } from '../support/story.ts';

it('an input that is blank takes the same value as one that is not given', async () => {
  const simulator = await simulate();
  const action: unknown = parse(read('action.yml'));
  const names = Object.keys(Object(Object(action).inputs));
  expect(names).toContain('dry-run');
  const run = await runStory({
    inputs: {
      ...Object.fromEntries(names.map((name) => [name, '   '])),
      ...inputsFor(simulator),
      ...minimal,
    },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(simulator.ledger.accepted()[0]?.notification).toEqual(least);
});

it('choices and names have no case', async () => {
  const run = await notify({
    inputs: {
      region: 'EU',
      delivery: 'AT-LEAST-ONCE',
      'on-failure': 'Warn',
      'missing-values': 'EMPTY',
      'on-missing-credentials': 'Skip',
      summary: 'FALSE',
    },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.summary).toBe('');
});
