/** Opens a connection ahead of its request, while other work goes on. */

import type net from 'node:net';
import { nextTurn, type Opening } from './addresses.ts';
import { connect } from './connection.ts';

/** A connection that waited for longer may be dead, so the request opens another (interface, 9.3). */
const MAX_WAIT_SECONDS = 2;

/** A name that takes longer to look up is looked up beside other work, which may then delay it. */
const MAX_LOOKUP_MS = 25;

/** A connection that no request uses yet. */
export interface EarlyConnection {
  /** Where it leads: scheme, host, and port. */
  readonly origin: string;
  /** Fulfilled when the system was asked to connect, something failed, or {@link MAX_LOOKUP_MS} passed. */
  readonly underWay: Promise<void>;
  /**
   * Waits until it is open, and hands it over to an attempt.
   * @returns nothing if it failed, waited too long, or delivered anything before the request.
   */
  readonly take: () => Promise<net.Socket | undefined>;
  /** Ends it, unless it was handed over. */
  readonly destroy: () => void;
}

/** Starts to open a connection. It keeps no process alive, and its errors concern no one. */
export function openEarly(url: URL): EarlyConnection {
  const { promise: underWay, resolve: onConnecting } = Promise.withResolvers<void>();
  setTimeout(onConnecting, MAX_LOOKUP_MS);
  const ending = new AbortController();
  const opening: Opening = { cause: 'network', signal: ending.signal, isEarly: true, onConnecting };
  /** By the uptime of the process, a clock that never jumps. */
  let readyAt = 0;
  let isTaken = false;
  const destroy = (): void => {
    if (!isTaken) ending.abort('not used');
  };
  const opened = connect(url, opening).then(
    (socket) => {
      readyAt = process.uptime();
      // Whatever arrives before the request cannot belong to its response.
      socket.on('data', destroy).once('end', destroy).once('close', destroy);
      return socket;
    },
    () => onConnecting(),
  );
  return {
    origin: url.origin,
    underWay,
    async take() {
      const socket = await opened;
      await readArrived();
      const waited = process.uptime() - readyAt;
      if (waited >= MAX_WAIT_SECONDS || !socket?.writable) destroy();
      if (socket === undefined || ending.signal.aborted) return undefined;
      isTaken = true;
      socket.ref();
      return socket;
    },
    destroy,
  };
}

/**
 * Waits until everything that has already arrived was read: a server may have spoken first, or closed
 * the connection.
 */
export async function readArrived(): Promise<void> {
  // The first turn may have looked at the sockets before we were called.
  await nextTurn();
  await nextTurn();
}
