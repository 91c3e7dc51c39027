/** Serves HTTP over the open TCP connections, plain or through TLS, and numbers them. */

import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** One TCP connection. `raw` is the TCP socket, also below TLS. */
export interface Connection {
  readonly number: number;
  readonly raw: Socket;
}

/** Certificate and key of the server, in PEM format. */
export interface TlsKeys {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
}

/** How connections are served. */
export interface ConnectionOptions {
  readonly tls: TlsKeys | null;
  /** Counts a new connection and returns its number. */
  readonly countConnection: () => number;
  readonly handle: RequestListener;
}

/** The open connections. */
export interface Connections {
  /** Serves a socket that has just connected. */
  readonly add: (raw: Socket) => void;
  /** The connection below a request's socket. */
  readonly connectionOf: (socket: Socket) => Connection;
  /** Destroys the connections on which no request waits for a response. */
  readonly closeIdle: () => void;
  readonly closeAll: () => void;
}

/** So long that only faults and clients close an idle connection. */
const keepAliveMs = 120_000;

/** Creates an empty set of connections. */
export function createConnections(options: ConnectionOptions): Connections {
  const pending = new Map<Socket, number>();
  const known = new WeakMap<Socket, Connection>();
  const connectionOf = (socket: Socket) => known.get(socket) ?? { number: 0, raw: socket };
  function count(raw: Socket, change: 1 | -1): void {
    const before = pending.get(raw);
    if (before !== undefined) pending.set(raw, before + change);
  }

  const http = createHttpServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    const { raw } = connectionOf(request.socket);
    count(raw, 1);
    response.once('close', () => count(raw, -1));
    options.handle(request, response);
  });
  const begin = transport(options.tls, (socket, connection) => {
    known.set(socket, connection);
    http.emit('connection', socket);
  });

  function add(raw: Socket): void {
    pending.set(raw, 0);
    raw.once('close', () => pending.delete(raw));
    begin({ number: options.countConnection(), raw });
  }

  function closeIdle(): void {
    for (const [raw, requests] of pending) if (requests === 0) raw.destroy();
  }

  function closeAll(): void {
    for (const raw of pending.keys()) raw.destroy();
  }

  return { add, connectionOf, closeIdle, closeAll };
}

type Serve = (socket: Socket, connection: Connection) => void;

/** Serves a connection directly, or through TLS after the handshake. */
function transport(tls: TlsKeys | null, serve: Serve): (connection: Connection) => void {
  if (tls === null) return (connection) => serve(connection.raw, connection);
  const handshakes = new Map<string, Connection>();
  const peer = (socket: Socket) => `${socket.remoteAddress} ${socket.remotePort}`;
  const server = createTlsServer(tls, (socket) => {
    const connection = handshakes.get(peer(socket));
    if (connection === undefined) socket.destroy();
    else serve(socket, connection);
  });
  return (connection) => {
    const name = peer(connection.raw);
    handshakes.set(name, connection);
    connection.raw.once('close', () => handshakes.delete(name));
    server.emit('connection', connection.raw);
  };
}
