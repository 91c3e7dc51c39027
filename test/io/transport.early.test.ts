import { expect, it } from 'vitest';
import { resolveNothing } from '../support/host-names.ts';
import { setProxyEnvironment } from '../support/proxy-environment.ts';
import { type Behaviour, listen } from '../support/raw-server.ts';
import { openClient } from '../support/transport.ts';
import { pause, until } from '../support/wait.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

/** A server that accepts every request; what it does with a connection may differ. */
async function start(onConnect: NonNullable<Behaviour['onConnect']> = () => undefined) {
  const server = await listen({ onConnect, onRequest: ({ socket }) => socket.write(OK) });
  return { server, url: `http://127.0.0.1:${server.port}/a`, client: openClient() };
}

it('uses each connection that was opened ahead for one request, in their order', async () => {
  const { server, url, client } = await start();
  client.openAhead(url);
  client.openAhead(url);
  await until(() => server.visits.length === 2);
  for (let sent = 1; sent <= 3; sent += 1) {
    expect(await client.send(url)).toMatchObject({ kind: 'response', status: 200 });
  }
  expect(server.visits).toHaveLength(3);
  expect(server.visits.map(({ received }) => received.split('POST /a').length - 1)).toEqual([
    1, 1, 1,
  ]);
});

it('waits for a connection that is still being opened', async () => {
  const { server, url, client } = await start();
  client.openAhead(url);
  expect(await client.send(url)).toMatchObject({ status: 200 });
  expect(server.visits).toHaveLength(1);
});

it('is under way before it is open, and soon, whatever keeps it', async () => {
  const { server, url, client } = await start();
  await client.openAhead(url);
  await until(() => server.visits.length === 1);
  await client.openAhead('http://127.0.0.1:1/');
  const lookup = resolveNothing();
  await client.openAhead('http://api.walkme.invalid/');
  expect(lookup).toHaveBeenCalledOnce();
});

it('opens another to another host', async () => {
  const first = await start();
  const second = await start();
  first.client.openAhead(first.url);
  expect(await first.client.send(second.url)).toMatchObject({ status: 200 });
  expect([first.server.visits.length, second.server.visits.length]).toEqual([1, 1]);
});

it.each<[string, NonNullable<Behaviour['onConnect']>]>([
  ['on which the server speaks first', ({ socket }) => socket.write(OK)],
  ['that the server closes early', ({ socket }) => socket.end()],
  ['that the server resets', ({ socket }) => socket.resetAndDestroy()],
])('opens a fresh one in place of one %s', async (_, spoil) => {
  let count = 0;
  const { server, url, client } = await start((visit) => {
    count += 1;
    if (count === 1) spoil(visit);
  });
  client.openAhead(url);
  await pause(50);
  expect(await client.send(url)).toMatchObject({ kind: 'response', status: 200 });
  expect(server.visits).toHaveLength(2);
  expect(server.visits[0]?.received).toBe('');
});

it('opens a fresh one in place of one that waited for two seconds', async () => {
  const { server, url, client } = await start();
  client.openAhead(url);
  await pause(2050);
  expect(await client.send(url)).toMatchObject({ status: 200 });
  expect(server.visits.map(({ received }) => received !== '')).toEqual([false, true]);
});

it('opens a fresh one in place of one that failed, within the attempt', async () => {
  const client = openClient();
  client.openAhead('http://127.0.0.1:1/');
  await pause(20);
  expect(await client.send('http://127.0.0.1:1/')).toMatchObject({ phase: 'connecting' });
});

it.each([
  ['ahead of the request', true],
  ['by the request', false],
])('a name that is never resolved holds up no deadline, asked for %s', async (_, isEarly) => {
  resolveNothing();
  const url = 'https://api.walkme.invalid/';
  setProxyEnvironment({});
  const client = openClient();
  if (isEarly) client.openAhead(url);
  const startedMs = performance.now();
  const timedOut = await client.send(url, { timeoutMs: 100 });
  expect(timedOut).toMatchObject({ phase: 'connecting', cause: 'timeout' });
  const signal = AbortSignal.timeout(100);
  expect(await client.send(url, { signal })).toMatchObject({
    phase: 'connecting',
    cause: 'aborted',
  });
  expect(performance.now() - startedMs).toBeLessThan(1500);
});
