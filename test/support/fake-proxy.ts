/** A proxy that tunnels every CONNECT to one port of this machine, whatever name it was asked for. */

import net from 'node:net';
import { type Behaviour, listen, type RawServer, type Visit } from './raw-server.ts';

/** Tunnels to a port on 127.0.0.1; a name that nobody has leads there too. */
export function startProxy(
  upstreamPort: number,
  change: Pick<Behaviour, 'keys'> = {},
): Promise<RawServer> {
  return listen({
    ...change,
    onRequest: (visit) =>
      tunnel(visit, upstreamPort, 'HTTP/1.1 200 Connection established\r\n\r\n'),
  });
}

/** Answers a CONNECT, and passes on everything that comes after it. */
export function tunnel({ socket }: Visit, upstreamPort: number, answer: string): void {
  socket.removeAllListeners('data');
  const upstream = net.connect(upstreamPort, '127.0.0.1');
  upstream.on('error', () => socket.destroy());
  upstream.on('close', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
  socket.on('end', () => upstream.end());
  socket.on('data', (text: string) => upstream.write(text, 'latin1'));
  upstream.on('data', (bytes) => socket.write(bytes));
  socket.write(answer);
}
