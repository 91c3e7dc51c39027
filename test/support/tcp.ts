/** What servers over TCP have in common, inside of tests and outside: a free port, and requests in bytes. */

import type net from 'node:net';

/** @returns the port on which the server listens from now on. */
export async function listenOnFreePort(server: net.Server, host = '127.0.0.1'): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

/** A request that was received whole. */
export interface RawRequest {
  readonly line: string;
  /** In the order received, names as spelled. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** @returns the first request of a text, if it is whole; each character stands for one byte. */
export function takeRequest(text: string): { request: RawRequest; rest: string } | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const [line = '', ...fields] = text.slice(0, headEnd).split('\r\n');
  const headers = fields.map((field) => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon), field.slice(colon + 1).trim()] as const;
  });
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? '0';
  const end = headEnd + 4 + Number(length);
  if (text.length < end) return undefined;
  return { request: { line, headers, body: text.slice(headEnd + 4, end) }, rest: text.slice(end) };
}
