/** Puts an answer, or a misbehaviour in its place, on the wire. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Connection } from './connections.ts';
import type { Afterwards, Way } from './fault.ts';
import type { Reply } from './reply.ts';
import type { Timers } from './timers.ts';

/** A request that waits for its answer. */
export type Waiting = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly connection: Connection;
  readonly timers: Timers;
  /** Headers for every answer: request id, and Connection: close where that is due. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be called with the status, or null for no answer, just before that happens. */
  readonly settle: (status: number | null) => void;
};

/** How long after an answer the fault `idle close` closes the connection. */
const idleCloseMs = 50;

/** The pace of `drip`. */
const dripIntervalMs = 100;

/** The size that `huge` promises and sends, and the size of its pieces. */
const hugeBytes = 300 * 1024 * 1024;
const hugeChunkBytes = 64 * 1024;

/** Answers completely; 204, 205 and 304 go without a body (RFC 9110 section 15). */
export function answer(waiting: Waiting, reply: Reply, afterwards: Afterwards): void {
  const { request, response, timers } = waiting;
  const headers: Record<string, string | number> = { ...reply.headers, ...waiting.headers };
  if (afterwards === 'close') headers['Connection'] = 'close';
  if (afterwards === 'close when idle') {
    response.once('finish', () => timers.after(idleCloseMs, () => request.socket.destroy()));
  }
  const body = [204, 205, 304].includes(reply.status) ? '' : reply.body;
  if (body === '') delete headers['Content-Type'];
  if (reply.status !== 204 && reply.status !== 304)
    headers['Content-Length'] = Buffer.byteLength(body);
  waiting.settle(reply.status);
  response.writeHead(reply.status, headers);
  response.end(body);
}

/** Misbehaves. */
export function misbehave(waiting: Waiting, way: Way): void {
  switch (way) {
    case 'reset early':
    case 'reset':
      waiting.settle(null);
      waiting.connection.raw.resetAndDestroy();
      return;
    case 'close':
      waiting.settle(null);
      hangUp(waiting);
      return;
    case 'stall':
      waiting.settle(null);
      return;
    case 'garbage':
      waiting.settle(null);
      waiting.request.socket.write('\u0016\u0003\u0001 this is not HTTP\r\n\r\n');
      hangUp(waiting);
      return;
    case 'drip':
      begin(waiting, 1_000_000);
      waiting.response.write('{');
      drip(waiting);
      return;
    case 'cut':
      begin(waiting, 500);
      waiting.response.write('{"mes', () => hangUp(waiting));
      return;
    case 'huge':
      begin(waiting, hugeBytes);
      pipeline(Readable.from(hugeBody()), waiting.response).catch(() => {});
      return;
  }
}

/** Begins a 200: status line and headers go out with the first byte of the body. */
function begin({ response, headers, settle }: Waiting, lengthBytes: number): void {
  settle(200);
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  response.writeHead(200, { ...type, 'Content-Length': lengthBytes, ...headers });
}

function hangUp({ request }: Waiting): void {
  request.socket.end(() => request.socket.destroy());
}

function drip(waiting: Waiting): void {
  const cancel = waiting.timers.after(dripIntervalMs, () => {
    waiting.response.off('close', cancel);
    waiting.response.write(' ');
    drip(waiting);
  });
  waiting.response.once('close', cancel);
}

/** `"xxx…x"`: JSON, so that only its size is wrong. */
function* hugeBody(): Generator<Buffer> {
  const chunk = Buffer.alloc(hugeChunkBytes, 'x');
  yield Buffer.from('"');
  for (let leftBytes = hugeBytes - 2; leftBytes > 0; leftBytes -= hugeChunkBytes) {
    yield leftBytes < hugeChunkBytes ? chunk.subarray(0, leftBytes) : chunk;
  }
  yield Buffer.from('"');
}
