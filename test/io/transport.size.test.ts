/** Large replies and large requests: what is kept, what is not waited for, what it costs. */

import type net from 'node:net';
import { describe, expect, it } from 'vitest';
import { runModule, sourceUrl } from '../support/program.ts';
import { listen } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';
import { until } from '../support/wait.ts';

const limit = 262_144;
const mebibyte = 1_048_576;

function answerOf(body: string): string {
  return `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Writes the same over and over, as fast as it is read. */
function pour(socket: net.Socket, chunk: string, times: number): void {
  if (times === 0 || socket.destroyed) return;
  socket.write(chunk, () => pour(socket, chunk, times - 1));
}

describe('a large response', () => {
  it('of 256 KiB is kept whole', async () => {
    const body = 'x'.repeat(limit);
    const server = await listen({ onRequest: ({ socket }) => socket.write(answerOf(body)) });
    const result = await sendOnce(server.url);
    expect(result).not.toHaveProperty('truncatedBy');
    expect(result).toMatchObject({ status: 200, body });
  });

  it.each([
    ['one byte more', 'x'.repeat(limit + 1), 'x'.repeat(limit)],
    ['ten times as much', 'x'.repeat(10 * limit), 'x'.repeat(limit)],
    ['a letter across the limit', '€'.repeat(90_000), `${'€'.repeat(87_381)}\ufffd`],
  ])('is cut there if it has %s, and the connection ends', async (_, sent, kept) => {
    const server = await listen({ onRequest: ({ socket }) => socket.write(answerOf(sent)) });
    const result = await sendOnce(server.url);
    expect(result).toMatchObject({ status: 200, truncatedBy: expect.stringContaining('256 KiB') });
    expect(result.kind === 'response' && result.body === kept).toBe(true);
    await until(() => server.visits[0]?.end !== 'open');
  });

  it.each([
    ['of 300 MiB', `Content-Length: ${300 * mebibyte}`, 'x'.repeat(mebibyte)],
    ['in 300 MiB of chunks', 'Transfer-Encoding: chunked', `100000\r\n${'x'.repeat(mebibyte)}\r\n`],
  ])('%s costs less than 32 MiB of memory', async (_, header, chunk) => {
    const server = await listen({
      onRequest({ socket }, { line }) {
        if (line.includes('/small')) return socket.write(answerOf('small'));
        socket.write(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n`);
        return pour(socket, chunk, 300);
      },
    });
    const { stdout, stderr } = await runModule(`
      const { createTransport } = await import(${sourceUrl('io/transport.ts')});
      const { send } = createTransport();
      const limits = { timeoutMs: 5000, signal: new AbortController().signal };
      const authorization = { scheme: 'bearer', token: 't' };
      const post = (path) =>
        send({ url: '${server.url}' + path, contentType: 'a/b', body: '', authorization }, limits);
      await post('/small');
      const before = process.memoryUsage.rss();
      const { status, truncatedBy } = await post('/huge');
      const grownBy = process.resourceUsage().maxRSS * 1024 - before;
      console.log(JSON.stringify({ status, truncatedBy, grownBy }));
    `);
    expect(stderr).toBe('');
    const measured = JSON.parse(stdout);
    expect(measured).toMatchObject({
      status: 200,
      truncatedBy: expect.stringContaining('256 KiB'),
    });
    expect(measured.grownBy).toBeLessThan(32 * mebibyte);
  });
});

describe('a large request', () => {
  it('of 1 MiB arrives whole', async () => {
    const body = '\u{1f680}'.repeat(mebibyte / 4);
    const server = await listen({ onRequest: ({ socket }) => socket.write(answerOf('{}')) });
    expect(await sendOnce(server.url, { body })).toMatchObject({ status: 200 });
    const received = Buffer.from(server.requests[0]?.body ?? '', 'latin1').toString('utf8');
    expect(received === body).toBe(true);
  });

  it('that is answered before it was read is not sent to its end', async () => {
    const body = 'x'.repeat(50 * mebibyte);
    const server = await listen({
      onConnect({ socket }) {
        socket.once('data', () => {
          socket.pause();
          socket.write('HTTP/1.1 413 Content Too Large\r\nContent-Length: 7\r\n\r\ntoo big');
        });
      },
    });
    expect(await sendOnce(server.url, { body })).toMatchObject({ status: 413, body: 'too big' });
    const [visit] = server.visits;
    visit?.socket.resume();
    await until(() => visit?.end !== 'open');
    expect(visit?.received.length).toBeLessThan(body.length);
  });
});
