import { describe, expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import { readEvents } from './event-reader.ts';
import {
  askToken,
  basic,
  call,
  getToken,
  notification,
  send,
  sendPath,
  start,
  startWithToken,
  tokenPath,
  until,
} from './support.ts';

const noFaults = { first: [], more: 0 };

describe('a page that opens', () => {
  it('receives the state, oldest first, with the headers of every page', async () => {
    const simulator = await start({ prefix: '/gateway', script: { send: ['503', 'ok', '429'] } });
    const path = `/gateway${sendPath}`;
    const token = await getToken(simulator, { path: `/gateway${tokenPath}` });
    for (let count = 0; count < 2; count += 1) await send(simulator, token, { path });
    const reader = await readEvents(simulator.port);
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(reader.text()).toMatch(/^retry: \d+\nevent: state\n/);
    expect(reader.events()).toEqual([
      {
        event: 'state',
        data: {
          baseUrl: `${simulator.url}/gateway`,
          fillCommand: expect.stringContaining(`--send --simulator ${simulator.url}/gateway`),
          limit: 100,
          items: [
            expect.objectContaining({ id: 2, list: 'others', status: 503, outcome: 'failed' }),
            expect.objectContaining({ id: 3, list: 'inbox', status: 200, outcome: 'accepted' }),
          ],
          faults: { token: noFaults, send: { first: ['429'], more: 0 } },
        },
      },
    ]);
  });

  it('receives the newest 100 of each list', async () => {
    const { simulator, token } = await startWithToken();
    for (let count = 0; count < 102; count += 1) await send(simulator, token);
    for (let count = 0; count < 102; count += 1) await call(simulator, { path: '/nowhere' });
    const [state] = (await readEvents(simulator.port)).data('state');
    const items: unknown = Object(state).items;
    const ids = Array.isArray(items) ? items.map((item) => Object(item).id) : [];
    expect(ids).toHaveLength(200);
    expect([ids[0], ids[99], ids[100], ids[199]]).toEqual([4, 103, 106, 205]);
  });
});

describe('a page that is open', () => {
  it('receives each request when it is new, and when it is settled', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['slow 30'] } });
    const reader = await readEvents(simulator.port);
    await send(simulator, token);
    await until(() => reader.data('item').length === 2);
    const both = { id: 2, list: 'inbox', fault: 'slow 30', card: { people: { more: 0 } } };
    expect(reader.data('item')).toMatchObject([
      { ...both, settled: false, status: null, outcome: 'waiting' },
      { ...both, settled: true, status: 200, outcome: 'accepted' },
    ]);
  });

  it('receives a token request only if something is wrong', async () => {
    const simulator = await start({ script: { token: ['ok', 'ok', '503', 'empty token'] } });
    const reader = await readEvents(simulator.port);
    await askToken(simulator);
    await askToken(simulator, { body: 'nonsense' });
    await askToken(simulator);
    await askToken(simulator);
    await until(() => reader.data('item').length === 6);
    const places = reader.data('item').map((item) => [Object(item).id, Object(item).list]);
    expect(places.flat()).not.toContain(1);
    expect(places.flat()).not.toContain('inbox');
  });

  it('receives the pending faults after each change', async () => {
    const simulator = await start({ script: { token: ['ok'] } });
    const reader = await readEvents(simulator.port);
    simulator.script(
      'send',
      Array.from({ length: 23 }, () => '503'),
    );
    await askToken(simulator);
    simulator.script('send', ['unsent 1', '429 retry-after 2']);
    await until(() => reader.data('faults').length === 4);
    const many = { first: Array.from({ length: 20 }, () => '503'), more: 3 };
    expect(reader.data('faults')).toEqual([
      { token: { first: ['ok'], more: 0 }, send: many },
      { token: noFaults, send: many },
      { token: noFaults, send: { first: ['unsent 1', '429 retry-after 2'], more: 0 } },
      { token: noFaults, send: { first: ['429 retry-after 2'], more: 0 } },
    ]);
  });

  it.each(['in the program', 'by the page'])(
    'receives that the ledger was cleared %s',
    async (how) => {
      const simulator = await start();
      await send(simulator, await getToken(simulator));
      const reader = await readEvents(simulator.port);
      if (how === 'in the program') simulator.ledger.clear();
      else await call(simulator, { method: 'DELETE', path: '/__ledger' });
      await until(() => reader.data('cleared').length === 1);
      expect((await readEvents(simulator.port)).data('state')).toMatchObject([{ items: [] }]);
    },
  );
});

it('sends no secret, token, or Authorization header in pages and events', async () => {
  const simulator = await start({ script: { send: ['ok', '400', 'ok'] } });
  const reader = await readEvents(simulator.port);
  const token = await getToken(simulator);
  const { id, secret } = defaultClient;
  const leak = { ...notification, runtimeTitle: token, runtimeDescription: `${secret} ${basic}` };
  const body = JSON.stringify({ notification: leak });
  for (const change of [{ body }, { body }, {}]) await send(simulator, token, change);
  await call(simulator, { path: `/x?${token}`, headers: { authorization: `Bearer ${token}` } });
  await askToken(simulator, { headers: { authorization: 'Basic d3Jvbmc6Y3JlZGVudGlhbHM=' } });
  await until(() => reader.data('item').length === 10);
  const later = await readEvents(simulator.port);
  const pages = await Promise.all(
    ['/', '/__inbox/inbox.js', '/__ledger'].map((path) => call(simulator, { method: 'GET', path })),
  );
  const all = [reader.text(), later.text(), ...pages.map((page) => page.body)].join('\n');
  expect(all).toContain('[redacted]');
  for (const hidden of [token, secret, basic.slice(6), `${id}:`, 'd3Jvbmc6', 'wrong:credentials']) {
    expect(all).not.toContain(hidden);
  }
  expect(JSON.stringify([reader.events(), later.events()])).not.toMatch(/"authorization":\s*"/i);
});
