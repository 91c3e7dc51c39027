/** A `fetch` over our connections: proxies by our rules, no redirect, a bounded body. */

import http from 'node:http';
import type net from 'node:net';
import { connect } from './connection.ts';

/** A page of GitHub's API has less than 1 MiB. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** What Octokit asks of a `fetch`. */
interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one request on a new connection.
 * @throws {Error} if there is no whole response, the response is a redirect, or the signal aborts.
 */
export async function fetch(address: string, options: FetchOptions = {}): Promise<Response> {
  const { signal } = options;
  signal?.throwIfAborted();
  const sockets = new Set<net.Socket>();
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    const url = new URL(address);
    const socket = await connect(url, { cause: 'network', isOver: false }, (made) => {
      sockets.add(made);
      if (signal?.aborted) made.destroy();
    });
    return await request(url, socket, options);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

function request(url: URL, socket: net.Socket, options: FetchOptions): Promise<Response> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = http.request({
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      headers: {
        ...headers,
        host: url.host,
        'accept-encoding': 'identity',
        connection: 'close',
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      },
    });
    outgoing.on('error', reject);
    outgoing.once('response', (incoming) => {
      const chunks: Buffer[] = [];
      let length = 0;
      incoming.on('error', reject);
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_BODY_BYTES) reject(new Error('the response is longer than 16 MiB'));
      });
      incoming.once('end', () => {
        try {
          resolve(toResponse(incoming, Buffer.concat(chunks)));
        } catch (error) {
          reject(error);
        }
      });
    });
    outgoing.end(body);
  });
}

function toResponse(incoming: http.IncomingMessage, body: Buffer): Response {
  const { statusCode: status = 0, headers } = incoming;
  if (status >= 300 && status <= 399 && status !== 304) {
    throw new Error(`HTTP ${status} redirects to another address, and redirects are not followed`);
  }
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : body.toString('utf8'), { status, headers: pairs });
}
