import { describe, expect, it } from 'vitest';
import { grant, noResponse, play, response, silence, unsent } from '../../support/delivering.ts';

describe('the token is fetched', () => {
  it('once for all, before the first send, with the client’s id', async () => {
    const played = await play({ plan: ['A', 'B', 'C'] });
    expect(played.tokenRequests).toMatchObject([{ atMs: 0, by: 'key-1', timeoutMs: 30_000 }]);
    expect(played.sends.map(({ by }) => by)).toEqual(['token-0001', 'token-0001', 'token-0001']);
  });

  it('and masked before it is used', async () => {
    const played = await play({ tokens: [grant('secret-token-1')] });
    expect(played.masks).toEqual(['secret-token-1']);
    expect(played.info[0]).toMatch(/^Token: received from api\.test in 10 ms\.$/);
    expect([...played.info, ...played.debug].join('\n')).not.toContain('secret-token-1');
  });

  it('and a token that cannot be used is not sent', async () => {
    const bad = response(200, { body: '{"access_token":"with space"}' });
    const played = await play({ tokens: [bad, grant('good-token')] });
    expect(played.masks).toEqual(['good-token']);
    expect(played.sends.map(({ by }) => by)).toEqual(['good-token']);
  });
});

describe('a request for a token is repeated', () => {
  it.each([
    ['a connection that did not come about', unsent],
    ['a reset', noResponse('connected')],
    ['429', response(429)],
    ['503', response(503)],
    ['HTML', response(200, { body: '<html>' })],
  ])('after %s, also at most once', async (_, answer) => {
    const played = await play({ tokens: [answer], rules: { mode: 'at-most-once' } });
    // 10 ms for the answer, 375 ms of backoff.
    expect(played.tokenRequests.map(({ atMs }) => atMs)).toEqual([0, 385]);
    expect(played.outcome('A').status).toBe('accepted');
    expect(played.info[0]).toMatch(/^Token: .*\. Retrying in 375 ms\.$/);
    expect(played.debug[0]).toContain('attempt 1 failed');
  });

  it.each([
    ['401', response(401), 'token-refused'],
    ['a redirect', response(302), 'token-unavailable'],
    ['a bad certificate', noResponse('connecting', { cause: 'certificate' }), 'token-unavailable'],
  ])('but not after %s', async (_, answer, code) => {
    const played = await play({ tokens: [answer] });
    expect(played.tokenRequests).toHaveLength(1);
    expect(played.outcome('A')).toMatchObject({ status: 'unsent', attempts: 0, error: { code } });
    expect(played.endMs).toBe(10);
  });

  it('as often as max-attempts says, with growing waits, and then says so', async () => {
    const tokens = [unsent, unsent, unsent, unsent];
    const played = await play({ tokens, rules: { maxAttempts: 3 } });
    expect(played.tokenRequests.map(({ atMs }) => atMs)).toEqual([0, 385, 1145]);
    expect(played.outcome('A').error?.message).toContain('Stopped after 3 attempts');
  });

  it('after the wait that the service asks for', async () => {
    const tokens = [response(503, { headers: { 'retry-after': '7' } })];
    const played = await play({ tokens });
    expect(played.tokenRequests.map(({ atMs }) => atMs)).toEqual([0, 7010]);
  });

  it('not at all where that wait does not fit, and tells how long it was', async () => {
    const tokens = [response(429, { headers: { 'retry-after': '600' } })];
    const played = await play({ tokens });
    expect(played.endMs).toBe(10);
    expect(played.outcome('A').error).toMatchObject({
      code: 'token-unavailable',
      message: expect.stringMatching(
        /HTTP 429.*`Retry-After` was 10 min\. `timeout-seconds` leaves no time/,
      ),
    });
  });

  it('within request-timeout-seconds each, or what is left of the step', async () => {
    const rules = { requestTimeoutMs: 5000, timeoutMs: 9000, maxAttempts: 10 };
    const played = await play({ tokens: [silence, silence, silence], rules });
    expect(played.tokenRequests.map(({ atMs, timeoutMs }) => [atMs, timeoutMs])).toEqual([
      [0, 5000],
      [5375, 3625],
    ]);
    expect(played.endMs).toBe(9000);
    expect(played.outcome('A').error).toMatchObject({
      code: 'token-unavailable',
      message: expect.stringContaining('leaves no time to retry'),
    });
  });
});

describe('without a token', () => {
  it('every delivery is unsent with 0 attempts and the token’s code', async () => {
    const body = '{"error":"invalid_client"}';
    const plan = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const played = await play({ plan, tokens: [response(401, { body })] });
    expect(played.tokenRequests).toHaveLength(1);
    expect(played.sends).toEqual([]);
    expect(played.outcomes.map(({ delivery }) => delivery.systemId)).toEqual(plan);
    for (const outcome of played.outcomes) {
      expect(outcome).toMatchObject({
        status: 'unsent',
        attempts: 0,
        statusCode: null,
        requestId: null,
        response: null,
        error: { code: 'token-refused', message: expect.stringContaining('invalid_client') },
      });
    }
  });

  it('no hint claims that nothing was sent: an earlier token may have served others', async () => {
    const tokens = [grant('first-token'), response(500), response(500)];
    const played = await play({
      plan: ['A', 'B'],
      sends: { B: [response(401)] },
      tokens,
      rules: { maxAttempts: 2 },
    });
    expect(played.outcome('A').status).toBe('accepted');
    expect(played.outcome('B')).toMatchObject({
      status: 'refused',
      error: { code: 'token-unavailable', hint: expect.not.stringMatching(/was sent/) },
    });
  });
});

describe('nothing is asked', () => {
  it.each([
    [0, 0, 0],
    [500, 1, 500],
  ])('after the job was cancelled, %i ms after it began', async (cancelAtMs, requests, endMs) => {
    const played = await play({ tokens: [silence], cancelAtMs });
    expect([played.tokenRequests.length, played.sends.length]).toEqual([requests, 0]);
    expect(played.endMs).toBe(endMs);
    expect(played.info.join()).not.toContain('Retrying');
    expect(played.outcome('A')).toMatchObject({
      status: 'unsent',
      attempts: 0,
      error: {
        code: 'deadline-exceeded',
        message: expect.stringContaining('cancelled'),
        hint: expect.not.stringContaining('timeout-seconds'),
      },
    });
  });

  it.each([
    [999, 0],
    [1000, 1],
  ])('with %i ms left: %i requests', async (timeoutMs, requests) => {
    const played = await play({ tokens: [response(401)], rules: { timeoutMs } });
    expect(played.tokenRequests).toHaveLength(requests);
    const code = requests === 0 ? 'deadline-exceeded' : 'token-refused';
    expect(played.outcome('A').error?.code).toBe(code);
  });

  it('too late, and it says what to do', async () => {
    const played = await play({ rules: { timeoutMs: 0 } });
    expect(played.outcome('A').error).toMatchObject({
      message: expect.stringContaining(
        '`timeout-seconds` ended before an access token was received',
      ),
      hint: expect.stringContaining('timeout-seconds'),
    });
  });

  it('again when the job was cancelled between two requests', async () => {
    const played = await play({ tokens: [response(500)], cancelAtMs: 100 });
    expect(played.tokenRequests).toHaveLength(1);
    expect(played.sends).toEqual([]);
    expect(played.endMs).toBe(100);
    expect(played.outcome('A').error).toMatchObject({
      code: 'deadline-exceeded',
      message: expect.stringContaining('cancelled'),
    });
  });
});
