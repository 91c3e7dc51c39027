import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, runStory } from '../support/story.ts';

it('an input that is blank takes the same value as one that is not given', async () => {
  const simulator = await simulate();
  const action: unknown = parse(readFileSync('action.yml', 'utf8'));
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
  expect(simulator.ledger.accepted()[0]?.notification).toEqual({
    templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
    audiencesIds: ['audience-cf0bd4c1'],
  });
});

it('choices and names have no case', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: {
      ...inputsFor(simulator),
      ...minimal,
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
