/** Sends requests over connections that it opens, reuses, and closes. */

import type net from 'node:net';
import type { HttpRequest, Send } from '../http/http.ts';
import { type Attempt, runAttempt } from './attempt.ts';
import { connect } from './connection.ts';
import { type Connection, createConnection, createPool, readArrived } from './pool.ts';
import { post } from './request.ts';

/** Sends requests over connections that it opens itself. */
interface Transport {
  readonly send: Send;
  /** Destroys every connection, so that none keeps the process alive. */
  readonly close: () => void;
}

/** @returns a transport that reuses a connection while it is idle for less than a second. */
export function createTransport(): Transport {
  const open = new Set<net.Socket>();
  const pool = createPool();
  let isClosed = false;

  const openConnection = async (url: URL, attempt: Attempt): Promise<Connection> => {
    const socket = await connect(url, attempt, (made) => {
      attempt.sockets.add(made);
      open.add(made);
      made.once('close', () => open.delete(made));
      if (attempt.isOver || isClosed) made.destroy();
    });
    attempt.phase = 'connected';
    const connection = createConnection(url.origin, socket);
    await readArrived();
    if (connection.isOutOfStep) throw new Error('the server sent data before the request');
    return connection;
  };

  const run = async (request: HttpRequest, attempt: Attempt): Promise<void> => {
    const url = new URL(request.url);
    await readArrived();
    if (attempt.isOver) return;
    const connection = pool.take(url.origin) ?? (await openConnection(url, attempt));
    if (attempt.isOver) return;
    attempt.sockets.add(connection.socket);
    attempt.phase = 'connected';
    await sendOver(connection, url, request, attempt);
    pool.put(connection, attempt.response?.statusCode ?? 0);
  };

  return {
    send: (request, limits) => runAttempt(limits, (attempt) => run(request, attempt)),
    close() {
      isClosed = true;
      for (const socket of open) socket.destroy();
    },
  };
}

/** Sends the request and reads the response, and what arrives beside it. */
async function sendOver(
  connection: Connection,
  url: URL,
  request: HttpRequest,
  attempt: Attempt,
): Promise<void> {
  attempt.isOutOfStep = () => connection.isOutOfStep;
  connection.attempt = attempt;
  connection.isFree = false;
  try {
    await post(url, request, connection.socket, attempt);
  } catch (error) {
    if (attempt.response?.complete && isParserError(error)) connection.isOutOfStep = true;
    throw error;
  } finally {
    connection.attempt = undefined;
  }
  await readArrived();
}

/** @see https://nodejs.org/api/errors.html#hpe_ */
function isParserError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('HPE_');
}
