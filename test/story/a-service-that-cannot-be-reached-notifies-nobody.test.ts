import { expect, it } from 'vitest';
import { closedPort } from '../support/raw-server.ts';
import { createSkippingClock } from '../support/skip.ts';
import { notify } from '../support/story.ts';

it('a refused connection for the token is token-unavailable, after all attempts', async () => {
  const run = await notify({
    inputs: { 'base-url': `http://127.0.0.1:${await closedPort()}` },
    world: createSkippingClock(),
  });
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'token-unavailable' });
  expect(run.outputs['error-message']).toMatch(/could not be reached.*ECONNREFUSED.*4 attempts/);
  expect(run.deliveries).toMatchObject([{ status: 'unsent', attempts: 0, statusCode: null }]);
});

it('a connection that is refused after the token is unreachable, and certainly unsent', async () => {
  const run = await notify({
    token: ['ok', 'unsent 20000'],
    inputs: { 'max-attempts': '3' },
    world: createSkippingClock(),
  });
  expect(run.ledger.sends()).toEqual([]);
  expect(run.outputs).toMatchObject({
    outcome: 'failed',
    'error-code': 'unreachable',
    'status-code': '',
    attempts: '3',
  });
  expect(run.outputs['error-message']).toMatch(/ECONNREFUSED.*3 attempts.*was not delivered/);
  expect(run.deliveries).toMatchObject([
    { status: 'unsent', attempts: 3, errorCode: 'unreachable' },
  ]);
});

it('a connection that is refused for a while is tried again', async () => {
  const run = await notify({ token: ['ok', 'unsent 200'], world: { random: () => 1 } });
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '2', 'error-code': '' });
  expect(run.ledger.sends()).toHaveLength(1);
  expect(run.log.join('\n')).toMatch(/ECONNREFUSED.*\. Retrying in 500 ms/);
});
