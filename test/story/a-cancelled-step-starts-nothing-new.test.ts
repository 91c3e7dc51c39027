import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it('a step that is cancelled before it starts asks for nothing', async () => {
  const run = await notify({ world: { signal: AbortSignal.abort() } });
  expect(run.ledger.entries).toEqual([]);
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'deadline-exceeded' });
  expect(run.outputs['error-message']).toMatch(/job was cancelled.*no notification can be sent/);
});

// What is in flight: test/bundle/a-signal-ends-the-step-in-two-seconds.test.ts.

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
