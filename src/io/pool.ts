/** Keeps connections for reuse while they are fresh and in step: one response for each request. */

import type net from 'node:net';
import type { Attempt } from './attempt.ts';

/** A connection that was idle for longer may be dead, so the next request opens another. */
const MAX_IDLE_MS = 1000;

/** For so long the real response may follow a stray one. */
const WATCH_MS = 250;

/** A socket that is ready for a request. */
export interface Connection {
  /** Where it leads: scheme, host, and port. */
  readonly origin: string;
  readonly socket: net.Socket;
  /** The attempt whose response is awaited; nothing while the connection is idle. */
  attempt: Attempt | undefined;
  /** Whether the last request and its response are over, and both sides keep the connection open. */
  isFree: boolean;
  /** Whether it has delivered more than was requested. */
  isOutOfStep: boolean;
  idleSinceMs: number;
}

/**
 * Watches the socket itself: an `http.Agent` would end an idle connection that delivers something, but
 * not say why.
 * @returns a connection over a socket on which nothing was sent yet.
 */
export function createConnection(origin: string, socket: net.Socket): Connection {
  const connection: Connection = {
    origin,
    socket,
    attempt: undefined,
    isFree: false,
    isOutOfStep: false,
    idleSinceMs: 0,
  };
  // Emitted by an `http.ClientRequest` when it is done with the socket.
  socket.on('free', () => {
    connection.isFree = true;
  });
  // This listener is called before the one of the HTTP parser.
  socket.on('data', () => {
    const { attempt } = connection;
    if (attempt === undefined) {
      connection.isOutOfStep = true;
      socket.destroy();
      return;
    }
    process.nextTick(() => {
      // The parser destroys the socket at a second response.
      if (attempt.response?.complete && socket.destroyed) connection.isOutOfStep = true;
    });
  });
  return connection;
}

/** Idle connections. */
interface Pool {
  /** @returns a connection that may be used again; nothing if there is none. */
  readonly take: (origin: string) => Connection | undefined;
  /**
   * Keeps a connection whose response has ended, or destroys it if it cannot be used again. A response
   * other than 2xx may be a stray one, so the connection is not used again while the real one may follow.
   */
  readonly put: (connection: Connection, status: number) => void;
}

/** @returns an empty pool. */
export function createPool(): Pool {
  const idle: Connection[] = [];
  return {
    take(origin) {
      for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
        const isFresh = uptimeMs() - found.idleSinceMs < MAX_IDLE_MS;
        if (found.origin === origin && isFresh && isReusable(found)) {
          found.socket.ref();
          return found;
        }
        found.socket.destroy();
      }
      return undefined;
    },
    put(connection, status) {
      connection.idleSinceMs = uptimeMs();
      if (!isReusable(connection)) connection.socket.destroy();
      else if (status >= 200 && status <= 299) idle.push(connection);
      else setTimeout(() => idle.push(connection), WATCH_MS).unref();
      // An idle connection does not keep the process alive.
      connection.socket.unref();
    },
  };
}

function isReusable({ socket, isFree, isOutOfStep }: Connection): boolean {
  return isFree && socket.writable && !isOutOfStep;
}

/** A clock that never jumps. */
function uptimeMs(): number {
  return process.uptime() * 1000;
}

/**
 * Waits until everything that has already arrived was read. A server that closed an idle connection, or
 * sent more on it than was requested, is then noticed (RFC 9112, section 9.2).
 */
export async function readArrived(): Promise<void> {
  // The first turn may have looked at the sockets before we were called.
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}
