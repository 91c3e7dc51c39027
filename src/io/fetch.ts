/** A `fetch` over our connections: proxies by our rules, no redirect, a bounded body. */

import http from 'node:http';
import type net from 'node:net';
import { isLastingFailure } from '../http/connect-failure.ts';
import type { Opening } from './addresses.ts';
import { connect } from './connection.ts';
import { describeError } from './describe-error.ts';

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
 * Sends one request on a new connection. Settles when the signal aborts, whatever the network does.
 * @throws {Error} if there is no whole response, or the response is a redirect. Its own property
 * `isLasting` says whether the same would happen again.
 * @throws the reason of the signal.
 */
export async function fetch(address: string, options: FetchOptions = {}): Promise<Response> {
  const { signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  const sockets = new Set<net.Socket>();
  const opening: Opening = { cause: 'network', isOver: false };
  const end = (): void => {
    opening.isOver = true;
    for (const socket of sockets) socket.destroy();
  };
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const track = (socket: net.Socket): void => {
    sockets.add(socket);
    if (opening.isOver) socket.destroy();
  };
  try {
    const response = send(new URL(address), opening, track, options);
    return toResponse(...(await Promise.race([response, aborted.promise])));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
    end();
  }
}

type Received = readonly [incoming: http.IncomingMessage, body: Buffer];

async function send(
  url: URL,
  opening: Opening,
  track: (socket: net.Socket) => void,
  options: FetchOptions,
): Promise<Received> {
  try {
    return await request(url, await connect(url, opening, track), options);
  } catch (error) {
    throw failed(describeError(error), isLastingFailure(opening), error);
  }
}

function failed(message: string, isLasting: boolean, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { isLasting });
}

/** Passes informational responses over, as `http` does. */
function request(url: URL, socket: net.Socket, options: FetchOptions): Promise<Received> {
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
    // Without a listener, the connection is closed in silence.
    outgoing.once('upgrade', ({ statusCode }) => reject(new Error(`HTTP ${statusCode}`)));
    const onClose = (): void => reject(new Error('the connection was closed'));
    outgoing.once('close', onClose);
    outgoing.once('response', (incoming) => {
      // From here on, the response has its own end; the request may close before it.
      outgoing.off('close', onClose);
      const chunks: Buffer[] = [];
      let length = 0;
      incoming.on('error', reject);
      incoming.once('close', onClose);
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_BODY_BYTES) reject(new Error('the response is longer than 16 MiB'));
      });
      incoming.once('end', () => resolve([incoming, Buffer.concat(chunks)]));
    });
    outgoing.end(body);
  });
}

function toResponse(
  { statusCode: status = 0, headers }: http.IncomingMessage,
  body: Buffer,
): Response {
  if (status >= 300 && status <= 399 && status !== 304) {
    const message = `HTTP ${status} redirects to another address, and redirects are not followed`;
    throw failed(message, true);
  }
  if (status < 200 || status > 599) throw failed(`HTTP ${status}`, false);
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : body.toString('utf8'), { status, headers: pairs });
}
