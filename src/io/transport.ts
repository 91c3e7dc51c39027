/** Sends requests, each over a connection of its own, which may be opened ahead of it. */

import type net from 'node:net';
import type { HttpRequest, Send } from '../http/http.ts';
import { type Attempt, runAttempt } from './attempt.ts';
import { connect } from './connection.ts';
import { type EarlyConnection, openEarly, readArrived } from './early-connection.ts';
import { post } from './request.ts';

/** Sends requests over connections that it opens itself. */
interface Transport {
  readonly send: Send;
  /** Opens a connection for the next request to the same host. */
  readonly openAhead: (url: string) => void;
}

/** @returns a transport without a connection. */
export function createTransport(): Transport {
  const early: EarlyConnection[] = [];
  const run = async (request: HttpRequest, attempt: Attempt): Promise<void> => {
    const url = new URL(request.url);
    const at = early.findIndex(({ origin }) => origin === url.origin);
    const [ahead] = at === -1 ? [] : early.splice(at, 1);
    if (ahead !== undefined) attempt.connections.add(ahead);
    const socket = (await ahead?.take()) ?? (await open(url, attempt));
    if (attempt.isOver) return socket.destroy() && undefined;
    attempt.connections.add(socket);
    attempt.phase = 'connected';
    await post(url, request, socket, attempt);
    socket.destroy();
  };
  return {
    send: (request, limits) => runAttempt(limits, (attempt) => run(request, attempt)),
    openAhead: (url) => early.push(openEarly(new URL(url))),
  };
}

/** @throws {Error} if the server speaks first: its text cannot be told from the response. */
async function open(url: URL, attempt: Attempt): Promise<net.Socket> {
  const socket = await connect(url, attempt, (made) => {
    attempt.connections.add(made);
    if (attempt.isOver) made.destroy();
  });
  attempt.phase = 'connected';
  let hasSpoken = false;
  socket.once('data', () => {
    hasSpoken = true;
  });
  await readArrived();
  if (hasSpoken) throw new Error('the server sent data before the request');
  return socket;
}
