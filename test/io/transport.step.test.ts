/** A connection that delivers more than was requested: what its responses are worth, and its end. */

import { describe, expect, it } from 'vitest';
import type { AttemptResult } from '../../src/http/http.ts';
import { listen, ok } from '../support/raw-server.ts';
import { openClient, sendOnce } from '../support/transport.ts';
import { pause, until } from '../support/wait.ts';

const isOutOfStep = (result: AttemptResult): boolean =>
  result.kind === 'response' && result.isOutOfStep();

const status = (code: number, body = ''): string =>
  `HTTP/1.1 ${code} Stray\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

describe('a response', () => {
  it('alone on its connection is in step, and so is the next', async () => {
    const server = await listen({ onRequest: ({ socket }) => socket.write(ok()) });
    const { send } = openClient();
    const first = await send(server.url);
    const second = await send(server.url);
    await pause(30);
    expect([first, second].map(isOutOfStep)).toEqual([false, false]);
    expect(server.visits).toHaveLength(1);
  });

  it.each([
    ['another response', ok('first') + ok('second')],
    ['a response without a body', ok('first') + status(401)],
    ['the beginning of another response', `${ok('first')}HTTP/1.1 200 OK\r\nContent-Le`],
    ['no HTTP', `${ok('first')}hello`],
    [
      'another response after its last chunk',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n0\r\n\r\n${ok('second')}`,
    ],
    ['another response, without a body itself', `HTTP/1.1 204 No\r\n\r\n${ok('second')}`],
    ['a body that a 304 does not have', 'HTTP/1.1 304 Not\r\nContent-Length: 5\r\n\r\nhello'],
    [
      'another response after `Connection: close`',
      `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nfirst${ok('second')}`,
    ],
  ])('with %s in one piece is out of step at once', async (_, bytes) => {
    const server = await listen({ onRequest: ({ socket }) => socket.write(bytes) });
    const result = await sendOnce(server.url);
    expect(result.kind).toBe('response');
    await until(() => isOutOfStep(result) || bytes.endsWith('Content-Le'));
    await until(() => server.visits[0]?.end !== 'open' || bytes.endsWith('Content-Le'));
  });

  it.each(['x', '\r\n', ok('second'), status(429), '\0'])(
    'with %j a moment later is out of step from then on, and the connection ends',
    async (bytes) => {
      const server = await listen({
        onRequest({ socket }) {
          socket.write(ok('first'));
          setTimeout(() => socket.write(bytes), 40);
        },
      });
      const result = await sendOnce(server.url);
      expect(isOutOfStep(result)).toBe(false);
      await until(() => isOutOfStep(result));
      await until(() => server.visits[0]?.end !== 'open');
    },
  );

  it('that is cut, too long, or late is not out of step for that', async () => {
    for (const bytes of [
      'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n',
      ok('x'.repeat(300_000)),
    ]) {
      const server = await listen({ onRequest: ({ socket }) => socket.write(bytes) });
      const result = await sendOnce(server.url, { timeoutMs: 150 });
      await pause(20);
      expect(result).toMatchObject({ status: 200, truncatedBy: expect.any(String) });
      expect(isOutOfStep(result)).toBe(false);
    }
    expect.assertions(6);
  });

  it.each([
    ['ends', 'end'],
    ['resets', 'resetAndDestroy'],
  ] as const)('whose server %s the connection is in step', async (_, method) => {
    const server = await listen({
      onRequest({ socket }) {
        socket.write(ok());
        setTimeout(() => socket[method](), 20);
      },
    });
    const result = await sendOnce(server.url);
    await until(() => server.visits[0]?.closed === true);
    expect(result).toMatchObject({ status: 200 });
    expect(isOutOfStep(result)).toBe(false);
  });
});

describe('bytes before the request', () => {
  it.each([ok('eager'), '220 smtp.example ready\r\n'])(
    '(%j) end a new connection: nothing is sent on it, and nothing of them is used',
    async (bytes) => {
      const server = await listen({ onConnect: ({ socket }) => socket.write(bytes) });
      const { send } = openClient();
      // The server may be slower than the request.
      const result = await send(server.url);
      await until(() => server.visits[0]?.end !== 'open' || server.visits[0].closed);
      if (result.kind === 'response') expect(isOutOfStep(result)).toBe(true);
      else expect(result).toMatchObject({ phase: 'connected', cause: 'network' });
    },
  );

  it.each([1, 5, 20, 60])(
    'that come %i ms after the last response end its use: the next request has another connection',
    async (ms) => {
      const server = await listen({
        onRequest({ socket }, { body }) {
          socket.write(ok(body));
          if (body === 'first') setTimeout(() => socket.write(status(429)), ms);
        },
      });
      const { send } = openClient();
      const first = await send(server.url, { body: 'first' });
      await until(() => isOutOfStep(first));
      const second = await send(server.url, { body: 'second' });
      expect(second).toMatchObject({ status: 200, body: 'second' });
      expect(isOutOfStep(second)).toBe(false);
      expect(server.visits).toHaveLength(2);
    },
  );
});

describe('a connection that is one response behind', () => {
  it.each([200, 401, 429, 500])(
    'gives a response (HTTP %i) that is out of step as soon as the real one comes',
    async (code) => {
      const server = await listen({
        onRequest({ socket }, { body }) {
          if (body === 'first') socket.write(ok('first'));
          else {
            // Sent as if it had been on its way when the second request came.
            socket.write(status(code, 'stray'));
            setTimeout(() => socket.write(ok('real')), 60);
          }
        },
      });
      const { send } = openClient();
      await send(server.url, { body: 'first' });
      const second = await send(server.url, { body: 'second' });
      expect(second).toMatchObject({ status: code, body: 'stray' });
      await until(() => isOutOfStep(second));
      expect(server.visits).toHaveLength(1);
      const third = await send(server.url, { body: 'third' });
      expect(server.visits).toHaveLength(2);
      expect(third.kind).toBe('response');
    },
  );
});
