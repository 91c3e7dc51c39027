/**
 * A process that answers both calls at once, over HTTP and HTTPS; so cheap that the client is what is
 * measured. Its parent talks to it by messages.
 */

import http from 'node:http';
import https from 'node:https';
import { listenOnFreePort } from '../support/tcp.ts';

/** What the parent asks for. */
export interface ServerOptions {
  readonly key: string;
  readonly cert: string;
}

/** What the parent is told at the start. */
export interface ServerPorts {
  readonly http: number;
  readonly https: number;
}

const token = JSON.stringify({
  access_token: `bench.${'x'.repeat(300)}.token`,
  token_type: 'Bearer',
  expires_in: 86_400,
});
const accepted = JSON.stringify({ message: 'Request has been received' });

let delayMs = 0;

function answer(request: http.IncomingMessage, response: http.ServerResponse): void {
  const isToken = request.url === '/accounts/connect/token';
  const body = isToken ? token : accepted;
  request.resume().once('end', () => {
    const end = (): void => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    };
    if (delayMs > 0 && !isToken) setTimeout(end, delayMs);
    else end();
  });
}

process.on('message', async (message: ServerOptions | { readonly delayMs: number }) => {
  if ('delayMs' in message) {
    delayMs = message.delayMs;
    process.send?.(delayMs);
    return;
  }
  const ports = {
    http: await listenOnFreePort(http.createServer(answer)),
    https: await listenOnFreePort(https.createServer(message, answer)),
  };
  process.send?.(ports);
});
