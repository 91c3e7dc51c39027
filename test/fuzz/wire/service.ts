/** A service over raw TCP that misbehaves at random, and remembers what it accepted. */

import net from 'node:net';
import type { Chance } from '../../model/chance.ts';
import { listenOnFreePort, takeRequest } from '../../support/tcp.ts';
import { chooseConnectionFault, chooseSendFault, chooseTokenFault } from './faults.ts';

/** A send that arrived whole. */
export interface WireSend {
  readonly system: string;
  /** Whether the notification was delivered, whatever the response says. */
  readonly accepted: boolean;
  /** The status that was written, if one was. */
  status: number | null;
  readonly fault: string;
}

/** What ids and secrets a response may echo. */
export interface Known {
  readonly secret: string;
  readonly token: string;
  readonly audience: string;
}

export interface WireService {
  readonly url: string;
  readonly sends: readonly WireSend[];
  /** Every fault in the order in which it was chosen, to tell what happened. */
  readonly faults: readonly string[];
  readonly close: () => void;
}

/** Bytes that are written one after the other, each after a wait. */
export interface Step {
  readonly afterMs: number;
  readonly bytes?: string;
  readonly end?: 'end' | 'reset';
}

/** Starts a service on loopback. Which faults happen and when is a matter of chance. */
export async function startWireService(chance: Chance, known: Known): Promise<WireService> {
  const sends: WireSend[] = [];
  const faults: string[] = [];
  const sockets = new Set<net.Socket>();

  const play = (socket: net.Socket, [step, ...rest]: readonly Step[]): void => {
    if (step === undefined) return;
    const act = (): void => {
      if (!socket.writable) return;
      if (step.bytes !== undefined) socket.write(step.bytes);
      if (step.end === 'end') socket.end();
      if (step.end === 'reset') socket.resetAndDestroy();
      play(socket, rest);
    };
    if (step.afterMs === 0) act();
    else setTimeout(act, step.afterMs);
  };

  const onRequest = (socket: net.Socket, path: string, body: string): void => {
    if (path.endsWith('/token')) {
      const { name, steps } = chooseTokenFault(chance, known);
      faults.push(`token: ${name}`);
      play(socket, steps);
      return;
    }
    const { notification } = JSON.parse(body);
    const { name, accepted, status, steps } = chooseSendFault(chance, known);
    const send: WireSend = { system: notification.systemId, accepted, status: null, fault: name };
    faults.push(`${send.system}: ${name}`);
    sends.push(send);
    send.status = status;
    play(socket, steps);
  };

  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    const { name, steps, isDeaf } = chooseConnectionFault(chance);
    if (name !== 'none') faults.push(`connection: ${name}`);
    play(socket, steps);
    if (isDeaf) socket.resume();
    else readRequests(socket, (path, body) => onRequest(socket, path, body));
  });
  return {
    url: `http://127.0.0.1:${await listenOnFreePort(server)}`,
    sends,
    faults,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function readRequests(socket: net.Socket, onRequest: (path: string, body: string) => void): void {
  let rest = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    rest += chunk;
    for (let found = takeRequest(rest); found !== undefined; found = takeRequest(rest)) {
      rest = found.rest;
      const { line, body } = found.request;
      onRequest(line.split(' ')[1] ?? '', Buffer.from(body, 'latin1').toString());
    }
  });
}
