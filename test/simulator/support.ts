/** Starts simulators for the tests, and sends requests to them with clients that report everything. */

import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  defaultClient,
  type LedgerEntry,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';

export { pause, until } from '../support/wait.ts';

export const tokenPath = '/accounts/connect/token';
export const sendPath = '/public/v1/notifications/send';
export const basic = basicOf(`${defaultClient.id}:${defaultClient.secret}`);
export const notification = { templateId: 'template-1', endUsersIds: ['ada@example.com'] };

/** What the ledger has of an accepted send; tests change what they are about. */
export const acceptedEntry: LedgerEntry = {
  id: 7,
  at: '2026-03-12T09:00:00.000Z',
  endpoint: 'send',
  method: 'POST',
  path: sendPath,
  httpVersion: '1.1',
  connection: 1,
  headers: {},
  authorization: null,
  body: '{}',
  notification: {},
  status: 200,
  settled: true,
  fault: null,
  accepted: true,
  problems: [],
};

/** A simulator in this process or in another one. */
export type Address = Pick<Simulator, 'port'>;

/** The value of an Authorization header. */
export function basicOf(credentials: string): string {
  return `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
}

/** Starts a simulator. It is closed after the test. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

/** A connection that is kept alive, and closed after the test. */
export function keepAlive(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

export type Call = {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly agent?: Agent;
  /** How long the client waits for the end of the response. */
  readonly patienceMs?: number;
};

/** What a client received. `end` is `end`, or the code of the error that ended the connection. */
export type Seen = {
  readonly status: number | null;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly end: string;
};

/** Sends one request over its own connection, unless there is an agent. Never rejects. */
export function call({ port }: Address, given: Call = {}): Promise<Seen> {
  const { method = 'POST', path = sendPath, headers = {}, body = '', patienceMs = 5000 } = given;
  return new Promise((resolve) => {
    const agent = given.agent ?? false;
    const signal = AbortSignal.timeout(patienceMs);
    const options = { host: '127.0.0.1', port, method, path, headers, agent, signal };
    let seen: Seen = { status: null, headers: {}, body: '', end: 'end' };
    const fail = (error: NodeJS.ErrnoException) =>
      resolve({ ...seen, end: signal.aborted ? 'patience' : (error.code ?? error.message) });
    const request = httpRequest(options, (response) => {
      seen = { ...seen, status: response.statusCode ?? null, headers: response.headers };
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        seen = { ...seen, body: seen.body + text };
      });
      response.on('error', fail);
      response.on('end', () => resolve(seen));
    });
    request.on('error', fail);
    request.end(body);
  });
}

/** Sends a token request, which is valid unless changed. */
export function askToken(simulator: Address, change: Call = {}): Promise<Seen> {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const right = { path: tokenPath, body: 'grant_type=client_credentials' };
  return call(simulator, {
    ...right,
    ...change,
    headers: { authorization: basic, ...type, ...change.headers },
  });
}

/** Fetches an access token. */
export async function getToken(simulator: Address, change?: Call): Promise<string> {
  const { body } = await askToken(simulator, change);
  const reply: unknown = JSON.parse(body);
  if (typeof reply === 'object' && reply !== null && 'access_token' in reply) {
    return String(reply.access_token);
  }
  throw new Error(`No token: ${body}`);
}

/** Starts a simulator, and fetches an access token from it. */
export async function startWithToken(options?: SimulatorOptions) {
  const simulator = await start(options);
  return { simulator, token: await getToken(simulator) };
}

/** Sends a notification, which is valid unless changed. */
export function send(simulator: Address, token: string, change: Call = {}): Promise<Seen> {
  return call(simulator, {
    body: JSON.stringify({ notification }),
    ...change,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...change.headers,
    },
  });
}

/** One send that meets a fault. */
export async function meet(fault: string, change: Call = {}) {
  const simulator = await start({ script: { send: [fault] } });
  const seen = await send(simulator, await getToken(simulator), change);
  return { simulator, seen, entry: firstOf(simulator.ledger.sends()) };
}

/** One token request that meets a fault. */
export async function meetToken(fault: string, change: Call = {}) {
  const simulator = await start({ script: { token: [fault] } });
  const seen = await askToken(simulator, change);
  return { simulator, seen, entry: firstOf(simulator.ledger.tokens()) };
}

function firstOf([entry]: readonly LedgerEntry[]): LedgerEntry {
  if (entry === undefined) throw new Error('The ledger is empty.');
  return entry;
}

/** Writes bytes to the port and reads until the end. `end` is `end`, an error code, or `patience`. */
export function exchangeBytes(
  simulator: Simulator,
  bytes: string,
  patienceMs = 1000,
): Promise<{ readonly text: string; readonly end: string }> {
  return new Promise((resolve) => {
    const socket = connect(simulator.port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    const finish = (end: string) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text, end });
    };
    const timer = setTimeout(() => finish('patience'), patienceMs);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => finish('end'));
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
  });
}
