import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, runStory } from '../support/story.ts';

it.each([
  ['2', true],
  ['11', true],
  ['1', false],
  ['', false],
])('run attempt "%s" says so in the log: %s', async (attempt, says) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal },
    env: { GITHUB_RUN_ATTEMPT: attempt },
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(/attempt \d+ of the run.*sent again/.test(run.log.join('\n'))).toBe(says);
  expect(run.annotations).toEqual([]);
});
