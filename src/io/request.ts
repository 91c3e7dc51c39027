/** Writes the request of an attempt to a connection and reads the response. */

import http from 'node:http';
import type net from 'node:net';
import { BasicCredentialHandler, BearerCredentialHandler } from '@actions/http-client/lib/auth';
import type { Authorization, HttpRequest } from '../http/http.ts';
import { version } from '../version.ts';
import { type Attempt, MAX_RESPONSE_BYTES } from './attempt.ts';

/** Chunks that a status line and what comes before it may take. */
const MAX_CHUNKS = 64;

/** Sends the request on a connection. Settles when the response has ended. */
export function post(
  url: URL,
  request: HttpRequest,
  socket: net.Socket,
  attempt: Attempt,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // This listener is called before the one of the HTTP parser, which may refuse what arrives.
    socket.on('data', (chunk: Buffer) => {
      if (attempt.response === undefined && attempt.arrived.length < MAX_CHUNKS) {
        attempt.arrived.push(chunk);
      }
    });
    const outgoing = http.request({
      createConnection: () => socket,
      method: 'POST',
      path: url.pathname,
      maxHeaderSize: MAX_RESPONSE_BYTES,
      headers: headersOf(url, request),
    });
    outgoing.on('error', reject);
    outgoing.once('close', () => {
      // A body may end with the connection.
      if (attempt.response === undefined) reject(new Error('the connection was closed'));
    });
    outgoing.once('response', (response) => {
      let length = 0;
      attempt.response = response;
      response.on('data', (chunk: Buffer) => {
        attempt.chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_RESPONSE_BYTES) reject(new Error('it is longer than 256 KiB'));
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
    'accept-encoding': 'identity',
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'user-agent': `notify-walkme-workstation/${version}`,
    connection: 'close',
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
