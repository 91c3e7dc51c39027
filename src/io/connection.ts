/** A URL and perhaps a proxy in, a socket that is ready for the request out. */

import http from 'node:http';
import net from 'node:net';
import type { NoReply } from '../delivery/http.ts';
import type { ProxyServer } from './proxy.ts';

/** A connection that did not come about, before a byte of the request was sent. */
export class ConnectError extends Error {
  readonly reason: NoReply['cause'];
  readonly proxyStatus: number | undefined;

  constructor(reason: NoReply['cause'], message: string, proxyStatus?: number) {
    super(message);
    this.name = 'ConnectError';
    this.reason = reason;
    this.proxyStatus = proxyStatus;
  }
}

/** Told of every socket as it is made, so that it can be destroyed at any time. */
export type Track = (socket: net.Socket) => void;

/**
 * Opens a connection: TCP, through the proxy's CONNECT if there is one, TLS for https.
 * @returns a socket on which nothing of the request was sent yet.
 * @throws {ConnectError}
 */
export async function connect(
  target: URL,
  proxy: ProxyServer | undefined,
  track: Track,
): Promise<net.Socket> {
  const opening = openTcp(proxy?.url ?? target, track);
  // Loading takes some milliseconds, in which the connection comes about.
  if ([proxy?.url.protocol, target.protocol].includes('https:')) loadTls();
  let socket = await opening;
  if (proxy !== undefined) {
    if (proxy.url.protocol === 'https:') socket = await secure(socket, proxy.url, track);
    socket = await openTunnel(socket, target, proxy);
  }
  return target.protocol === 'https:' ? secure(socket, target, track) : socket;
}

function openTcp(url: URL, track: Track): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: hostOf(url), port: portOf(url), noDelay: true });
    track(socket);
    settle(socket, 'connect', resolve, (error) => {
      reject(new ConnectError('network', describeError(error)));
    });
  });
}

/** TLS with the system's rules: a certificate is always checked (`NODE_EXTRA_CA_CERTS` adds to it). */
function secure(plain: net.Socket, url: URL, track: Track): Promise<net.Socket> {
  const tls = loadTls();
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      socket: plain,
      host,
      servername: net.isIP(host) === 0 ? host : '',
      rejectUnauthorized: true,
    });
    track(socket);
    settle(socket, 'secureConnect', resolve, (error) => {
      const reason = socket.authorizationError ? 'certificate' : 'network';
      reject(new ConnectError(reason, describeError(error)));
    });
  });
}

/** Not imported, because a request over plain http does not need it. */
function loadTls(): typeof import('node:tls') {
  return process.getBuiltinModule('node:tls');
}

/** RFC 9110, section 9.3.6. */
function openTunnel(socket: net.Socket, target: URL, proxy: ProxyServer): Promise<net.Socket> {
  const authority = `${target.hostname}:${portOf(target)}`;
  const credentials = Buffer.from(`${proxy.user}:${proxy.password}`).toString('base64');
  const authorization = proxy.user === '' ? {} : { 'proxy-authorization': `Basic ${credentials}` };
  return new Promise((resolve, reject) => {
    const request = http.request({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorization },
      createConnection: () => socket,
    });
    request.once('connect', (response, upgraded, early) => {
      const status = response.statusCode ?? 0;
      if (status < 200 || status > 299) {
        upgraded.destroy();
        const said = `the proxy ${proxy.url.host} answered HTTP ${status} to CONNECT`;
        reject(new ConnectError('proxy', said, status));
        return;
      }
      if (early.length > 0) upgraded.unshift(early);
      resolve(socket);
    });
    request.on('error', (error) => {
      reject(new ConnectError('network', `the proxy ${proxy.url.host}: ${describeError(error)}`));
    });
    request.end();
  });
}

/** Waits for a socket to become ready, or to fail before that. */
function settle(
  socket: net.Socket,
  ready: 'connect' | 'secureConnect',
  resolve: (socket: net.Socket) => void,
  fail: (error: unknown) => void,
): void {
  const onReady = (): void => {
    socket.off('error', onError).off('close', onClose);
    // An error of an idle connection concerns nobody: the next request opens another.
    socket.on('error', () => undefined);
    resolve(socket);
  };
  const onError = (error: unknown): void => {
    socket.off(ready, onReady).off('close', onClose);
    socket.on('error', () => undefined);
    fail(error);
  };
  const onClose = (): void => onError(new Error('the connection was closed while it was opened'));
  socket.once(ready, onReady).once('error', onError).once('close', onClose);
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** @returns an error's code and text, and those of the errors inside an AggregateError. */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return [...new Set(error.errors.map(describeError))].join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // OpenSSL's own: `thread:error:number:library:function:reason:source file:line:`.
  const [, reason] = /^[0-9A-F]+:error:[^:]*:[^:]*:[^:]*:([^:]*):/.exec(error.message) ?? [];
  const message = (reason ?? error.message)
    // Advice for whoever starts Node.js, which the user of an action does not.
    .replace(/; if the root CA is installed locally.*/s, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (message === '') return code || error.name;
  return code === '' || message.includes(code) ? message : `${code}: ${message}`;
}
