import { describe, expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import {
  askToken,
  basic,
  basicOf,
  type Call,
  call,
  getToken,
  send,
  start,
  startWithToken,
  tokenPath,
} from './support.ts';

const { id, secret } = defaultClient;
const grant = 'grant_type=client_credentials';
const by = (authorization: string): Call => ({ headers: { authorization } });
const as = (type: string): Call => ({ headers: { 'content-type': type } });

describe('a valid token request', () => {
  it('returns a bearer token for a day, with no-store', async () => {
    const simulator = await start();
    const seen = await askToken(simulator);
    expect(seen.status).toBe(200);
    expect(seen.headers['cache-control']).toBe('no-store');
    expect(seen.headers['content-type']).toMatch(/^application\/json/);
    const reply = JSON.parse(seen.body);
    expect(Object.keys(reply)).toEqual(['access_token', 'token_type', 'expires_in']);
    expect(reply).toMatchObject({ token_type: 'Bearer', expires_in: 86400 });
    expect(reply.access_token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(reply.access_token.length).toBeGreaterThan(200);
  });

  it('returns a new token each time, and both are valid', async () => {
    const simulator = await start();
    const tokens = [await getToken(simulator), await getToken(simulator)];
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect((await send(simulator, token)).status).toBe(200);
    const numbers = simulator.ledger.sends().map(({ authorization }) => authorization?.tokenNumber);
    expect(numbers).toEqual([1, 2]);
  });

  it.each<[string, Call]>([
    ['a scheme in lower case', by(basic.replace('Basic', 'basic'))],
    ['a charset', as('application/x-www-form-urlencoded; charset=UTF-8')],
    ['the grant type percent-encoded', { body: 'grant_type=client%5Fcredentials' }],
  ])('may have %s', async (_name, change) => {
    expect((await askToken(await start(), change)).status).toBe(200);
  });

  it('accepts each client with its own secret, which may contain colons', async () => {
    const clients = { one: 'a:b c%20d+é"', two: 'another-secret' };
    const simulator = await start({ clients });
    const ask = (credentials: string) => askToken(simulator, by(basicOf(credentials)));
    expect((await ask('one:a:b c%20d+é"')).status).toBe(200);
    expect((await ask('two:another-secret')).status).toBe(200);
    expect((await ask('two:a:b c%20d+é"')).status).toBe(401);
    expect((await ask('one:a%3Ab%20c%2520d%2B%C3%A9%22')).status).toBe(401);
    expect((await ask(`${id}:${secret}`)).status).toBe(401);
  });
});

describe('an invalid token request', () => {
  it.each<[string, number, string, Call]>([
    ['a wrong secret', 401, 'invalid_client', by(basicOf(`${id}:wrong`))],
    ['a wrong id', 401, 'invalid_client', by(basicOf(`x:${secret}`))],
    ['the id constructor', 401, 'invalid_client', by(basicOf('constructor:'))],
    ['a bearer token', 401, 'invalid_client', by('Bearer abc')],
    ['another scheme', 401, 'invalid_client', by('Digest abc')],
    ['credentials without colon', 400, 'invalid_request', by(basicOf(id))],
    ['credentials in base64url', 400, 'invalid_request', by('Basic YT_-Og')],
    ['two spaces', 400, 'invalid_request', by(basic.replace(' ', '  '))],
    ['no grant type', 400, 'invalid_request', { body: '' }],
    ['an empty grant type', 400, 'invalid_request', { body: 'grant_type=' }],
    ['another grant type', 400, 'unsupported_grant_type', { body: 'grant_type=password' }],
    ['another grant type and more', 400, 'invalid_request', { body: 'grant_type=password&a=b' }],
    ['two grant types', 400, 'invalid_request', { body: `${grant}&${grant}` }],
    ['a scope', 400, 'invalid_request', { body: `${grant}&scope=x` }],
    ['credentials in the body', 400, 'invalid_request', { body: `${grant}&client_id=${id}` }],
    ['JSON', 400, 'invalid_request', { body: '{"grant_type":"client_credentials"}' }],
    ['the wrong type', 400, 'invalid_request', as('application/json')],
    [
      'another charset',
      400,
      'invalid_request',
      as('application/x-www-form-urlencoded; charset=latin1'),
    ],
    ['a query', 400, 'invalid_request', { path: `${tokenPath}?a=b` }],
  ])('returns for %s HTTP %i %s', async (_name, status, error, change) => {
    const simulator = await start();
    const seen = await askToken(simulator, change);
    expect(seen.status).toBe(status);
    expect(JSON.parse(seen.body)).toMatchObject({ error, error_description: expect.any(String) });
    expect(seen.headers['www-authenticate']?.startsWith('Basic')).toBe(status === 401 || undefined);
    expect(simulator.ledger.tokens()[0]).toMatchObject({
      status,
      problems: expect.arrayContaining([expect.any(String)]),
    });
  });

  it('returns 401 without Authorization', async () => {
    const simulator = await start();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await call(simulator, { path: tokenPath, headers, body: grant })).status).toBe(401);
    expect(simulator.ledger.tokens()).toMatchObject([
      { authorization: null, problems: ['The Authorization header is missing.'] },
    ]);
  });

  it('describes problems in the characters that RFC 6749 allows', async () => {
    const seen = await askToken(await start(), { body: `${grant}&%22%5C%C3%A9%0A=x` });
    expect(JSON.parse(seen.body).error_description).toBe("Unknown field: ''??.");
  });

  it('returns 405 for GET, and does not take a fault', async () => {
    const simulator = await start({ script: { token: ['503'] } });
    const seen = await askToken(simulator, { method: 'GET', body: '' });
    expect(seen.status).toBe(405);
    expect(seen.headers.allow).toBe('POST');
    expect((await askToken(simulator)).status).toBe(503);
  });
});

describe('the validity of a token', () => {
  it('ends with its lifetime', async () => {
    const { simulator, token } = await startWithToken({ tokenLifetimeSeconds: 0 });
    expect((await send(simulator, token)).status).toBe(401);
    expect(simulator.ledger.sends()[0]?.problems).toEqual(['The access token is expired.']);
  });

  it('ends with a 401 on a send', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['401'] } });
    const other = await getToken(simulator);
    expect((await send(simulator, token)).status).toBe(401);
    expect((await send(simulator, token)).status).toBe(401);
    expect((await send(simulator, other)).status).toBe(200);
    expect(simulator.ledger.sends()[1]?.problems).toEqual(['The access token is revoked.']);
  });
});
