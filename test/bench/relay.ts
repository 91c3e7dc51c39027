/** A process that passes bytes on to a port, each direction later by half of a round trip. */

import net from 'node:net';
import { listenOnFreePort } from '../support/tcp.ts';

const [targetPort = 0, roundTripMs = 0] = process.argv.slice(2).map(Number);

function pass(from: net.Socket, to: net.Socket): void {
  from.on('data', (chunk) => setTimeout(() => to.write(chunk), roundTripMs / 2));
  from.on('close', () => setTimeout(() => to.destroy(), roundTripMs / 2));
  from.on('error', () => undefined);
}

const server = net.createServer({ noDelay: true }, (client) => {
  // The client's own handshake costs no time on loopback; the first bytes pay for it.
  const upstream = net.connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
  client.pause();
  setTimeout(() => client.resume(), roundTripMs);
  pass(client, upstream);
  pass(upstream, client);
});
process.send?.(await listenOnFreePort(server));
