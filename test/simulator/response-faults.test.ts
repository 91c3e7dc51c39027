import { describe, expect, it } from 'vitest';
import { keepAlive, meet, meetToken, send } from './support.ts';

describe('faults with a status', () => {
  it.each([
    ['ok', 200, true],
    ['ok 201', 201, true],
    ['ok close', 200, true],
    ['300', 300, false],
    ['400', 400, false],
    ['403', 403, false],
    ['409', 409, false],
    ['503', 503, false],
    ['599', 599, false],
    ['500 after accepting', 500, true],
    ['401 after accepting', 401, true],
    ['html', 200, true],
    ['html 502', 502, false],
    ['echo 200', 200, true],
    ['echo 400', 400, false],
  ])('%s', async (fault, status, accepted) => {
    const { simulator, seen, entry } = await meet(fault);
    expect(seen).toMatchObject({ status, end: 'end' });
    expect(seen.headers['x-request-id']).toBe(`sim-${entry.id}`);
    expect(entry).toMatchObject({ status, fault, accepted, settled: true, problems: [] });
    expect(simulator.ledger.accepted()).toHaveLength(accepted ? 1 : 0);
  });

  it.each([204, 205])('sends no body with ok %i', async (status) => {
    const { seen } = await meet(`ok ${status}`);
    expect(seen).toMatchObject({ status, body: '' });
    expect(seen.headers['content-type']).toBeUndefined();
  });

  it('sends Connection: close with ok close', async () => {
    const { seen } = await meet('ok close', { agent: keepAlive() });
    expect(seen.headers.connection).toBe('close');
  });

  it.each([
    [400, 'invalid_request'],
    [401, 'invalid_client'],
    [403, 'unauthorized_client'],
    [429, 'invalid_request'],
    [500, 'server_error'],
    [503, 'temporarily_unavailable'],
  ])('returns %i on a token request as the OAuth error %s', async (status, error) => {
    const { seen } = await meetToken(`${status}`);
    expect(seen.status).toBe(status);
    expect(JSON.parse(seen.body)).toMatchObject({ error });
    expect('www-authenticate' in seen.headers).toBe(status === 401);
  });

  it('sends Retry-After as seconds, a date, or rubbish', async () => {
    expect((await meet('429 retry-after 2')).seen.headers['retry-after']).toBe('2');
    expect((await meet('503 after accepting retry-after 7')).seen.headers['retry-after']).toBe('7');
    const date = (await meet('429 retry-after date 60')).seen.headers['retry-after'] ?? '';
    expect(date).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    expect(Math.abs(Date.parse(date) - Date.now() - 60_000)).toBeLessThan(3000);
    const rubbish = (await meetToken('503 retry-after rubbish')).seen.headers['retry-after'];
    expect(Number.isNaN(Date.parse(rubbish ?? ''))).toBe(true);
  });

  it('returns a page with html', async () => {
    const { seen } = await meetToken('html');
    expect(seen.headers['content-type']).toMatch(/^text\/html/);
    expect(seen.body).toMatch(/^<!DOCTYPE html>/);
  });
});

describe('redirect', () => {
  it('leads to a path that is in the ledger', async () => {
    const { simulator, seen, entry } = await meet('redirect');
    expect(seen.status).toBe(307);
    expect(seen.headers.location).toBe(`${simulator.url}/moved/send`);
    expect(entry).toMatchObject({ status: 307, accepted: false });
    await send(simulator, 'x', { path: '/moved/send' });
    expect(simulator.ledger.entries.at(-1)).toMatchObject({
      endpoint: 'other',
      path: '/moved/send',
      accepted: false,
    });
  });

  it('leads to a URL, and every redirecting status does', async () => {
    const url = 'https://evil.example/A-b?c=d';
    expect((await meet(`redirect ${url}`)).seen.headers.location).toBe(url);
    const { seen, simulator } = await meetToken('302');
    expect(seen.status).toBe(302);
    expect(seen.headers.location).toBe(`${simulator.url}/moved/token`);
  });
});

describe('the token response', () => {
  it.each<[string, object]>([
    ['empty token', { access_token: '', token_type: 'Bearer', expires_in: 86400 }],
    ['no token', { token_type: 'Bearer', expires_in: 86400 }],
    ['json array', []],
  ])('%s', async (fault, reply) => {
    const { seen, entry } = await meetToken(fault);
    expect(JSON.parse(seen.body)).toEqual(reply);
    expect(entry).toMatchObject({ status: 200, fault, accepted: false });
  });

  it('token type mac', async () => {
    expect(JSON.parse((await meetToken('token type mac')).seen.body).token_type).toBe('mac');
  });

  it('token with control character', async () => {
    const { access_token: token } = JSON.parse(
      (await meetToken('token with control character')).seen.body,
    );
    expect(token).toContain('\u0007');
    expect(token.length).toBeGreaterThan(200);
  });

  it('short token, which is valid', async () => {
    const { simulator, seen } = await meetToken('short token');
    const { access_token: token } = JSON.parse(seen.body);
    expect(token).toMatch(/^[\w-]{5}$/);
    expect((await send(simulator, token)).status).toBe(200);
  });

  it.each(['empty token', 'short token'])('requires a valid request for %s', async (fault) => {
    expect((await meetToken(fault, { body: 'grant_type=x' })).seen.status).toBe(400);
  });
});
describe('an invalid request', () => {
  it.each([
    'ok',
    'slow 1',
    'html',
    'drip',
    'huge',
    'cut json',
    '500 after accepting',
    'accepted then reset',
    'accepted then stall',
  ])('is refused with %s', async (fault) => {
    const { seen, entry } = await meet(fault, { body: '{}' });
    expect(seen.status).toBe(400);
    expect(entry).toMatchObject({ status: 400, fault, accepted: false });
  });

  it.each([
    ['503', 503],
    ['html 502', 502],
    ['reset', null],
  ])('meets %s before it is refused', async (fault, status) => {
    const { seen, entry } = await meet(fault, { body: '{}' });
    expect(seen.status).toBe(status);
    expect(entry).toMatchObject({ status, accepted: false, problems: [expect.any(String)] });
  });
});
