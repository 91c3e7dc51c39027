/** Runs one attempt within its limits and reports how far it came. What that means is not decided here. */

import type http from 'node:http';
import type net from 'node:net';
import { describeError } from '../http/connect-failure.ts';
import type { AttemptLimits, AttemptResult, NoResponse } from '../http/http.ts';
import type { Opening } from './addresses.ts';
import { readResponse } from './raw-response.ts';

/** Of a response, no more is read. */
interface MaxBody {
  readonly bytes: number;
  /** What is wrong with a response that has more. */
  readonly error: string;
}

/** An attempt under way: what is known of it when its time runs out. */
export interface Attempt extends Opening {
  phase: NoResponse['phase'];
  response?: http.IncomingMessage;
  readonly maxBody: MaxBody;
  readonly chunks: Buffer[];
  /** What has arrived before the library recognized a response: it may refuse one that is whole. */
  readonly arrived: Buffer[];
}

/** Runs an attempt. When it ends, its sockets are destroyed. Never rejects. */
export function runAttempt(
  { timeoutMs, signal }: AttemptLimits,
  maxBody: MaxBody,
  run: (attempt: Attempt) => Promise<void>,
): Promise<AttemptResult> {
  const ending = new AbortController();
  const attempt: Attempt = {
    phase: 'connecting',
    cause: 'network',
    maxBody,
    chunks: [],
    arrived: [],
    signal: ending.signal,
    isEarly: false,
  };
  return new Promise((resolve) => {
    const finish = (detail?: string): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (detail === undefined) attempt.response?.socket.destroy();
      else ending.abort(detail);
      resolve(toResult(attempt, detail));
    };
    const onAbort = (): void => {
      attempt.cause = 'aborted';
      finish('the job was cancelled');
    };
    const timer = setTimeout(() => {
      attempt.cause = 'timeout';
      finish(`timed out after ${Math.round(timeoutMs / 100) / 10} s`);
    }, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) return onAbort();
    run(attempt).then(
      () => finish(),
      (error) => finish(describeError(error)),
    );
  });
}

/** Chunks that a status line and what comes before it may take. */
const MAX_CHUNKS = 64;

/** What is sent. */
export interface Message {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/**
 * Prepares a request while its connection is opened, sends it there, and reads the response. Settles
 * when that has ended.
 */
export function exchange(
  url: URL,
  message: Message,
  connecting: Promise<net.Socket>,
  attempt: Attempt,
): Promise<void> {
  const { chunks, maxBody } = attempt;
  let length = 0;
  return new Promise((resolve, reject) => {
    connecting.catch(reject);
    // Not imported: a connection is on its way before it is loaded.
    const outgoing = process.getBuiltinModule('node:http').request({
      ...optionsOf(url, message),
      maxHeaderSize: maxBody.bytes,
      createConnection(_, give) {
        connecting.then((socket) => {
          keepArrived(socket, attempt);
          give(null, socket);
        }, reject);
        return undefined;
      },
    });
    outgoing.on('error', reject);
    outgoing.once('upgrade', ({ statusCode }) => reject(new Error(`HTTP ${statusCode}`)));
    outgoing.once('close', () => {
      // A body may end with the connection.
      if (attempt.response === undefined) reject(new Error('the connection was closed'));
    });
    outgoing.once('response', (response) => {
      attempt.response = response;
      response.once('end', resolve).on('error', reject);
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > maxBody.bytes) reject(new Error(maxBody.error));
      });
    });
    outgoing.end(message.body);
  });
}

function optionsOf(url: URL, { method = 'GET', headers, body }: Message): http.RequestOptions {
  return {
    method,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      ...headers,
      'accept-encoding': 'identity',
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      connection: 'close',
    },
  };
}

/** Called before the HTTP parser listens, which may refuse what arrives. */
function keepArrived(socket: net.Socket, attempt: Attempt): void {
  socket.on('data', (chunk: Buffer) => {
    const { response, arrived } = attempt;
    if (response === undefined && arrived.length < MAX_CHUNKS) arrived.push(chunk);
  });
}

/** A status line that has arrived makes a response of it, whatever happened afterwards. */
function toResult(attempt: Attempt, detail = ''): AttemptResult {
  const { phase, cause, proxyStatus, response, maxBody, chunks, arrived } = attempt;
  if (response === undefined) {
    const refused = readResponse(Buffer.concat(arrived));
    if (refused !== undefined) return { ...refused, truncatedBy: detail };
    const status = proxyStatus !== undefined && { proxyStatus };
    return { kind: 'no-response', phase, cause, detail, ...status };
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    kind: 'response',
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).subarray(0, maxBody.bytes).toString('utf8'),
    ...(detail !== '' && { truncatedBy: detail }),
  };
}
