/** The faults that no complete response expresses: resets, silence, cut bodies, and outages. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Exchange, FaultRule } from './behavior.ts';

/** How long after the response `idle close` closes the connection. */
const idleCloseMs = 50;

/** The interval between two bytes of `drip`. */
const dripIntervalMs = 100;

/** The size that `huge` declares and sends, and the size of its chunks. */
const hugeBytes = 300 * 1024 * 1024;
const hugeChunkBytes = 64 * 1024;

/** How long `unsent` refuses connections by default. */
const unsentMs = 400;

/** Faults of the connection, in the order of `--help`. */
export const connectionFaults: readonly FaultRule[] = [
  {
    form: 'ok close',
    description: 'behaves normally, with Connection: close',
    behavior: () => ({
      accepts: true,
      respond({ send, normalResponse }) {
        const normal = normalResponse();
        send({ ...normal, headers: { ...normal.headers, Connection: 'close' } });
      },
    }),
  },
  {
    form: 'idle close',
    description: `behaves normally, promises keep-alive, and closes the connection ${idleCloseMs} ms later`,
    behavior: () => ({ accepts: true, respond: respondThenClose }),
  },
  {
    form: 'reset early',
    description: 'resets the connection before it reads the body',
    behavior: () => ({ accepts: false, beforeBody: true, respond: reset }),
  },
  {
    form: '[accepted then] reset',
    description: 'resets the connection instead of responding',
    behavior: ({ text }) => ({ accepts: text !== 'reset', respond: reset }),
  },
  {
    form: '[accepted then] close',
    description: 'closes the connection instead of responding',
    behavior: ({ text }) => ({
      accepts: text !== 'close',
      respond(exchange) {
        exchange.settle(null);
        close(exchange);
      },
    }),
  },
  {
    form: '[accepted then] stall',
    description: 'never responds',
    behavior: ({ text }) => ({
      accepts: text !== 'stall',
      silent: true,
      respond: ({ settle }) => settle(null),
    }),
  },
  {
    form: 'drip',
    description: `accepts the request, returns 200, then one byte every ${dripIntervalMs} ms without end`,
    behavior: () => ({ accepts: true, respond: drip }),
  },
  {
    form: 'cut json',
    description: 'accepts the request, returns 200, and closes after 5 of 500 bytes',
    behavior: () => ({
      accepts: true,
      respond(exchange) {
        begin(exchange, 500);
        exchange.response.write('{"mes', () => close(exchange));
      },
    }),
  },
  {
    form: 'huge',
    description: 'accepts the request, and returns 200 with 300 MiB',
    behavior: () => ({
      accepts: true,
      respond(exchange) {
        begin(exchange, hugeBytes);
        pipeline(Readable.from(hugeBody()), exchange.response).catch(() => {});
      },
    }),
  },
  {
    form: 'garbage',
    description: 'returns bytes that are not HTTP',
    behavior: () => ({
      accepts: false,
      respond(exchange) {
        exchange.settle(null);
        exchange.request.socket.write('\u0016\u0003\u0001 this is not HTTP\r\n\r\n');
        close(exchange);
      },
    }),
  },
  {
    form: 'unsent [<ms>]',
    description: `refuses connections before the next request of the endpoint, for ${unsentMs} ms by default`,
    behavior: ({ ms }) => ({ outageMs: ms ?? unsentMs }),
  },
];

function respondThenClose({ request, response, timers, send, normalResponse }: Exchange): void {
  response.once('finish', () => timers.after(idleCloseMs, () => request.socket.destroy()));
  send(normalResponse());
}

function reset({ settle, socket }: Exchange): void {
  settle(null);
  socket.resetAndDestroy();
}

function close({ request }: Exchange): void {
  request.socket.end(() => request.socket.destroy());
}

/** Begins a 200. The status line and the headers go out with the first byte of the body. */
function begin({ response, headers, settle }: Exchange, lengthBytes: number): void {
  settle(200);
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  response.writeHead(200, { ...type, 'Content-Length': lengthBytes, ...headers });
}

function drip(exchange: Exchange): void {
  const { response, timers } = exchange;
  begin(exchange, 1_000_000);
  response.write('{');
  response.once(
    'close',
    timers.every(dripIntervalMs, () => response.write(' ')),
  );
}

/** `"xxx…x"`: valid JSON, so that only its size is wrong. */
function* hugeBody(): Generator<Buffer> {
  const chunk = Buffer.alloc(hugeChunkBytes, 'x');
  yield Buffer.from('"');
  for (let leftBytes = hugeBytes - 2; leftBytes > 0; leftBytes -= hugeChunkBytes) {
    yield leftBytes < hugeChunkBytes ? chunk.subarray(0, leftBytes) : chunk;
  }
  yield Buffer.from('"');
}
