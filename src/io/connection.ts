/** Opens the connection of an attempt: a socket that is ready for the request. */

import net from 'node:net';
import { describeError } from '../http/connect-failure.ts';
import { once } from '../text/once.ts';
import { hostOf, type Opening, openTcp, portOf, ready } from './addresses.ts';
import { type ProxyServer, proxyFor } from './proxy.ts';

/**
 * Opens a connection: TCP, through the proxy's CONNECT if there is one, TLS for https. `cause` and
 * `proxyStatus` say what a failure is put down to.
 * @returns a socket on which nothing of the request was sent yet.
 * @throws {Error} that names the proxy if it is the proxy that fails.
 * @throws {Fault} if the variable that names the proxy cannot be used.
 */
export async function connect(target: URL, opening: Opening): Promise<net.Socket> {
  opening.cause = 'proxy-settings';
  const proxy = proxyFor(target);
  opening.cause = 'network';
  if (proxy === undefined) return openSocket(target, opening);
  opening.cause = 'proxy';
  const socket = await openSocket(proxy.url, opening, target)
    .then((it) => openTunnel(it, target, proxy, opening))
    .catch((error) => {
      throw new Error(`the proxy ${proxy.url.host}: ${describeError(error)}`, { cause: error });
    });
  opening.cause = 'network';
  return target.protocol === 'https:' ? secure(socket, target, opening) : socket;
}

/** @param target where the connection leads in the end. */
async function openSocket(url: URL, opening: Opening, target = url): Promise<net.Socket> {
  const prepare = target.protocol === 'https:' ? secureContext : undefined;
  const socket = await openTcp(url, opening, prepare);
  return url.protocol === 'https:' ? secure(socket, url, opening) : socket;
}

/** TLS with the system's rules: a certificate is always checked (`NODE_EXTRA_CA_CERTS` adds to it). */
async function secure(plain: net.Socket, url: URL, opening: Opening): Promise<net.Socket> {
  const host = hostOf(url);
  const socket = loadTls().connect({
    socket: plain,
    host,
    servername: net.isIP(host) === 0 ? host : '',
    rejectUnauthorized: true,
    secureContext: secureContext(),
  });
  try {
    return await ready(socket, 'secureConnect');
  } catch (error) {
    if (socket.authorizationError) opening.cause = 'certificate';
    throw error;
  }
}

/** Loading TLS takes 5 ms, and the certificates of all authorities 10 ms. */
const secureContext = once(() => loadTls().createSecureContext());

/** Not imported, because a request over plain http does not need it. */
function loadTls(): typeof import('node:tls') {
  return process.getBuiltinModule('node:tls');
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6 */
function openTunnel(
  socket: net.Socket,
  target: URL,
  { user, password }: ProxyServer,
  opening: Opening,
): Promise<net.Socket> {
  const authority = `${target.hostname}:${portOf(target)}`;
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  const authorization = user === '' ? {} : { 'proxy-authorization': `Basic ${credentials}` };
  return new Promise((resolve, reject) => {
    const request = process.getBuiltinModule('node:http').request({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorization },
      createConnection: () => socket,
    });
    request.once('connect', (response, upgraded, early) => {
      const status = response.statusCode ?? 0;
      if (status >= 200 && status <= 299) {
        if (early.length > 0) upgraded.unshift(early);
        return resolve(socket);
      }
      upgraded.destroy();
      opening.proxyStatus = status;
      reject(new Error(describeRefusal(status, user)));
    });
    request.on('error', reject);
    request.end();
  });
}

function describeRefusal(status: number, user: string): string {
  if (status !== 407) return `it returned HTTP ${status} to CONNECT`;
  return user === ''
    ? 'it requires a user name and password (HTTP 407)'
    : 'it refused the user name and password in HTTPS_PROXY (HTTP 407)';
}
