import { expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import { notify } from '../support/story.ts';

it('both requests are what the service documents, each over its own connection', async () => {
  const run = await notify({ inputs: { 'runtime-title': 'Grüße, "Harbor" 4.7 🚢' } });

  const body =
    '{"notification":{"templateId":"1e5afe51-2d2a-4b22-a60a-cf2d6c01d726","audiencesIds":["audience-cf0bd4c1"],"runtimeTitle":"Grüße, \\"Harbor\\" 4.7 🚢"}}';
  const common = {
    host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': `notify-walkme-workstation/${version}`,
  };
  expect(run.ledger.entries).toMatchObject([
    {
      method: 'POST',
      path: '/accounts/connect/token',
      authorization: { scheme: 'Basic', valid: true },
      body: 'grant_type=client_credentials',
      status: 200,
      problems: [],
    },
    {
      method: 'POST',
      path: '/public/v1/notifications/send',
      authorization: { scheme: 'Bearer', valid: true, tokenNumber: 1 },
      body,
      status: 200,
      problems: [],
    },
  ]);
  const [token, send] = run.ledger.entries;
  expect(token?.headers).toEqual({
    ...common,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '29',
    connection: 'close',
  });
  expect(send?.headers).toEqual({
    ...common,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  });
  expect(run.ledger.connections).toBe(2);

  expect(run.outputs).toMatchObject({
    outcome: 'sent',
    payload: `[${body}]`,
    'status-code': '200',
    'request-id': 'sim-2',
    response: '{"message":"Request has been received"}',
    attempts: '1',
    'error-code': '',
    'error-message': '',
  });
  expect(Number(run.outputs['duration-ms'])).toBeGreaterThan(0);
  expect(run.deliveries).toEqual([
    {
      name: 'Grüße, "Harbor" 4.7 🚢',
      systemId: null,
      templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
      status: 'accepted',
      statusCode: 200,
      requestId: 'sim-2',
      attempts: 1,
      durationMs: expect.any(Number),
      errorCode: null,
      errorMessage: null,
      response: '{"message":"Request has been received"}',
    },
  ]);
  expect(run.annotations).toEqual([]);
  expect(run.log.join('\n')).toContain('1 audience');
  expect(run.summary).toContain('✅ WalkMe notification');
});
