/** Serves HTTP over the open TCP connections, and numbers them. */

import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** How connections are served. */
export interface ConnectionOptions {
  /** Counts a new connection and returns its number. */
  readonly countConnection: () => number;
  readonly handle: RequestListener;
}

/** The open connections. */
export interface Connections {
  /** Serves a socket that has just connected. */
  readonly add: (socket: Socket) => void;
  /** The number of the connection of a request. */
  readonly numberOf: (socket: Socket) => number;
  /** Destroys the connections on which no request waits for a response. */
  readonly closeIdle: () => void;
  readonly closeAll: () => void;
}

/** So long that only faults and clients close an idle connection. */
const keepAliveMs = 120_000;

/** Creates an empty set of connections. */
export function createConnections(options: ConnectionOptions): Connections {
  const pending = new Map<Socket, number>();
  const numbers = new WeakMap<Socket, number>();
  const numberOf = (socket: Socket) => numbers.get(socket) ?? 0;
  function count(socket: Socket, change: 1 | -1): void {
    const before = pending.get(socket);
    if (before !== undefined) pending.set(socket, before + change);
  }

  const http = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
    const { socket } = request;
    count(socket, 1);
    response.once('close', () => count(socket, -1));
    options.handle(request, response);
  });

  function add(socket: Socket): void {
    pending.set(socket, 0);
    socket.once('close', () => pending.delete(socket));
    numbers.set(socket, options.countConnection());
    http.emit('connection', socket);
  }

  function closeIdle(): void {
    for (const [socket, requests] of pending) if (requests === 0) socket.destroy();
  }

  function closeAll(): void {
    for (const socket of pending.keys()) socket.destroy();
  }

  return { add, numberOf, closeIdle, closeAll };
}
