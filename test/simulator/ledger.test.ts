import { describe, expect, it } from 'vitest';
import { defaultClient, type LedgerEntry } from '../../simulator/simulator.ts';
import {
  askToken,
  basic,
  basicOf,
  call,
  exchangeBytes,
  getToken,
  keepAlive,
  notification,
  send,
  sendPath,
  start,
  startWithToken,
  tokenPath,
  until,
} from './support.ts';

const { secret } = defaultClient;

describe('an entry', () => {
  it('has the whole request as plain data', async () => {
    const simulator = await start();
    const before = Date.now();
    await send(simulator, await getToken(simulator), { headers: { 'user-agent': 'test/1' } });
    const [token, entry] = simulator.ledger.entries;
    expect(token).toMatchObject({
      id: 1,
      endpoint: 'token',
      method: 'POST',
      path: tokenPath,
      authorization: { scheme: 'Basic', valid: true },
      body: 'grant_type=client_credentials',
      notification: null,
      accepted: false,
    });
    expect(entry).toEqual({
      id: 2,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      endpoint: 'send',
      method: 'POST',
      path: sendPath,
      httpVersion: '1.1',
      connection: 2,
      headers: {
        host: `127.0.0.1:${simulator.port}`,
        'user-agent': 'test/1',
        'content-type': 'application/json',
        'content-length': '78',
        connection: 'close',
      },
      authorization: { scheme: 'Bearer', valid: true, tokenNumber: 1 },
      body: JSON.stringify({ notification }),
      notification,
      status: 200,
      settled: true,
      fault: null,
      accepted: true,
      problems: [],
    });
    expect(Date.parse(entry?.at ?? '')).toBeGreaterThanOrEqual(before);
    expect(JSON.parse(JSON.stringify(simulator.ledger.entries))).toEqual(simulator.ledger.entries);
  });

  it('is frozen', async () => {
    const simulator = await start();
    await getToken(simulator);
    expect(Object.isFrozen(simulator.ledger.entries[0])).toBe(true);
  });

  it('marks unknown credentials as not valid', async () => {
    const simulator = await start();
    for (const authorization of ['Bearer x.y.z', basicOf('who:knows-what'), 'a-bare-credential']) {
      await call(simulator, { headers: { authorization } });
    }
    expect(simulator.ledger.sends().map((entry) => entry.authorization)).toEqual([
      { scheme: 'Bearer', valid: false },
      { scheme: 'Basic', valid: false },
      { scheme: 'other', valid: false },
    ]);
  });

  it('supports HTTP/1.0', async () => {
    const simulator = await start();
    await exchangeBytes(simulator, 'GET /x HTTP/1.0\r\n\r\n');
    expect(simulator.ledger.entries[0]).toMatchObject({ httpVersion: '1.0', method: 'GET' });
  });
});

describe('the ledger', () => {
  it('selects sends, tokens, and accepted entries', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['503', 'ok'] } });
    await send(simulator, token);
    await send(simulator, token);
    await call(simulator, { path: '/nowhere' });
    const ids = (entries: readonly LedgerEntry[]) => entries.map(({ id }) => id);
    expect(ids(simulator.ledger.entries)).toEqual([1, 2, 3, 4]);
    expect(ids(simulator.ledger.tokens())).toEqual([1]);
    expect(ids(simulator.ledger.sends())).toEqual([2, 3]);
    expect(ids(simulator.ledger.accepted())).toEqual([3]);
  });

  it('groups equal bodies that were accepted twice, whatever the client received', async () => {
    const { simulator, token } = await startWithToken({
      script: { send: ['accepted then reset', '503', 'ok', 'ok', 'ok'] },
    });
    const other = JSON.stringify({ notification: { ...notification, title: 'x' } });
    for (const body of [undefined, undefined, undefined, other]) {
      await send(simulator, token, body === undefined ? {} : { body });
    }
    const groups = simulator.ledger.acceptedTwice();
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([[2, 4]]);
  });

  it('has no such group if only one was accepted, or a byte differs', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['503', 'ok', 'ok'] } });
    await send(simulator, token);
    await send(simulator, token);
    await send(simulator, token, { body: `${JSON.stringify({ notification })} ` });
    expect(simulator.ledger.accepted()).toHaveLength(2);
    expect(simulator.ledger.acceptedTwice()).toEqual([]);
  });

  it('counts connections, and numbers them in the entries', async () => {
    const simulator = await start();
    const agent = keepAlive();
    const token = await getToken(simulator);
    await send(simulator, token, { agent });
    await send(simulator, token, { agent });
    await send(simulator, token);
    expect(simulator.ledger.connections).toBe(3);
    expect(simulator.ledger.entries.map(({ connection }) => connection)).toEqual([1, 2, 2, 3]);
  });

  it('removes entries and connections on clear, and continues the numbers', async () => {
    const simulator = await start();
    await getToken(simulator);
    simulator.ledger.clear();
    expect(simulator.ledger.entries).toEqual([]);
    expect(simulator.ledger.connections).toBe(0);
    await getToken(simulator);
    expect(simulator.ledger.connections).toBe(1);
    expect(simulator.ledger.entries[0]).toMatchObject({ id: 2, connection: 2 });
  });

  it('removes pending requests on clear, too', async () => {
    const simulator = await start({ script: { token: ['slow 60'] } });
    const slow = askToken(simulator);
    await until(() => simulator.ledger.entries.length === 1);
    simulator.ledger.clear();
    expect((await slow).status).toBe(200);
    expect(simulator.ledger.entries).toEqual([]);
  });

  it('notifies subscribers of each entry when it is new, and when it is settled', async () => {
    const simulator = await start({ script: { token: ['slow 30', 'reset'] } });
    const told: unknown[] = [];
    const end = simulator.ledger.subscribe(({ id, status, settled }) =>
      told.push([id, status, settled]),
    );
    await askToken(simulator);
    await askToken(simulator);
    end();
    await askToken(simulator);
    expect(told).toEqual([
      [1, null, false],
      [1, 200, true],
      [2, null, false],
      [2, null, true],
    ]);
  });
});

describe('credentials', () => {
  it('are not in the ledger, wherever a client puts them', async () => {
    const { simulator, token } = await startWithToken({
      extraFields: ['leak'],
      script: { token: ['ok', 'ok', 'short token'] },
    });
    const value = basic.slice('Basic '.length);
    await askToken(simulator, {
      path: `${tokenPath}?secret=${secret}`,
      body: `grant_type=client_credentials&client_secret=${secret}&${value}=1`,
    });
    const short = await getToken(simulator);
    const leak = [token, short, secret, basic, `Bearer ${token}`, encodeURIComponent(basic)];
    const body = JSON.stringify({ notification: { ...notification, leak, [token]: token } });
    const headers = {
      'x-token': token,
      cookie: secret,
      'proxy-authorization': 'Basic cHJveHk6cHJveHktc2VjcmV0',
    };
    await send(simulator, token, { body, headers, path: `${sendPath}?t=${token}` });
    await send(simulator, short, { path: `/moved/${token}`, body });
    await call(simulator, {
      headers: { authorization: 'a-bare-credential' },
      body: 'a-bare-credential',
    });
    await call(simulator, {
      headers: { authorization: basicOf('who:knows-what') },
      body: 'knows-what',
    });
    const json = JSON.stringify(simulator.ledger.entries);
    expect(simulator.ledger.entries).toHaveLength(7);
    for (const hidden of [
      token,
      short,
      secret,
      value,
      'cHJveHk6',
      'a-bare-credential',
      'knows-what',
    ]) {
      expect(json).not.toContain(hidden);
    }
    expect(json).toContain('[redacted]');
  });

  it('are redacted in every encoding, and if one begins like another', async () => {
    const password = 'pä"ss/w+rd (1)!~';
    const simulator = await start({ clients: { a: password, b: `${password}-more` } });
    const authorization = basicOf(`a:${password}`);
    const spellings = [
      password,
      `${password}-more`,
      encodeURIComponent(password),
      new URLSearchParams({ p: password }).toString().slice(2),
      Buffer.from(password, 'utf8').toString('base64'),
    ];
    const bodies = [JSON.stringify(spellings), ...spellings];
    for (const body of bodies) await call(simulator, { headers: { authorization }, body });
    const found = simulator.ledger.sends().map(({ body }) => body);
    expect(found).toEqual([
      JSON.stringify(spellings.map(() => '[redacted]')),
      ...spellings.map(() => '[redacted]'),
    ]);
  });

  it.each([
    ['token', '503'],
    ['send', '200'],
  ] as const)(
    'are in the response of echo (%s), and not in the ledger',
    async (endpoint, status) => {
      const { simulator, token } = await startWithToken();
      simulator.script(endpoint, [`echo ${status}`]);
      const seen = endpoint === 'token' ? await askToken(simulator) : await send(simulator, token);
      const sent = endpoint === 'token' ? basic : `Bearer ${token}`;
      expect(seen.body).toContain(sent);
      expect(seen.body).toContain(endpoint === 'token' ? `:${secret}` : token);
      expect(seen.body).toContain(encodeURIComponent(sent));
      expect(seen.body).toContain(JSON.stringify(JSON.stringify(sent)).slice(1, -1));
      expect(JSON.parse(seen.body).body).toBe(simulator.ledger.entries[1]?.body);
      expect(JSON.stringify(simulator.ledger.entries)).not.toContain(sent.slice(7));
    },
  );
});
