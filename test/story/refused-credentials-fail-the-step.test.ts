import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, runStory } from '../support/story.ts';

it('a wrong client secret fails the step after one request, and says what to check', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: {
      ...inputsFor(simulator),
      ...minimal,
      'client-secret': 'a-wrong-secret-0001',
      'system-ids': 'a, b, c',
    },
  });
  expect(simulator.ledger.entries).toMatchObject([{ endpoint: 'token', status: 401 }]);
  expect(run.report.exitCode).toBe(1);
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
  const simulator = await simulate({ script: { token: [fault] } });
  const run = await runStory({ inputs: { ...inputsFor(simulator), ...minimal } });
  expect(simulator.ledger.entries).toMatchObject([{ endpoint: 'token', fault }]);
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ outcome: 'failed', 'error-code': 'token-refused' });
  expect(run.outputs['error-message']).toMatch(said);
});
