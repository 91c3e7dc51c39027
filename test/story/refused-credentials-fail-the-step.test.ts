import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

it('a wrong client secret fails the step after one request, and says what to check', async () => {
  const run = await notify({
    inputs: { 'client-secret': 'a-wrong-secret-0001', 'system-ids': 'a, b, c' },
  });
  expect(run.ledger.entries).toMatchObject([{ endpoint: 'token', status: 401 }]);
  expect(run.outputs).toMatchObject({
    outcome: 'failed',
    'error-code': 'token-refused',
    attempts: '0',
    'status-code': '',
  });
  expect(run.outputs['error-message']).toMatch(
    /HTTP 401 \(invalid_client.*Check `client-id`.*`region`/,
  );
  const delivery = { status: 'unsent', attempts: 0, statusCode: null, errorCode: 'token-refused' };
  expect(run.deliveries).toMatchObject([delivery, delivery, delivery]);
  expect(run.annotations).toHaveLength(1);
  expect(run.masks).toContain('a-wrong-secret-0001');
});

it.each([
  ['400', /HTTP 400 \(invalid_request/],
  ['403', /HTTP 403 \(unauthorized_client.*Notification API: Write/],
  ['404', /HTTP 404.*`base-url` or `region`/],
  ['html 401', /HTTP 401/],
])('the answer "%s" to the request for a token fails the step at once', async (fault, said) => {
  const run = await notify({ token: [fault] });
  expect(run.ledger.entries).toMatchObject([{ endpoint: 'token', fault }]);
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'token-refused' });
  expect(run.outputs['error-message']).toMatch(said);
});
