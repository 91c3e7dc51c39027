/** What a server returns, byte by byte, and the response that is read: the status line decides. */

import { describe, expect, it } from 'vitest';
import { listen, ok } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';

interface Row {
  readonly title: string;
  readonly bytes: string;
  /** The server ends the connection after its answer. */
  readonly ends?: true;
  readonly response: Readonly<Record<string, unknown>>;
}

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

const whole: readonly Row[] = [
  {
    title: 'a body of known length',
    bytes: `${head('HTTP/1.1 200 OK', 'Content-Length: 11', 'X-Request-Id: r-1')}{"ok":true}`,
    response: {
      status: 200,
      headers: { 'content-length': '11', 'x-request-id': 'r-1' },
      body: '{"ok":true}',
    },
  },
  {
    title: 'a body in chunks',
    bytes: `${head('HTTP/1.1 202 Accepted', 'Transfer-Encoding: chunked')}4\r\n{"ok\r\n7;x=y\r\n":true}\r\n0\r\nTrailer: 1\r\n\r\n`,
    response: { status: 202, headers: { 'transfer-encoding': 'chunked' }, body: '{"ok":true}' },
  },
  {
    title: 'a body that ends with the connection',
    bytes: `${head('HTTP/1.0 200 OK')}until the end`,
    ends: true,
    response: { status: 200, headers: {}, body: 'until the end' },
  },
  {
    title: 'no body',
    bytes: head('HTTP/1.1 204 No Content'),
    response: { status: 204, headers: {}, body: '' },
  },
  {
    title: 'a status that never has a body, with a length',
    bytes: head('HTTP/1.1 304 Not Modified', 'Content-Length: 5'),
    response: { status: 304, headers: { 'content-length': '5' }, body: '' },
  },
  {
    title: 'no reason phrase',
    bytes: head('HTTP/1.1 503', 'Retry-After: 120', 'Content-Length: 0'),
    response: { status: 503, headers: { 'retry-after': '120', 'content-length': '0' }, body: '' },
  },
  {
    title: 'a status that nobody has defined',
    bytes: head('HTTP/1.1 799 What', 'Content-Length: 0'),
    response: { status: 799, headers: { 'content-length': '0' }, body: '' },
  },
  {
    title: 'interim answers before the real one',
    bytes:
      head('HTTP/1.1 100 Continue') +
      head('HTTP/1.1 103 Early Hints', 'Link: </x>') +
      ok('{"ok":true}'),
    response: { status: 200, headers: { 'content-length': '11' }, body: '{"ok":true}' },
  },
  {
    title: 'an advertisement of another protocol',
    bytes: `${head('HTTP/1.1 200 OK', 'Upgrade: h2,h2c', 'Connection: Upgrade', 'Content-Length: 2')}{}`,
    response: {
      status: 200,
      headers: { upgrade: 'h2,h2c', connection: 'Upgrade', 'content-length': '2' },
      body: '{}',
    },
  },
  {
    title: 'headers given more than once',
    bytes: `${head('HTTP/1.1 200 OK', 'Set-Cookie: a=1', 'set-cookie: b=2', 'X-A: 1', 'x-a: 2', 'Content-Length: 2')}{}`,
    response: {
      status: 200,
      headers: { 'set-cookie': 'a=1,b=2', 'x-a': '1, 2', 'content-length': '2' },
      body: '{}',
    },
  },
  {
    title: 'a header of 100 KiB',
    bytes: `${head('HTTP/1.1 200 OK', `X: ${'x'.repeat(102_400)}`, 'Content-Length: 2')}{}`,
    response: {
      status: 200,
      headers: { x: 'x'.repeat(102_400), 'content-length': '2' },
      body: '{}',
    },
  },
  {
    title: 'a body that was compressed although nobody asked',
    bytes: `${head('HTTP/1.1 200 OK', 'Content-Encoding: gzip', 'Content-Length: 3')}\u001f\u008b\u0008`,
    response: {
      status: 200,
      headers: { 'content-encoding': 'gzip', 'content-length': '3' },
      body: '\u001f\ufffd\u0008',
    },
  },
  {
    title: 'bytes that are no UTF-8',
    bytes: `${head('HTTP/1.1 200 OK', 'Content-Length: 6')}a\u00ffb\u00c3(c`,
    response: { status: 200, headers: { 'content-length': '6' }, body: 'a\ufffdb\ufffd(c' },
  },
  {
    title: 'two answers for one request: the first counts',
    bytes: ok('first') + ok('second'),
    response: { status: 200, headers: { 'content-length': '5' }, body: 'first' },
  },
];

const broken: readonly Row[] = [
  {
    title: 'fewer bytes than promised',
    bytes: `${head('HTTP/1.1 200 OK', 'Content-Length: 500')}hello`,
    ends: true,
    response: { status: 200, body: 'hello', truncatedBy: expect.stringContaining('ECONNRESET') },
  },
  {
    title: 'headers and then the end',
    bytes: head('HTTP/1.1 429 Too Many Requests', 'Retry-After: 7', 'Content-Length: 500'),
    ends: true,
    response: { status: 429, body: '', truncatedBy: expect.stringContaining('ECONNRESET') },
  },
  {
    title: 'chunks without the last',
    bytes: `${head('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked')}5\r\nhello\r\n`,
    ends: true,
    response: { status: 200, body: 'hello', truncatedBy: expect.stringContaining('ECONNRESET') },
  },
  {
    title: 'a chunk of an impossible size',
    bytes: `${head('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked')}5\r\nhello\r\nzz\r\n`,
    response: {
      status: 200,
      body: 'hello',
      truncatedBy: expect.stringContaining('HPE_INVALID_CHUNK_SIZE'),
    },
  },
  {
    title: 'half a body, and then silence',
    bytes: `${head('HTTP/1.1 400 Bad Request', 'Content-Length: 500')}hello`,
    response: { status: 400, body: 'hello', truncatedBy: 'timed out after 0.3 s' },
  },
];

function resultOf({ bytes, ends }: Row) {
  return listen({
    onRequest({ socket }) {
      socket.write(bytes, 'latin1');
      if (ends) socket.end();
    },
  }).then(({ url }) => sendOnce(url, { timeoutMs: 300 }));
}

describe('a whole response', () => {
  it.each(whole)('with $title', async (row) => {
    expect(await resultOf(row)).toEqual({
      kind: 'response',
      ...row.response,
    });
  });
});

describe('a response whose body broke off keeps its status', () => {
  it.each(broken)('with $title', async (row) => {
    expect(await resultOf(row)).toMatchObject({ kind: 'response', ...row.response });
  });

  it('with a reset in the middle', async () => {
    const server = await listen({
      onRequest({ socket }) {
        socket.write(`${head('HTTP/1.1 200 OK', 'Content-Length: 500')}hello`);
        setTimeout(() => socket.resetAndDestroy(), 30);
      },
    });
    expect(await sendOnce(server.url)).toMatchObject({
      status: 200,
      body: 'hello',
      truncatedBy: expect.stringContaining('ECONNRESET'),
    });
  });

  it('with a byte now and then, in time', async () => {
    const server = await listen({
      onRequest({ socket }) {
        socket.write(head('HTTP/1.1 200 OK', 'Content-Length: 500'));
        const timer = setInterval(() => socket.write('.'), 20);
        socket.once('close', () => clearInterval(timer));
      },
    });
    const startedMs = performance.now();
    const result = await sendOnce(server.url, { timeoutMs: 250 });
    expect(performance.now() - startedMs).toBeLessThan(750);
    expect(result).toMatchObject({
      kind: 'response',
      status: 200,
      body: expect.stringMatching(/^\.{3,20}$/),
      truncatedBy: 'timed out after 0.3 s',
    });
  });
});
