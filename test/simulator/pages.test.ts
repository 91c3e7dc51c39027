/** The simulator's own pages: the ledger as JSON, and who can see it. */

import { expect, it } from 'vitest';
import { inboxFiles } from '../../simulator/inbox/pages.ts';
import { call, getToken, start } from './support.ts';

it('returns the ledger as JSON, oldest first, without its own pages', async () => {
  const simulator = await start();
  await getToken(simulator);
  await getToken(simulator);
  for (let round = 0; round < 2; round += 1) {
    const seen = await call(simulator, { method: 'GET', path: '/__ledger' });
    expect(seen.status).toBe(200);
    expect(seen.headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(seen.body)).toEqual(simulator.ledger.entries);
    expect(simulator.ledger.entries.map(({ id }) => id)).toEqual([1, 2]);
  }
});

it.each([
  ['/__ledger', 'POST', 405, 'GET, DELETE'],
  ['/', 'POST', 405, 'GET'],
  ['/__other', 'GET', 404, undefined],
])('returns for %s by %s HTTP %i', async (path, method, status, allow) => {
  const simulator = await start();
  const seen = await call(simulator, { path, method });
  expect(seen.status).toBe(status);
  expect(seen.headers.allow).toBe(allow);
  expect(simulator.ledger.entries).toEqual([]);
});

it('serves its pages only to requests for loopback by name', async () => {
  const simulator = await start();
  await getToken(simulator);
  const ask = (host: string, method: string, path: string) =>
    call(simulator, { method, path, headers: { host } });
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const seen = await ask(`${name}:${simulator.port}`, 'GET', '/__ledger');
    expect(seen.status).toBe(200);
  }
  for (const host of [
    'evil.example',
    `evil.example:${simulator.port}`,
    `127.0.0.1.evil.example:${simulator.port}`,
    '127.0.0.1',
    'localhost:1',
  ]) {
    for (const path of [...inboxFiles.keys(), '/__events', '/__ledger', '/__x']) {
      const seen = await ask(host, 'GET', path);
      expect(seen).toMatchObject({ status: 421, end: 'end' });
      expect(seen.body).not.toMatch(/endpoint|token/);
    }
    expect((await ask(host, 'DELETE', '/__ledger')).status).toBe(421);
  }
  expect(simulator.ledger.entries).toHaveLength(1);
});

it('serves the API for every Host', async () => {
  const seen = await call(await start(), { headers: { host: 'api.walkme.com' } });
  expect(seen.status).toBe(401);
});
