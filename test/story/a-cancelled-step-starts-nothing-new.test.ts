import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, notify, runStory } from '../support/story.ts';
import { until } from '../support/wait.ts';

it('a step that is cancelled before it starts asks for nothing', async () => {
  const run = await notify({ world: { signal: AbortSignal.abort() } });
  expect(run.ledger.entries).toEqual([]);
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'deadline-exceeded' });
  expect(run.outputs['error-message']).toMatch(/job was cancelled.*no notification can be sent/);
});

it.each(['fail', 'warn'])(
  'what is in flight when the step is cancelled is unknown, with on-failure: %s too',
  async (policy) => {
    const simulator = await simulate({
      script: { send: ['ok', ...Array(6).fill('stall')] },
    });
    const cancellation = new AbortController();
    const running = runStory({
      inputs: {
        ...inputsFor(simulator),
        ...minimal,
        'system-ids': 'a, b, c, d, e, f, g',
        'on-failure': policy,
      },
      world: { signal: cancellation.signal },
    });
    // The sixth goes out only when the first was answered.
    await until(() => simulator.ledger.sends().length === 6);
    const cancelledMs = performance.now();
    cancellation.abort();
    const run = await running;

    expect(performance.now() - cancelledMs).toBeLessThan(1000);
    expect(run.report.exitCode).toBe(1);
    expect(run.annotations.map((it) => it.level)).not.toContain('warning');
    expect(run.outputs).toMatchObject({ outcome: 'partial', 'error-code': 'delivery-unknown' });
    const statuses = run.deliveries.map((it) => it['status']);
    expect(statuses.toSorted()).toEqual(['accepted', ...Array(5).fill('unknown'), 'unsent']);
    expect(simulator.ledger.sends()).toHaveLength(6);
    expect(run.outputs['error-message']).toMatch(/cancelled/);
    expect(run.summary).toContain('delivery-unknown');
  },
);

it('a wait ends when the step is cancelled, and what was not repeated keeps its status', async () => {
  const cancellation = new AbortController();
  const run = await notify({
    send: ['429 retry-after 60'],
    world: {
      signal: cancellation.signal,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          setTimeout(resolve, ms).unref();
          signal.addEventListener('abort', () => resolve(), { once: true });
          if (signal === cancellation.signal) cancellation.abort();
        }),
    },
  });
  expect(run.ledger.sends()).toHaveLength(1);
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'rate-limited' });
  expect(run.outputs['error-message']).toMatch(/job was cancelled/);
});
