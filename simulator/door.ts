/** The port: it can be shut for a while, so that connections are refused, or for good. */

import { createServer, type Server, type Socket } from 'node:net';
import { type Connection, type ConnectionOptions, createConnections } from './connections.ts';
import type { Timers } from './timers.ts';

/** An open port. */
export type Door = {
  readonly port: number;
  /** Whether the port refuses connections right now. */
  readonly isShut: () => boolean;
  /** Refuses connections for so long, beyond any earlier wish, and closes the idle ones at once. */
  readonly shutFor: (durationMs: number) => void;
  /** The connection below a request's socket. */
  readonly connectionOf: (socket: Socket) => Connection;
  /** Destroys every connection and stops listening for good. */
  readonly close: () => Promise<void>;
};

/** What the door needs: where to listen and whom to call. */
export type DoorOptions = ConnectionOptions & {
  readonly host: string;
  readonly port: number;
  readonly timers: Timers;
};

/** How often `shutFor` tries to have the port back, should somebody else hold it. */
const reopenRetryMs = 20;

/** Opens the port; rejects when it cannot be had. */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const connections = createConnections(options);
  const listener = createServer({ noDelay: true }, connections.admit);
  const port = await listen(listener, options.port, options.host);
  const reopen = () => listen(listener, port, options.host);
  let shutUntilMs = 0;
  let closed = false;

  function shutFor(durationMs: number): void {
    if (closed) return;
    const open = shutUntilMs === 0;
    shutUntilMs = Math.max(shutUntilMs, Date.now()) + durationMs;
    if (!open) return;
    listener.close();
    connections.closeIdle();
    reopenIn(durationMs);
  }

  function reopenIn(waitMs: number): void {
    options.timers.after(waitMs, () => {
      const leftMs = shutUntilMs - Date.now();
      if (leftMs > 0) reopenIn(leftMs);
      else reopen().then(reopened, () => reopenIn(reopenRetryMs));
    });
  }

  function reopened(): void {
    shutUntilMs = 0;
    if (closed) listener.close();
  }

  function close(): Promise<void> {
    closed = true;
    connections.closeAll();
    return new Promise((resolve) => listener.close(() => resolve()));
  }

  const isShut = () => shutUntilMs > 0;
  return { port, isShut, shutFor, connectionOf: connections.connectionOf, close };
}

/** Listens; gives back the port, rejects when it cannot be had. */
function listen(listener: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const forget = () => listener.off('error', failed).off('listening', listening);
    function failed(error: Error): void {
      forget();
      reject(error);
    }
    function listening(): void {
      forget();
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    }
    listener.on('error', failed).on('listening', listening).listen(port, host);
  });
}
