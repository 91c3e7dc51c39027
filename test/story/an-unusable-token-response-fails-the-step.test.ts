import { expect, it } from 'vitest';
import { grant, listenAndAnswer, ok } from '../support/raw-server.ts';
import { createSkippingClock } from '../support/skip.ts';
import { notify } from '../support/story.ts';

it.each([
  ['html', /not a JSON object/],
  ['json array', /not a JSON object/],
  ['no token', /no `access_token`/],
  ['empty token', /no `access_token`/],
  ['token type mac', /another type than Bearer/],
  ['token with control character', /other than visible ASCII/],
  ['ok 204', /not a JSON object/],
  ['cut json', /is incomplete/],
  ['503', /HTTP 503/],
  ['429 retry-after 1', /HTTP 429/],
  ['reset', /no usable token response: .*ECONNRESET/],
])(
  '"%s" for a token is asked again as often as allowed, and then fails the step',
  async (fault, said) => {
    const run = await notify({
      token: [fault, fault, fault, fault],
      inputs: { 'max-attempts': '3' },
      world: createSkippingClock(),
    });
    expect(run.ledger.tokens()).toHaveLength(3);
    expect(run.ledger.sends()).toHaveLength(0);
    expect(run.outputs).toMatchObject({
      outcome: 'failed',
      'error-code': 'token-unavailable',
      attempts: '0',
    });
    expect(run.outputs['error-message']).toMatch(said);
    expect(run.outputs['error-message']).toMatch(
      /Stopped after 3 attempts.*no notification can be sent/,
    );
    expect(run.deliveries).toMatchObject([{ status: 'unsent', errorCode: 'token-unavailable' }]);
  },
);

it('a token of 16,384 characters is used', async () => {
  const token = 'x'.repeat(16_384);
  const server = await listenAndAnswer(grant(token), ok());
  const run = await notify({ inputs: { 'base-url': server.url } });
  expect(run.outputs['outcome']).toBe('sent');
  const headers = Object.fromEntries(server.requests[1]?.headers ?? []);
  expect(Object.values(headers)).toContain(`Bearer ${token}`);
});

it('a token that is too short to be masked is used, with a warning', async () => {
  const run = await notify({ token: ['short token'] });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.annotations).toMatchObject([
    { level: 'warning', text: expect.stringMatching(/fewer than 8 characters/) },
  ]);
});
