/** What a server returns, byte by byte, and the response that is read: the status line decides. */

import { describe, expect, it } from 'vitest';
import { listen, ok } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';

const head = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n\r\n`;

const chunked = head('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked');

/** What a client gets from a server that writes these bytes. If `ends` is set, the server then ends the connection. */
async function resultOf(bytes: string, ends: boolean) {
  const { url } = await listen({
    onRequest({ socket }) {
      socket.write(bytes, 'latin1');
      if (ends) socket.end();
    },
  });
  return sendOnce(url, { timeoutMs: 300 });
}

type Headers = Readonly<Record<string, string>>;

describe('a whole response', () => {
  it.each<[title: string, bytes: string, status: number, headers: Headers, body: string]>([
    [
      'a body of known length',
      `${head('HTTP/1.1 200 OK', 'Content-Length: 11', 'X-Request-Id: r-1')}{"ok":true}`,
      200,
      { 'content-length': '11', 'x-request-id': 'r-1' },
      '{"ok":true}',
    ],
    [
      'a body in chunks',
      `${chunked}4\r\n{"ok\r\n7;x=y\r\n":true}\r\n0\r\nTrailer: 1\r\n\r\n`,
      200,
      { 'transfer-encoding': 'chunked' },
      '{"ok":true}',
    ],
    ['no body', head('HTTP/1.1 204 No Content'), 204, {}, ''],
    [
      'a status that never has a body, with a length',
      head('HTTP/1.1 304 Not Modified', 'Content-Length: 5'),
      304,
      { 'content-length': '5' },
      '',
    ],
    [
      'no reason phrase',
      head('HTTP/1.1 503', 'Retry-After: 120', 'Content-Length: 0'),
      503,
      { 'retry-after': '120', 'content-length': '0' },
      '',
    ],
    [
      'a status that nobody has defined',
      head('HTTP/1.1 799 What', 'Content-Length: 0'),
      799,
      { 'content-length': '0' },
      '',
    ],
    [
      'interim answers before the real one',
      `${head('HTTP/1.1 100 Continue')}${head('HTTP/1.1 103 Early Hints', 'Link: </x>')}${ok('{}')}`,
      200,
      { 'content-length': '2' },
      '{}',
    ],
    [
      'an advertisement of another protocol',
      `${head('HTTP/1.1 200 OK', 'Upgrade: h2c', 'Connection: Upgrade', 'Content-Length: 2')}{}`,
      200,
      { upgrade: 'h2c', connection: 'Upgrade', 'content-length': '2' },
      '{}',
    ],
    [
      'headers given more than once',
      `${head('HTTP/1.1 200 OK', 'Set-Cookie: a=1', 'set-cookie: b=2', 'X-A: 1', 'x-a: 2', 'Content-Length: 2')}{}`,
      200,
      { 'set-cookie': 'a=1,b=2', 'x-a': '1, 2', 'content-length': '2' },
      '{}',
    ],
    [
      'a header of 100 KiB',
      `${head('HTTP/1.1 200 OK', `X: ${'x'.repeat(102_400)}`, 'Content-Length: 2')}{}`,
      200,
      { x: 'x'.repeat(102_400), 'content-length': '2' },
      '{}',
    ],
    [
      'a body that was compressed although nobody asked',
      `${head('HTTP/1.1 200 OK', 'Content-Encoding: gzip', 'Content-Length: 3')}\u001f\u008b\u0008`,
      200,
      { 'content-encoding': 'gzip', 'content-length': '3' },
      '\u001f\ufffd\u0008',
    ],
    [
      'bytes that are no UTF-8',
      `${head('HTTP/1.1 200 OK', 'Content-Length: 6')}a\u00ffb\u00c3(c`,
      200,
      { 'content-length': '6' },
      'a\ufffdb\ufffd(c',
    ],
    [
      'two answers for one request: the first counts',
      ok('first') + ok('second'),
      200,
      { 'content-length': '5' },
      'first',
    ],
  ])('with %s', async (_, bytes, status, headers, body) => {
    const whole = { kind: 'response', status, headers, body };
    expect(await resultOf(bytes, false)).toEqual(whole);
  });

  it('with a body that ends with the connection', async () => {
    const whole = { kind: 'response', status: 200, headers: {}, body: 'until the end' };
    expect(await resultOf(`${head('HTTP/1.0 200 OK')}until the end`, true)).toEqual(whole);
  });
});

describe('a response whose body broke off keeps its status', () => {
  const length = 'Content-Length: 500';

  it.each([
    ['fewer bytes than promised', `${head('HTTP/1.1 200 OK', length)}hello`, true, 'ECONNRESET'],
    ['chunks without the last', `${chunked}5\r\nhello\r\n`, true, 'ECONNRESET'],
    [
      'a chunk of an impossible size',
      `${chunked}5\r\nhello\r\nzz\r\n`,
      false,
      'INVALID_CHUNK_SIZE',
    ],
    ['half a body, and then silence', `${head('HTTP/1.1 200', length)}hello`, false, 'timed out'],
  ])('with %s', async (_, bytes, ends, reason) => {
    expect(await resultOf(bytes, ends)).toMatchObject({
      kind: 'response',
      status: 200,
      body: 'hello',
      truncatedBy: expect.stringContaining(reason),
    });
  });

  it('with headers and then the end', async () => {
    const bytes = head('HTTP/1.1 429 Too Many Requests', 'Retry-After: 7', length);
    expect(await resultOf(bytes, true)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '7' },
      body: '',
      truncatedBy: expect.stringContaining('ECONNRESET'),
    });
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
