import { expect, it } from 'vitest';
import { createSkippingClock } from '../support/skip.ts';
import { notify } from '../support/story.ts';

it.each([
  ['500', 1],
  ['408', 1],
  ['500 after accepting', 2],
  ['reset', 1],
  ['accepted then reset', 2],
  ['503 retry-after 3', 1],
])('after "%s" the request is repeated', async (fault, accepted) => {
  const clock = createSkippingClock();
  const run = await notify({
    send: [fault, 'ok'],
    repeats: true,
    inputs: { delivery: 'at-least-once' },
    world: { ...clock, random: () => 0.5 },
  });
  expect(run.ledger.sends()).toHaveLength(2);
  expect(run.accepted).toHaveLength(accepted);
  expect(clock.waits).toEqual([fault.includes('retry-after') ? 3000 : 375]);
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '2', 'error-code': '' });
});

it('until the attempts run out, and then it stays unknown', async () => {
  const send = ['500', 'reset', '503'];
  const run = await notify({
    send,
    repeats: true,
    inputs: { delivery: 'at-least-once', 'max-attempts': '3' },
    world: createSkippingClock(),
  });
  expect(run.ledger.sends().map((entry) => entry.fault)).toEqual(send);
  expect(run.outputs).toMatchObject({
    outcome: 'unknown',
    'error-code': 'delivery-unknown',
    attempts: '3',
  });
  expect(run.outputs['error-message']).toMatch(/HTTP 503.*3 attempts/);
  expect(run.outputs['error-message']).not.toContain('at-least-once');
});

it.each(['400', '403', '401'])(
  'a later "%s" does not undo what may have arrived',
  async (fault) => {
    const run = await notify({
      send: ['500 after accepting', fault, fault],
      repeats: true,
      inputs: { delivery: 'at-least-once' },
      world: createSkippingClock(),
    });
    expect(run.outputs).toMatchObject({
      outcome: 'unknown',
      'error-code': 'delivery-unknown',
      'status-code': '500',
    });
    expect(run.deliveries).toMatchObject([{ status: 'unknown' }]);
  },
);
