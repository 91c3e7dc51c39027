/** Opens a TCP connection to whichever address of a host accepts first. */

import { once as onceEvent } from 'node:events';
import net from 'node:net';
import { describeError } from '../http/connect-failure.ts';
import type { NoResponse } from '../http/http.ts';

/**
 * An address has this time before the next one is tried beside it. A slow one can still win. Node's own
 * way (`autoSelectFamily`) gives an address up after that time.
 * @see https://www.rfc-editor.org/rfc/rfc8305#section-5
 */
const HEAD_START_MS = 250;

/** What is known while a connection is opened. */
export interface Opening {
  /** What a failure now would be attributed to. */
  cause: NoResponse['cause'];
  /** The status with which a proxy refused. */
  proxyStatus?: number;
  /** Aborted when the opening, or what it is for, is over. Then its sockets are destroyed. */
  readonly signal: AbortSignal;
  /** Whether no request waits for it, so that it keeps no process alive. */
  readonly isEarly: boolean;
  /** Called when the system was asked to connect. */
  readonly onConnecting?: () => void;
}

/**
 * @param prepare what can be done while connections are under way; if it fails, that shows later.
 * @throws {Error} if no address can be reached; it says what each of them returned.
 */
export async function openTcp(
  url: URL,
  opening: Opening,
  prepare: () => unknown = () => undefined,
): Promise<net.Socket> {
  const { signal } = opening;
  const addresses = await resolve(hostOf(url));
  const sockets: net.Socket[] = [];
  let isOpen = false;
  const connectTo = async (host: string): Promise<net.Socket> => {
    if (isOpen || signal.aborted) throw new Error('another address was faster');
    const socket = net.connect({ host, port: portOf(url), noDelay: true });
    destroyOnAbort(socket, signal);
    if (opening.isEarly) socket.unref();
    sockets.push(socket);
    // The system is asked to connect at the end of this turn.
    nextTurn()
      .then(opening.onConnecting)
      .then(prepare)
      .catch(() => undefined);
    await ready(socket, 'connect');
    isOpen = true;
    return socket;
  };
  let headStart: Promise<unknown> = Promise.resolve();
  const connections = addresses.map((host) => {
    const connection = headStart.then(() => connectTo(host));
    const end = connection.catch(() => undefined);
    headStart = headStart.then(() => Promise.race([end, pause(HEAD_START_MS)]));
    return connection;
  });
  const opened = await Promise.any(connections).catch((error) => {
    throw new Error(describeError(error), { cause: error });
  });
  for (const socket of sockets) if (socket !== opened) socket.destroy();
  return opened;
}

/** @returns the addresses of a host; families alternate (RFC 8305, section 4). */
async function resolve(host: string): Promise<readonly string[]> {
  if (net.isIP(host) !== 0) return [host];
  // Loaded by the first host name, and with the options that `net.connect` uses.
  const dns = process.getBuiltinModule('node:dns');
  const hints = process.platform === 'win32' ? 0 : dns.ADDRCONFIG;
  const found = await dns.promises.lookup(host, { all: true, hints });
  const [first = [], second = []] = Map.groupBy(found, ({ family }) => family).values();
  const longer = Math.max(first.length, second.length);
  const alternating = Array.from({ length: longer }, (_, at) => [first[at], second[at]]).flat();
  return alternating.flatMap((it) => (it === undefined ? [] : [it.address]));
}

/** The option `signal` of a socket does the same, and takes 1 ms. */
export function destroyOnAbort(socket: net.Socket, signal: AbortSignal): void {
  signal.addEventListener('abort', () => socket.destroy());
}

/** Waits until the event loop has looked at what the system reports. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Does not keep the process alive. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Waits for a socket to become ready. @throws what it fails with before that. */
export async function ready(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
): Promise<net.Socket> {
  // An error of an idle connection concerns no one: the next request opens another.
  socket.on('error', () => undefined);
  const closed = onceEvent(socket, 'close').then(() => {
    throw new Error('the connection was closed before it was established');
  });
  await Promise.race([onceEvent(socket, event), closed]);
  return socket;
}

/** @returns a URL's host name or address, without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** @returns a URL's port, or the default of its scheme. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}
