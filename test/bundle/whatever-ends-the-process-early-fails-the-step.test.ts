import { expect, it } from 'vitest';
import { runStep } from '../../scripts/run-step.ts';
import { inputsFor, simulate } from '../support/simulator.ts';
import { until } from '../support/wait.ts';

it('whatever ends the process before the outcome fails the step', async () => {
  const simulator = await simulate({ script: { token: ['stall'] } });
  const ending = "process.on('SIGUSR2', () => process.exit())";
  let kill = (_: NodeJS.Signals): void => undefined;
  const running = runStep({
    inputs: { ...inputsFor(simulator), 'template-id': 't', 'audience-ids': 'a' },
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(ending)}` },
    onStart: (it) => {
      kill = it;
    },
  });
  await until(() => simulator.ledger.tokens().length === 1, 10_000);
  kill('SIGUSR2');
  const { exitCode, outputs } = await running;
  expect(exitCode).toBe(1);
  expect(outputs).toEqual({});
});
