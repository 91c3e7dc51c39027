/** Sends requests, each over a connection of its own, which may be opened ahead of it. */

import type net from 'node:net';
import { BasicCredentialHandler, BearerCredentialHandler } from '@actions/http-client/lib/auth';
import type { HttpRequest, Send } from '../http/http.ts';
import { version } from '../version.ts';
import { destroyOnAbort } from './addresses.ts';
import { type Attempt, exchange, runAttempt } from './attempt.ts';
import { connect } from './connection.ts';
import { type EarlyConnection, openEarly, readArrived } from './early-connection.ts';

/** The outputs show 64 KiB of a response, and the rest is room for redaction. */
const maxBody = { bytes: 262_144, error: 'it is longer than 256 KiB' };

/** Sends requests over connections that it opens itself. */
interface Transport {
  readonly send: Send;
  /** Opens a connection for the next request to the same host. Fulfilled when that is under way. */
  readonly openAhead: (url: string) => Promise<void>;
}

/** @returns a transport without a connection. */
export function createTransport(): Transport {
  const early: EarlyConnection[] = [];
  const run = async (request: HttpRequest, attempt: Attempt): Promise<void> => {
    const url = new URL(request.url);
    const at = early.findIndex(({ origin }) => origin === url.origin);
    const [ahead] = at === -1 ? [] : early.splice(at, 1);
    attempt.signal.addEventListener('abort', () => ahead?.destroy());
    const connecting = connectionFor(url, ahead, attempt);
    const message = { method: 'POST', headers: headersOf(request), body: request.body };
    await exchange(url, message, connecting, attempt);
  };
  return {
    send: (request, limits) => runAttempt(limits, maxBody, (attempt) => run(request, attempt)),
    openAhead(url) {
      const connection = openEarly(new URL(url));
      early.push(connection);
      return connection.underWay;
    },
  };
}

async function connectionFor(
  url: URL,
  ahead: EarlyConnection | undefined,
  attempt: Attempt,
): Promise<net.Socket> {
  const socket = await ahead?.take();
  if (socket === undefined) return open(url, attempt);
  destroyOnAbort(socket, attempt.signal);
  attempt.phase = 'connected';
  return socket;
}

/** @throws {Error} if the server speaks first: its text cannot be told from the response. */
async function open(url: URL, attempt: Attempt): Promise<net.Socket> {
  const socket = await connect(url, attempt);
  attempt.phase = 'connected';
  let hasSpoken = false;
  socket.once('data', () => {
    hasSpoken = true;
  });
  await readArrived();
  if (hasSpoken) throw new Error('the server sent data before the request');
  return socket;
}

function headersOf({ contentType, authorization }: HttpRequest): Readonly<Record<string, string>> {
  const headers = {
    accept: 'application/json',
    'content-type': contentType,
    'user-agent': `notify-walkme-workstation/${version}`,
  };
  const handler =
    authorization.scheme === 'basic'
      ? new BasicCredentialHandler(authorization.user, authorization.password)
      : new BearerCredentialHandler(authorization.token);
  handler.prepareRequest({ headers });
  return headers;
}
