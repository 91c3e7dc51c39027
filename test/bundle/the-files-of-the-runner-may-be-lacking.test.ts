import { expect, it } from 'vitest';
import { runStep } from '../../scripts/run-step.ts';
import { defaultClient } from '../../simulator/simulator.ts';
import { inputsFor, simulate } from '../support/simulator.ts';

const nothing = { GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined };
const inputs = {
  'template-id': 't',
  'end-user-ids': 'ann@people.example',
  'payload-file': 'package.json',
};

it.each([
  ['a success', { 'payload-file': '' }, 0, /^Sent: 1 of 1/m],
  [
    'a failure',
    {},
    1,
    /^::error title=[^,]+,file=package\.json,line=2,col=3.*`name` is not known/m,
  ],
])('%s works without any file of the runner', async (_, more, exitCode, said) => {
  const simulator = await simulate();
  const result = await runStep({
    inputs: { ...inputsFor(simulator), ...inputs, ...more },
    env: nothing,
  });
  expect(result.exitCode).toBe(exitCode);
  expect(result.stderr).toBe('');
  expect(result.stdout).toMatch(said);
  expect(result.stdout).not.toMatch(/set-output|save-state|people\.example/);
  const others = result.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  expect(others.join('\n')).not.toContain(defaultClient.secret);
  expect(simulator.ledger.accepted()).toHaveLength(exitCode === 0 ? 1 : 0);
});

it('outputs that cannot be written fail a step that sent, and say so', async () => {
  const simulator = await simulate();
  const result = await runStep({
    inputs: { ...inputsFor(simulator), ...inputs, 'payload-file': '' },
    env: { GITHUB_OUTPUT: '/nonexistent/output' },
  });
  expect(simulator.ledger.accepted()).toHaveLength(1);
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toBe('');
  expect(result.stdout).toMatch(/^Sent: 1 of 1/m);
  expect(result.stdout).toMatch(
    /^::error title=Notify WalkMe Workstation%3A internal::The outputs .*\/nonexistent\/output/m,
  );
  // Whoever runs the job again notifies everybody again.
  expect(result.stdout).toMatch(/a re-run sends them again/);
  expect(result.stdout).not.toMatch(/Run the job again/);
  expect(result.stdout).not.toMatch(/^\s+at /m);
  expect(result.summary).toContain('1 of 1 delivery accepted');
});
