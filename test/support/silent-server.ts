/** A port that answers no handshake: its queue of connections is full, and its process stands still. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { onTestFinished } from 'vitest';

export interface SilentServer {
  /** From now on it accepts connections, and answers each request with 204. */
  readonly wake: () => void;
}

const program = `
  const answer = 'HTTP/1.1 204 No Content\\r\\n\\r\\n';
  const server = require('node:net').createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(answer));
  });
  const [host, port] = process.argv.slice(1);
  server.listen({ host, port: Number(port), backlog: 1 }, () => console.log('ready'));
`;

/** Linux leaves a handshake unanswered where the queue is full. */
export const canBeSilent = process.platform === 'linux';

export async function listenSilently(host: string, port: number): Promise<SilentServer> {
  const child = spawn(process.execPath, ['-e', program, host, String(port)]);
  const sockets: net.Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  child.kill('SIGSTOP');
  for (let isFull = false; !isFull; ) {
    const socket = net.connect(port, host).on('error', () => undefined);
    sockets.push(socket);
    const silence = new Promise<boolean>((resolve) => setTimeout(resolve, 200, true));
    isFull = await Promise.race([silence, once(socket, 'connect').then(() => false)]);
  }
  return { wake: () => child.kill('SIGCONT') };
}
