import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, runStory } from '../support/story.ts';

it.each([
  ['pull_request_target', { 'payload-file': 'p.yml' }, 1],
  ['workflow_run', { 'payload-file': 'p.yml' }, 1],
  ['pull_request_target', { payload: 'notification: {runtimeTitle: a}' }, 0],
  ['push', { 'payload-file': 'p.yml' }, 0],
])('on %s with %j there are %i warnings', async (event, inputs, count) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, ...inputs },
    env: { GITHUB_EVENT_NAME: event },
    files: { 'p.yml': 'notification: {runtimeTitle: a}' },
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.annotations.filter((it) => it.level === 'warning')).toHaveLength(count);
  if (count > 0) expect(run.annotations[0]?.text).toMatch(/untrusted.*`payload-file`.*base branch/);
});
