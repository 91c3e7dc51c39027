import { expect, it } from 'vitest';
import { createSkippingClock } from '../support/skip.ts';
import { notify } from '../support/story.ts';

it('a rejected token is renewed once, and the send goes out once more, outside of max-attempts', async () => {
  const run = await notify({ send: ['401'], inputs: { 'max-attempts': '1' } });
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '2', 'error-code': '' });
  expect(run.ledger.tokens()).toHaveLength(2);
  expect(run.ledger.sends().map((it) => it.authorization?.tokenNumber)).toEqual([1, 2]);
  expect(run.log.join('\n')).toMatch(/rejected \(HTTP 401\)/);
});

it('the token of several deliveries is renewed once for all', async () => {
  const run = await notify({ send: ['401', '401', '401'], inputs: { 'system-ids': 'a, b, c' } });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.ledger.tokens()).toHaveLength(2);
  expect(run.accepted).toHaveLength(3);
});

it('a second rejection ends the delivery', async () => {
  const run = await notify({ send: ['401', '401', 'ok'] });
  expect(run.ledger.sends()).toHaveLength(2);
  expect(run.ledger.tokens()).toHaveLength(2);
  expect(run.outputs).toMatchObject({
    outcome: 'failed',
    'error-code': 'token-refused',
    'status-code': '401',
    attempts: '2',
  });
  expect(run.deliveries).toMatchObject([{ status: 'refused', errorCode: 'token-refused' }]);
  expect(run.outputs['error-message']).toMatch(/HTTP 401.*even with a new access token/);
});

it.each([
  ['403', 'token-refused', 1],
  ['redirect', 'token-unavailable', 1],
  ['html', 'token-unavailable', 2],
])(
  'a renewal that meets "%s" leaves the delivery refused, with the code of the token',
  async (fault, code, count) => {
    const run = await notify({
      token: ['ok', fault, fault],
      send: ['401', 'ok'],
      inputs: { 'max-attempts': '2' },
      world: createSkippingClock(),
    });
    expect(run.ledger.sends()).toHaveLength(1);
    expect(run.ledger.tokens()).toHaveLength(1 + count);
    expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': code });
    expect(run.deliveries).toMatchObject([{ status: 'refused', statusCode: 401, errorCode: code }]);
  },
);
