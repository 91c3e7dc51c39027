/** A TCP or TLS server that does to each connection what a test says, and remembers every byte. */

import net from 'node:net';
import tls from 'node:tls';
import { onTestFinished } from 'vitest';
import { listenOnFreePort, type RawRequest, takeRequest } from './tcp.ts';

/** One connection, as the server saw it. */
export interface Visit {
  readonly socket: net.Socket;
  /** Every byte received so far; each stands for one character. */
  received: string;
  /** How the client ended it: not yet, with a FIN, or with a reset. */
  end: 'open' | 'fin' | 'reset';
  closed: boolean;
}

/** What the server does; without any of it, it accepts and says nothing. */
export interface Behaviour {
  readonly onConnect?: (visit: Visit) => void;
  /** Whenever a request has arrived whole, body included. */
  readonly onRequest?: (visit: Visit, request: RawRequest) => void;
  /** Given for TLS. */
  readonly keys?: tls.TlsOptions;
  readonly host?: string;
}

export interface RawServer {
  readonly port: number;
  /** Without a path. */
  readonly url: string;
  /** Connections in the order in which they came; for TLS, those whose handshake was completed. */
  readonly visits: readonly Visit[];
  /** Every request received whole, over all connections. */
  readonly requests: readonly RawRequest[];
}

/** Starts a server that ends with the test. */
export async function listen(behaviour: Behaviour = {}): Promise<RawServer> {
  const { host = '127.0.0.1', keys } = behaviour;
  const visits: Visit[] = [];
  const requests: RawRequest[] = [];
  const sockets = new Set<net.Socket>();
  const onConnection = (socket: net.Socket): void => {
    const visit: Visit = { socket, received: '', end: 'open', closed: false };
    visits.push(visit);
    watch(visit, (request) => {
      requests.push(request);
      behaviour.onRequest?.(visit, request);
    });
    behaviour.onConnect?.(visit);
  };
  const server =
    keys === undefined
      ? net.createServer({ allowHalfOpen: true }, onConnection)
      : tls.createServer({ ...keys, allowHalfOpen: true }, onConnection);
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  const port = await listenOnFreePort(server, host);
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port, url: `${keys ? 'https' : 'http'}://127.0.0.1:${port}`, visits, requests };
}

/** A server that answers each request with the next of these texts, the last one again and again. */
export function listenAndAnswer(...answers: readonly string[]): Promise<RawServer> {
  let count = 0;
  return listen({
    onRequest({ socket }) {
      socket.write(answers[Math.min(count, answers.length - 1)] ?? '');
      count += 1;
    },
  });
}

/** @returns a whole answer with a body. */
export function answer(status: string, body: string, ...headers: readonly string[]): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [`HTTP/1.1 ${status}`, length, ...headers, '', body].join('\r\n');
}

/** @returns a whole answer that accepts. */
export function ok(body = '{"ok":true}', ...headers: readonly string[]): string {
  return answer('200 OK', body, ...headers);
}

/** @returns the answer to a request for a token. */
export function grant(token = 'access-token-0001'): string {
  return ok(JSON.stringify({ access_token: token, token_type: 'bearer' }));
}

/** A port on which nothing listens. */
export async function closedPort(host = '127.0.0.1'): Promise<number> {
  const server = net.createServer();
  const port = await listenOnFreePort(server, host);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function watch(visit: Visit, onRequest: (request: RawRequest) => void): void {
  const { socket } = visit;
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    visit.received += chunk;
    rest += chunk;
    for (let found = takeRequest(rest); found !== undefined; found = takeRequest(rest)) {
      rest = found.rest;
      onRequest(found.request);
    }
  });
  socket.on('end', () => {
    visit.end = 'fin';
  });
  socket.on('error', () => {
    visit.end = 'reset';
  });
  socket.once('close', () => {
    visit.closed = true;
  });
}
