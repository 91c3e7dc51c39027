import { expect, it } from 'vitest';
import { runStep } from '../../scripts/run-step.ts';
import { inputsFor, simulate } from '../support/simulator.ts';
import { until } from '../support/wait.ts';

it('a run that would wait forever with nothing left to wait for reports an internal error', async () => {
  // Neither a timer nor a connection keeps the process alive.
  const holes = `const { setTimeout } = globalThis;
    globalThis.setTimeout = (...given) => setTimeout(...given).unref();
    (await import('node:net')).Socket.prototype.connect = function () { return this; };`;
  const { exitCode, outputs, summary } = await runStep({
    inputs: {
      ...inputsFor({ url: 'http://127.0.0.1:1' }),
      'template-id': 't',
      'audience-ids': 'a',
    },
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(holes)}` },
  });
  expect(exitCode).toBe(1);
  expect(outputs).toMatchObject({ outcome: 'unknown', 'error-code': 'internal' });
  expect(outputs['error-message']).toMatch(/nothing is left to wait for.*sends them again/);
  expect(JSON.parse(outputs['deliveries'] ?? '')).toMatchObject([{ status: 'unknown' }]);
  expect(summary).toContain('internal');
});

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

it('a Node.js that is too old fails the step, and is named', async () => {
  const { exitCode, stdout } = await runStep({
    inputs: {},
    env: {
      NODE_OPTIONS: '--import=data:text/javascript,delete%20globalThis.Promise.withResolvers',
    },
  });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^::error::This action requires Node\.js 24, .* v\d+\.\d+\.\d+\./);
});
