/** The connection stood, but no status line came: the request may have arrived. */

import { describe, expect, it } from 'vitest';
import { listen, type Visit } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';
import { until } from '../support/wait.ts';

type Row = readonly [title: string, onRequest: (visit: Visit) => void, detail: RegExp];

const rows: readonly Row[] = [
  ['ends the connection', ({ socket }) => socket.end(), /socket hang up/],
  ['resets the connection', ({ socket }) => socket.resetAndDestroy(), /ECONNRESET/],
  ['answers no HTTP', ({ socket }) => socket.write('hello there\r\n\r\n'), /HPE_INVALID/],
  ['answers as HTTP 0.9 did', ({ socket }) => socket.end('<html></html>'), /HPE_INVALID/],
  ['answers by HTTP/2', ({ socket }) => socket.write('\0\0\x12\x04\0\0\0\0\0'), /HPE_INVALID/],
  ['breaks off in the status line', ({ socket }) => socket.end('HTTP/1.1 20'), /hang up/],
  [
    'gives interim answers only',
    ({ socket }) => socket.end('HTTP/1.1 100 Continue\r\n\r\n'),
    /hang up/,
  ],
  [
    'changes the protocol',
    ({ socket }) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
    /^HTTP 101$/,
  ],
];

describe('a server that', () => {
  it.each(rows)('%s', async (_, onRequest, detail) => {
    const server = await listen({ onRequest });
    expect(await sendOnce(server.url)).toEqual({
      kind: 'no-response',
      phase: 'connected',
      cause: 'network',
      detail: expect.stringMatching(detail),
    });
    await until(() => server.visits.every(({ end, closed }) => closed || end !== 'open'));
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['says nothing', ''],
    ['sends interim answers and no more', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ])('%s is left in time, and sees the connection end', async (_, bytes) => {
    const server = await listen({ onRequest: ({ socket }) => socket.write(bytes) });
    const startedMs = performance.now();
    const result = await sendOnce(server.url, { timeoutMs: 250 });
    expect(performance.now() - startedMs).toBeLessThan(750);
    expect(result).toEqual({
      kind: 'no-response',
      phase: 'connected',
      cause: 'timeout',
      detail: 'timed out after 0.3 s',
    });
    await until(() => server.visits[0]?.end !== 'open');
  });

  it('never stops its headers is left in time', async () => {
    const server = await listen({
      onRequest({ socket }) {
        socket.write('HTTP/1.1 200 OK\r\n');
        const timer = setInterval(() => socket.write('X: y\r\n'), 20);
        socket.once('close', () => clearInterval(timer));
      },
    });
    const result = await sendOnce(server.url, { timeoutMs: 250 });
    expect(result).toMatchObject({ status: 200, truncatedBy: 'timed out after 0.3 s' });
  });

  it.each<[string, string, RegExp]>([
    ['breaks off in the headers', 'HTTP/1.1 201 OK\r\nX: y', /hang up/],
    [
      'sends more headers than anyone needs',
      `HTTP/1.1 201 OK\r\nX: ${'x'.repeat(300_000)}\r\n\r\n`,
      /HPE_HEADER_OVERFLOW/,
    ],
    [
      'contradicts itself about the length',
      'HTTP/1.1 201 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      /HPE_INVALID_TRANSFER_ENCODING/,
    ],
    [
      'states two lengths',
      'HTTP/1.1 201 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nok',
      /HPE_UNEXPECTED_CONTENT_LENGTH/,
    ],
    [
      'has a blank in the name of a header',
      'HTTP/1.1 201 OK\r\nBad Name: x\r\nX-Request-Id: r-1\r\n\r\nok',
      /HPE_INVALID_HEADER_TOKEN/,
    ],
    ['uses bare line feeds', 'HTTP/1.1 201 OK\nX: y\n\nok', /HPE|hang up/],
    [
      'sends interim answers before that',
      'HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\nHTTP/1.1 201 OK\r\nA b: c\r\n\r\n',
      /HPE/,
    ],
    [
      'sends interim answers without headers before that',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 OK\r\nA b: c\r\n\r\na\r\n\r\nb',
      /"body":"a\\r\\n\\r\\nb".*HPE/,
    ],
  ])('%s has accepted: the status line decides', async (_, bytes, detail) => {
    const server = await listen({ onRequest: ({ socket }) => socket.end(bytes) });
    const result = await sendOnce(server.url);
    expect(result).toMatchObject({ kind: 'response', status: 201 });
    expect(JSON.stringify(result)).toMatch(detail);
  });

  it('resets the connection before it has read the whole request', async () => {
    const server = await listen({
      onConnect: ({ socket }) => socket.once('data', () => socket.resetAndDestroy()),
    });
    const result = await sendOnce(server.url, { body: 'x'.repeat(8_000_000) });
    expect(result).toMatchObject({ kind: 'no-response', phase: 'connected', cause: 'network' });
    expect(server.requests).toEqual([]);
  });

  it('is cancelled while it thinks sees the connection end', async () => {
    const server = await listen();
    const controller = new AbortController();
    const sending = sendOnce(server.url, { signal: controller.signal });
    await until(() => server.requests.length === 1);
    controller.abort();
    expect(await sending).toEqual({
      kind: 'no-response',
      phase: 'connected',
      cause: 'aborted',
      detail: 'the job was cancelled',
    });
    await until(() => server.visits[0]?.end !== 'open');
  });
});
