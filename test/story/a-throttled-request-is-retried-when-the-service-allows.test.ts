import { expect, it } from 'vitest';
import { createSkippingClock } from '../support/skip.ts';
import { notify } from '../support/story.ts';

it.each([
  ['429', [375]],
  ['425', [375]],
  ['429 retry-after 17', [17_000]],
  ['429 retry-after rubbish', [375]],
])('after "%s" the request is sent again', async (fault, waits) => {
  const clock = createSkippingClock();
  const run = await notify({ send: [fault, 'ok'], world: { ...clock, random: () => 0.5 } });
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '2', 'status-code': '200' });
  expect(run.ledger.sends().map((it) => it.accepted)).toEqual([false, true]);
  expect(clock.waits.slice(0, 1)).toEqual(waits);
  expect(run.log.join('\n')).toMatch(/HTTP 42\d\. Retrying in/);
});

it('a date says how long to wait, reckoned from the Date of the response and not from our clock', async () => {
  const clock = createSkippingClock(Date.UTC(2031, 0, 1));
  const run = await notify({ send: ['429 retry-after date 20', 'ok'], world: clock });
  expect(run.outputs['outcome']).toBe('sent');
  expect(clock.waits[0]).toBeGreaterThan(17_000);
  expect(clock.waits[0]).toBeLessThanOrEqual(20_000);
});

it.each([
  ['429', /Stopped after 3 attempts/],
  ['429 retry-after 2', /`Retry-After` was 2 s\. Stopped after 3 attempts/],
])('"%s" until the attempts run out is rate-limited', async (fault, said) => {
  const run = await notify({
    send: [fault, fault, fault, fault],
    inputs: { 'max-attempts': '3' },
    world: createSkippingClock(),
  });
  expect(run.ledger.sends()).toHaveLength(3);
  expect(run.outputs).toMatchObject({
    outcome: 'failed',
    'error-code': 'rate-limited',
    'status-code': '429',
    attempts: '3',
  });
  expect(run.outputs['error-message']).toMatch(said);
  expect(run.outputs['error-message']).toMatch(/was not delivered.*`max-attempts`/);
  expect(run.deliveries).toMatchObject([{ status: 'throttled', attempts: 3 }]);
});

it('a wait that does not fit into the time ends the delivery at once', async () => {
  const clock = createSkippingClock();
  const run = await notify({
    send: ['429 retry-after 90', 'ok'],
    inputs: { 'timeout-seconds': '60' },
    world: clock,
  });
  expect(run.ledger.sends()).toHaveLength(1);
  expect(Math.max(...clock.waits)).toBeLessThanOrEqual(250);
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'rate-limited' });
  expect(run.outputs['error-message']).toMatch(
    /`Retry-After` was 90 s\. `timeout-seconds` leaves no time/,
  );
  expect(Number(run.outputs['duration-ms'])).toBeLessThan(5000);
});
