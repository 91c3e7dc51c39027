import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it.each([
  ['400', 'request-refused', /HTTP 400 \(.*Simulated fault.*Check the IDs/],
  ['400 retry-after 1', 'request-refused', /HTTP 400/],
  ['404', 'request-refused', /HTTP 404/],
  ['409', 'request-refused', /HTTP 409/],
  ['413', 'request-refused', /HTTP 413/],
  ['422', 'request-refused', /HTTP 422/],
  ['html 404', 'request-refused', /HTTP 404 \(a web page/],
  ['403', 'permission-denied', /HTTP 403.*Notification API.*Write/],
])('the refusal "%s" of a send is explained and not repeated', async (fault, code, said) => {
  const run = await notify({ send: [fault], inputs: { delivery: 'at-least-once' } });
  const status = Number(/\d{3}/.exec(fault)?.[0]);
  expect(run.ledger.sends()).toMatchObject([{ status, accepted: false }]);
  expect(run.outputs).toMatchObject({
    outcome: 'failed',
    'error-code': code,
    'status-code': String(status),
    'request-id': 'sim-2',
    attempts: '1',
  });
  expect(run.outputs['error-message']).toMatch(said);
  expect(run.outputs['error-message']).toContain('The notification was not delivered.');
  expect(run.outputs['response']).toContain('Simulated');
  expect(run.deliveries).toMatchObject([
    { status: 'refused', statusCode: status, requestId: 'sim-2', attempts: 1, errorCode: code },
  ]);
  expect(run.annotations).toMatchObject([{ level: 'error', text: expect.stringMatching(said) }]);
});
