/** One request in, one reply or the phase that was reached out. What that means is not decided here. */

import http from 'node:http';
import type net from 'node:net';
import { BasicCredentialHandler, BearerCredentialHandler } from '@actions/http-client/lib/auth';
import type {
  Authorization,
  Exchange,
  ExchangeLimits,
  HttpRequest,
  NoReply,
  Reply,
  Send,
} from '../delivery/http.ts';
import { version } from '../version.ts';
import { ConnectError, connect, describeError } from './connection.ts';
import { proxyFor } from './proxy.ts';

/** Of a reply, more is not read: the outputs show 64 KiB, and the rest is room for redaction. */
const MAX_REPLY_BYTES = 262_144;

/** A connection that was idle for longer may be dead: the next request opens another. */
const MAX_IDLE_MS = 1000;

/** Sends requests over connections of its own. */
export interface Transport {
  readonly send: Send;
  /** Destroys every connection, so that none keeps the process alive. */
  readonly close: () => void;
}

/** A socket that is ready for a request, and the agent that holds just this socket. */
interface Connection {
  /** Where it leads: scheme, host and port. */
  readonly origin: string;
  readonly socket: net.Socket;
  readonly agent: http.Agent;
  idleSince: number;
}

/** A clock that never jumps. */
function uptimeMs(): number {
  return process.uptime() * 1000;
}

/** How far an exchange came; what is known when time runs out. */
interface Progress {
  phase: NoReply['phase'];
  reply: (Omit<Reply, 'body'> & { readonly chunks: Buffer[] }) | undefined;
  /** Everything that must end when the exchange does. */
  readonly sockets: Set<net.Socket>;
  over: boolean;
}

/** @returns a transport that reuses a connection while it is idle for less than a second. */
export function createTransport(): Transport {
  const open = new Set<net.Socket>();
  const idle: Connection[] = [];

  const takeIdle = (origin: string): Connection | undefined => {
    for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
      const isFresh = uptimeMs() - found.idleSince < MAX_IDLE_MS;
      if (found.origin === origin && isFresh && isFree(found)) return found;
      found.socket.destroy();
    }
    return undefined;
  };

  const openConnection = async (url: URL, progress: Progress): Promise<Connection> => {
    const proxy = proxyFor(url);
    if (typeof proxy === 'string') throw new ConnectError('proxy', proxy);
    const socket = await connect(url, proxy, (made) => {
      progress.sockets.add(made);
      open.add(made);
      made.once('close', () => open.delete(made));
      if (progress.over) made.destroy();
    });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    agent.createConnection = () => socket;
    return { origin: url.origin, socket, agent, idleSince: 0 };
  };

  const run = async (request: HttpRequest, progress: Progress): Promise<void> => {
    const url = new URL(request.url);
    if (idle.length > 0) await seeWhatArrived();
    if (progress.over) return;
    const connection = takeIdle(url.origin) ?? (await openConnection(url, progress));
    progress.sockets.add(connection.socket);
    progress.phase = 'connected';
    await post(url, request, connection.agent, progress);
    connection.idleSince = uptimeMs();
    if (isFree(connection)) idle.push(connection);
    else connection.socket.destroy();
  };

  return {
    send: (request, limits) => withinLimits(limits, (progress) => run(request, progress)),
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}

/** @returns whether the last exchange is over in both directions, and the connection still there. */
function isFree({ agent, socket }: Connection): boolean {
  return Object.keys(agent.freeSockets).length === 1 && !socket.destroyed;
}

/**
 * Waits until all that has already arrived was read. A server that closed an idle connection, or said
 * more on it than was asked, then shows before a request goes out on it (RFC 9112, section 9.2).
 */
async function seeWhatArrived(): Promise<void> {
  // The first turn may have looked at the sockets before we were called.
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

/** Runs an exchange; when it fails, or its time is over, its sockets are destroyed. Never rejects. */
function withinLimits(
  { timeoutMs, signal }: ExchangeLimits,
  run: (progress: Progress) => Promise<void>,
): Promise<Exchange> {
  const progress: Progress = {
    phase: 'connecting',
    reply: undefined,
    sockets: new Set(),
    over: false,
  };
  return new Promise((resolve) => {
    const finish = (
      cause: NoReply['cause'] | undefined,
      detail: string,
      proxyStatus?: number,
    ): void => {
      progress.over = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (cause !== undefined) for (const socket of progress.sockets) socket.destroy();
      resolve(toExchange(progress, cause ?? 'network', detail, proxyStatus));
    };
    const onAbort = (): void => finish('aborted', 'the job was cancelled');
    const timer = setTimeout(() => {
      finish('timeout', `timed out after ${Math.round(timeoutMs / 100) / 10} s`);
    }, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) return onAbort();
    run(progress).then(
      () => finish(undefined, ''),
      (error) => {
        if (!(error instanceof ConnectError)) return finish('network', describeError(error));
        return finish(error.reason, error.message, error.proxyStatus);
      },
    );
  });
}

/** A status line that has arrived makes a reply of it, whatever happened afterwards. */
function toExchange(
  { phase, reply }: Progress,
  cause: NoReply['cause'],
  detail: string,
  proxyStatus: number | undefined,
): Exchange {
  if (reply === undefined) {
    const status = proxyStatus === undefined ? {} : { proxyStatus };
    return { kind: 'no-reply', phase, cause, detail, ...status };
  }
  const { chunks, ...head } = reply;
  const body = Buffer.concat(chunks).subarray(0, MAX_REPLY_BYTES).toString('utf8');
  return { ...head, body, ...(detail === '' ? {} : { cutBy: detail }) };
}

/** Sends the request on the agent's only connection; settles when the reply has ended. */
function post(
  url: URL,
  request: HttpRequest,
  agent: http.Agent,
  progress: Progress,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request({
      agent,
      method: 'POST',
      path: url.pathname,
      maxHeaderSize: MAX_REPLY_BYTES,
      headers: headersOf(url, request),
    });
    outgoing.on('error', reject);
    outgoing.once('close', () => reject(new Error('the connection was closed')));
    outgoing.once('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const { statusCode: status = 0, headers } = response;
      progress.reply = { kind: 'reply', status, headers: flatten(headers), chunks };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_REPLY_BYTES) reject(new Error('it is longer than 256 KiB'));
      });
      response.once('end', resolve);
      response.on('error', reject);
    });
    outgoing.end(request.body);
  });
}

function headersOf(
  url: URL,
  { contentType, body, authorization }: HttpRequest,
): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = {
    host: url.host,
    accept: 'application/json',
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'user-agent': `notify-walkme-workstation/${version}`,
  };
  handlerFor(authorization).prepareRequest({ headers });
  return headers;
}

function handlerFor(
  authorization: Authorization,
): BasicCredentialHandler | BearerCredentialHandler {
  switch (authorization.scheme) {
    case 'basic':
      return new BasicCredentialHandler(authorization.user, authorization.password);
    case 'bearer':
      return new BearerCredentialHandler(authorization.token);
  }
}

function flatten(headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> {
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(pairs);
}
