import { expect, it } from 'vitest';
import { createSkippingClock } from '../support/skip.ts';
import { notify } from '../support/story.ts';

it('a token request is repeated after whatever harms nobody, and then the send goes out once', async () => {
  const token = ['500', 'reset', 'cut json', '503 retry-after 7', 'ok'];
  const clock = createSkippingClock();
  const run = await notify({
    token,
    inputs: { 'max-attempts': '5' },
    world: { ...clock, random: () => 0.5 },
  });
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '1', 'error-code': '' });
  expect(run.ledger.tokens().map((entry) => entry.fault)).toEqual(token);
  expect(run.ledger.sends()).toHaveLength(1);
  expect(clock.waits).toEqual([375, 750, 1500, 7000]);
  const log = run.log.join('\n');
  expect(log).toMatch(/HTTP 500.*Retrying/);
  expect(log).toMatch(/HTTP 503.*Retrying in 7 s/);
  expect(run.annotations).toEqual([]);
});

it('a token request stalls only as long as one attempt may take', async () => {
  const run = await notify({
    token: ['stall', 'ok'],
    inputs: { 'request-timeout-seconds': '1' },
    world: createSkippingClock(),
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.log.join('\n')).toMatch(
    /timed out after 1 s \(`request-timeout-seconds`\)\. Retrying/,
  );
});
