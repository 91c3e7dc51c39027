import { expect, it } from 'vitest';
import { runBundle } from '../support/bundle.ts';
import { inputsFor, simulate } from '../support/simulator.ts';
import { until } from '../support/wait.ts';

it.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a step in two seconds, with outputs and job summary',
  async (signal) => {
    const simulator = await simulate({ script: { send: ['ok', ...Array(6).fill('stall')] } });
    let kill = (_: NodeJS.Signals): void => undefined;
    const running = runBundle({
      inputs: {
        ...inputsFor(simulator),
        'template-id': 't',
        'audience-ids': 'a',
        'system-ids': '1, 2, 3, 4, 5, 6, 7',
        'on-failure': 'warn',
      },
      onStart: (it) => {
        kill = it;
      },
    });
    // The sixth goes out only when the first was answered.
    await until(() => simulator.ledger.sends().length === 6, 10_000);
    const killedMs = performance.now();
    kill(signal);
    const { exitCode, outputs, summary, stdout } = await running;

    expect(performance.now() - killedMs).toBeLessThan(2000);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ outcome: 'partial', 'error-code': 'delivery-unknown' });
    expect(outputs['error-message']).toMatch(
      /cancelled[\s\S]*Unknown: (\S+ \(system \d\)(, |\. )){5}A re-run/,
    );
    const statuses = [...(outputs['deliveries'] ?? '').matchAll(/"status":"(\w+)"/g)];
    expect(statuses.map(([, status]) => status).toSorted()).toEqual([
      'accepted',
      ...Array(5).fill('unknown'),
      'unsent',
    ]);
    expect(simulator.ledger.sends()).toHaveLength(6);
    expect(stdout).not.toMatch(/^::warning/m);
    expect(summary).toContain('delivery-unknown');
    expect(stdout).toMatch(/Partially sent: 1 of 7 deliveries accepted/);
  },
);

it('a signal while the token is asked for sends nothing', async () => {
  const simulator = await simulate({ script: { token: ['stall'] } });
  let kill = (_: NodeJS.Signals): void => undefined;
  const running = runBundle({
    inputs: { ...inputsFor(simulator), 'template-id': 't', 'audience-ids': 'a' },
    onStart: (it) => {
      kill = it;
    },
  });
  await until(() => simulator.ledger.tokens().length === 1, 10_000);
  kill('SIGTERM');
  const { exitCode, outputs } = await running;
  expect(exitCode).toBe(1);
  expect(outputs).toMatchObject({ outcome: 'failed', attempts: '0' });
  expect(simulator.ledger.sends()).toEqual([]);
});
