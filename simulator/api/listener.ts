/** Listens on the port. It can refuse connections for a while, and stops for good on close. */

import { createServer, type Server, type Socket } from 'node:net';
import type { Timers } from '../timers.ts';
import { type ConnectionOptions, createConnections } from './connections.ts';

/** An open port. */
export interface Listener {
  readonly port: number;
  /** Whether the port refuses connections at the moment. */
  readonly isRefusing: () => boolean;
  /** Refuses connections for this time, added to any outage in progress, and closes the idle ones. */
  readonly refuseFor: (durationMs: number) => void;
  /** The number of the connection of a request. */
  readonly numberOf: (socket: Socket) => number;
  /** Destroys every connection and stops listening for good. */
  readonly close: () => Promise<void>;
}

/** Where to listen, and how to serve. */
export interface ListenerOptions extends ConnectionOptions {
  readonly port: number;
  readonly timers: Timers;
}

/** The pause before the next attempt to reopen a port that another process took meanwhile. */
const reopenRetryMs = 20;

/** Opens the port. @throws {Error} if it is not available. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const connections = createConnections(options);
  const server = createServer({ noDelay: true }, connections.add);
  const port = await listen(server, options.port);
  const reopen = () => listen(server, port);
  let refusingUntilMs = 0;
  let closed = false;

  function refuseFor(durationMs: number): void {
    if (closed) return;
    const open = refusingUntilMs === 0;
    refusingUntilMs = Math.max(refusingUntilMs, Date.now()) + durationMs;
    if (!open) return;
    server.close();
    connections.closeIdle();
    reopenAfter(durationMs);
  }

  function reopenAfter(waitMs: number): void {
    options.timers.after(waitMs, () => {
      const remainingMs = refusingUntilMs - Date.now();
      if (remainingMs > 0) reopenAfter(remainingMs);
      else reopen().then(reopened, () => reopenAfter(reopenRetryMs));
    });
  }

  function reopened(): void {
    refusingUntilMs = 0;
    if (closed) server.close();
  }

  function close(): Promise<void> {
    closed = true;
    connections.closeAll();
    return new Promise((resolve) => server.close(() => resolve()));
  }

  const isRefusing = () => refusingUntilMs > 0;
  return { port, isRefusing, refuseFor, numberOf: connections.numberOf, close };
}

/** Listens. @returns the port. @throws {Error} if it is not available. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const forget = () => server.off('error', failed).off('listening', listening);
    function failed(error: Error): void {
      forget();
      reject(error);
    }
    function listening(): void {
      forget();
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    }
    server.on('error', failed).on('listening', listening).listen(port, '127.0.0.1');
  });
}
