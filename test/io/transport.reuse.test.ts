/** A used connection may be dead: when it is used again, and when it must not be. */

import { expect, it } from 'vitest';
import { runModule, sourceUrl } from '../support/program.ts';
import { listen, listenAndAnswer, ok } from '../support/raw-server.ts';
import { openClient } from '../support/transport.ts';
import { pause, until } from '../support/wait.ts';

it('token and send share one connection', async () => {
  const server = await listenAndAnswer(ok());
  const { send } = openClient();
  const authorization = { scheme: 'basic', user: 'id', password: 'secret' } as const;
  await send(`${server.url}/accounts/connect/token`, { authorization });
  await send(`${server.url}/public/v1/notifications/send`);
  expect(server.requests.map(({ line }) => line)).toEqual([
    'POST /accounts/connect/token HTTP/1.1',
    'POST /public/v1/notifications/send HTTP/1.1',
  ]);
  expect(server.visits).toHaveLength(1);
});

it('a connection idle for a while is used again', async () => {
  const server = await listenAndAnswer(ok());
  const { send } = openClient();
  await send(server.url);
  await pause(300);
  await send(server.url);
  expect(server.visits).toHaveLength(1);
});

it('a connection idle for over a second is not, and is ended', async () => {
  const server = await listenAndAnswer(ok());
  const { send } = openClient();
  await send(server.url);
  await pause(1050);
  expect(await send(server.url)).toMatchObject({ status: 200 });
  expect(server.visits).toHaveLength(2);
  await until(() => server.visits[0]?.end !== 'open');
  expect(server.visits[1]?.end).toBe('open');
});

it('the idle time counts from the last response, not from the first', async () => {
  const server = await listenAndAnswer(ok());
  const { send } = openClient();
  for (const waitMs of [0, 550, 550]) {
    await pause(waitMs);
    await send(server.url);
  }
  expect(server.visits).toHaveLength(1);
});

it.each([
  ['`Connection: close`', ok('{}', 'Connection: close')],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}'],
])('a server that says %s gets another connection next time', async (_, answer) => {
  const server = await listenAndAnswer(answer);
  const { send } = openClient();
  expect(await send(server.url)).toMatchObject({ status: 200, body: '{}' });
  await until(() => server.visits[0]?.end !== 'open');
  expect(await send(server.url)).toMatchObject({ status: 200, body: '{}' });
  expect(server.visits).toHaveLength(2);
});

it('concurrent sends have separate connections, which later ones share', async () => {
  const server = await listen({
    onRequest: ({ socket }) => setTimeout(() => socket.write(ok()), 50),
  });
  const { send } = openClient();
  await Promise.all([send(server.url), send(server.url), send(server.url)]);
  expect(server.visits).toHaveLength(3);
  await Promise.all([send(server.url), send(server.url), send(server.url)]);
  expect(server.visits).toHaveLength(3);
  expect(server.requests).toHaveLength(6);
});

it.each([
  ['was cut', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello', true],
  ['ran out of time', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello', false],
  ['never came', '', false],
  ['was too long', ok('x'.repeat(300_000)), false],
  ['was followed by another one', ok('one') + ok('two'), false],
])(
  'after a response that %s, the next request has a connection of its own',
  async (_, bytes, ends) => {
    let count = 0;
    const server = await listen({
      onRequest({ socket }) {
        count += 1;
        socket.write(count === 1 ? bytes : ok('next'));
        if (count === 1 && ends) socket.end();
      },
    });
    const { send } = openClient();
    await send(server.url, { timeoutMs: 150 });
    expect(await send(server.url)).toMatchObject({ kind: 'response', body: 'next' });
    expect(server.visits).toHaveLength(2);
    await until(() => server.visits[0]?.end !== 'open' || server.visits[0].closed);
  },
);

it('after a cancelled request, the next one opens a new connection', async () => {
  const server = await listen({
    onRequest: ({ socket }, { body }) => body === 'second' && socket.write(ok('second')),
  });
  const { send } = openClient();
  const controller = new AbortController();
  const first = send(server.url, { signal: controller.signal });
  await until(() => server.requests.length === 1);
  controller.abort();
  expect(await first).toMatchObject({ phase: 'connected', cause: 'aborted' });
  expect(await send(server.url, { body: 'second' })).toMatchObject({ body: 'second' });
  expect(server.visits).toHaveLength(2);
});

it.each([
  ['resets it', 'resetAndDestroy'],
  ['ends it', 'end'],
] as const)(
  'a server that %s as the second request arrives may have taken it',
  async (_, method) => {
    const server = await listen({
      onRequest({ socket }, { body }) {
        if (body === 'first') socket.write(ok());
        else socket[method]();
      },
    });
    const { send } = openClient();
    expect(await send(server.url, { body: 'first' })).toMatchObject({ status: 200 });
    expect(await send(server.url, { body: 'second' })).toMatchObject({
      kind: 'no-response',
      phase: 'connected',
      cause: 'network',
    });
    expect(server.requests).toHaveLength(2);
    expect(server.visits).toHaveLength(1);
  },
);

it('a used connection on which nothing more comes is ended, too', async () => {
  const server = await listen({
    onRequest: ({ socket }, { body }) => body === 'first' && socket.write(ok()),
  });
  const { send } = openClient();
  await send(server.url, { body: 'first' });
  expect(await send(server.url, { body: 'second', timeoutMs: 150 })).toMatchObject({
    phase: 'connected',
    cause: 'timeout',
  });
  expect(server.visits).toHaveLength(1);
  await until(() => server.visits[0]?.end !== 'open');
});

it('a connection that the server closed while it was idle is not used', async () => {
  const server = await listen({
    onRequest({ socket }) {
      socket.write(ok());
      socket.end();
    },
  });
  const { send } = openClient();
  await send(server.url);
  await pause(20);
  expect(await send(server.url)).toMatchObject({ status: 200 });
  expect(server.visits).toHaveLength(2);
});

it('cancelled while it looks at a used connection, a request is not sent', async () => {
  const server = await listenAndAnswer(ok());
  const { send } = openClient();
  await send(server.url);
  const controller = new AbortController();
  const second = send(server.url, { signal: controller.signal });
  controller.abort();
  expect(await second).toMatchObject({ phase: 'connecting', cause: 'aborted' });
  await pause(30);
  expect(server.requests).toHaveLength(1);
});

// The server is a process of its own, and the transport's is kept busy: so what the server does
// lies unread in the socket when the next request is about to go out.
it.each([
  ['an answer that nobody asked for', 'socket.write(answer("stale"))'],
  ['the end of the connection', 'socket.end()'],
])('%s that is unread in the socket is seen before the next request', async (_, action) => {
  const { stdout, stderr } = await runModule(`
    import { spawn } from 'node:child_process';
    const server = spawn(process.execPath, ['-e', \`
      const answer = (text) => 'HTTP/1.1 200 OK\\\\r\\\\nContent-Length: 5\\\\r\\\\n\\\\r\\\\n' + text;
      let count = 0;
      const server = require('node:net').createServer((socket) => {
        count += 1;
        const text = 'conn' + count;
        socket.on('data', () => {
          socket.write(answer(text));
          if (count === 1) setTimeout(() => ${action}, 20);
        });
      });
      server.listen(0, '127.0.0.1', () => console.log(server.address().port));
    \`]);
    const port = await new Promise((resolve) => server.stdout.once('data', resolve));
    const { createTransport } = await import(${sourceUrl('io/transport.ts')});
    const { send, close } = createTransport();
    const limits = { timeoutMs: 2000, signal: new AbortController().signal };
    const authorization = { scheme: 'bearer', token: 't' };
    const url = 'http://127.0.0.1:' + String(port).trim();
    const post = async () => {
      const { kind, body } = await send({ url, contentType: 'a/b', body: '', authorization }, limits);
      return { kind, body };
    };
    const first = await post();
    for (const untilMs = Date.now() + 120; Date.now() < untilMs; );
    console.log(JSON.stringify([first, await post()]));
    close();
    server.kill();
  `);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([
    { kind: 'response', body: 'conn1' },
    { kind: 'response', body: 'conn2' },
  ]);
});
