import { expect, it } from 'vitest';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { notify } from '../support/story.ts';
import type { Run } from '../support/world.ts';

/** Two seconds are the whole time; it may end at most one later. */
async function runWithTwoSeconds(
  options: SimulatorOptions,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run & { readonly sends: number }> {
  const run = await notify({ simulator: options, inputs: { 'timeout-seconds': '2', ...inputs } });
  expect(Number(run.outputs['duration-ms'])).toBeLessThan(3000);
  return { ...run, sends: run.ledger.sends().length };
}

// All at the same time, because each takes two seconds; a busy machine may need a second try.
it('two seconds end whatever is slow', { retry: 2 }, async () => {
  const eight = { 'system-ids': '1, 2, 3, 4, 5, 6, 7, 8' };
  const [stalled, noToken, lateToken, slow, dripping, failing, throttled] = await Promise.all([
    runWithTwoSeconds({ script: { send: ['stall'] } }),
    runWithTwoSeconds({ script: { token: ['stall'] } }),
    runWithTwoSeconds({ script: { token: ['slow 1200'] } }),
    runWithTwoSeconds({ latencyMs: 600 }, eight),
    runWithTwoSeconds({ script: { send: ['drip'] } }),
    runWithTwoSeconds({ script: { token: ['500', '500', '500', '500'] } }),
    runWithTwoSeconds({ script: { send: ['429', '429', '429', '429'] } }),
  ]);

  expect(stalled.outputs).toMatchObject({ outcome: 'unknown', 'error-code': 'delivery-unknown' });
  expect(stalled.outputs['error-message']).toMatch(/timed out after (2|1\.9) s/);
  expect(Number(stalled.outputs['duration-ms'])).toBeGreaterThan(1900);

  expect(noToken.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'token-unavailable' });
  expect(noToken.deliveries).toMatchObject([{ status: 'unsent', attempts: 0 }]);

  expect(lateToken.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'deadline-exceeded' });
  expect(lateToken.outputs['error-message']).toMatch(/`timeout-seconds` leaves no time/);
  expect(lateToken.sends).toBe(0);

  expect(slow.outputs).toMatchObject({ outcome: 'partial', 'error-code': 'deadline-exceeded' });
  const statuses = slow.deliveries.map((it) => it['status']);
  expect(statuses).toEqual([...Array(5).fill('accepted'), ...Array(3).fill('unsent')]);
  expect(slow.sends).toBe(5);

  expect(dripping.outputs).toMatchObject({ outcome: 'sent', 'status-code': '200' });

  expect(failing.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'token-unavailable' });
  expect(failing.outputs['error-message']).toMatch(
    /HTTP 500.*`timeout-seconds` leaves no time to retry/,
  );

  expect(throttled.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'rate-limited' });
  expect(throttled.outputs['error-message']).toMatch(/leaves no time to retry/);
});
