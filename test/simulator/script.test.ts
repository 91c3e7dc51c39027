import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import {
  askToken,
  call,
  getToken,
  keepAlive,
  notification,
  pause,
  send,
  start,
  startWithToken,
  until,
} from './support.ts';

async function statuses(simulator: Simulator, token: string, count: number, systemId?: string) {
  const found: (number | string | null)[] = [];
  for (let index = 0; index < count; index += 1) {
    const body = JSON.stringify({ notification: { ...notification, systemId } });
    const { status, end } = await send(simulator, token, { body });
    found.push(status ?? end);
  }
  return found;
}

describe('a script', () => {
  it('is taken in order, and then everything is normal', async () => {
    const { simulator, token } = await startWithToken({
      script: { send: ['503', 'reset', 'ok 202'] },
    });
    expect(await statuses(simulator, token, 5)).toEqual([503, 'ECONNRESET', 202, 200, 200]);
    const faults = simulator.ledger.sends().map(({ fault }) => fault);
    expect(faults).toEqual(['503', 'reset', 'ok 202', null, null]);
  });

  it('belongs to its endpoint', async () => {
    const { simulator, token } = await startWithToken({
      script: { token: ['ok', '503'], send: ['409'] },
    });
    expect((await askToken(simulator)).status).toBe(503);
    expect(await statuses(simulator, token, 2)).toEqual([409, 200]);
  });

  it('can be replaced at any time', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['503', '503', '503'] } });
    expect(await statuses(simulator, token, 1)).toEqual([503]);
    simulator.script('send', ['404', 'ok']);
    expect(await statuses(simulator, token, 3)).toEqual([404, 200, 200]);
    simulator.script('send', ['404']);
    simulator.script('send', []);
    expect(await statuses(simulator, token, 1)).toEqual([200]);
  });

  it('follows the order of arrival, however long a response takes', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['slow 60', '503'] } });
    const first = send(simulator, token);
    await until(() => simulator.ledger.sends().length === 1);
    const second = await send(simulator, token);
    expect(second.status).toBe(503);
    expect((await first).status).toBe(200);
  });
});

/** How long the port refuses from now on, in milliseconds; the requests that are refused reach nobody. */
async function refusedForMs(simulator: Simulator): Promise<number> {
  const startMs = performance.now();
  const probe = { path: '/probe', method: 'GET' };
  let { end } = await call(simulator, probe);
  while (end === 'ECONNREFUSED') {
    await pause(10);
    ({ end } = await call(simulator, probe));
  }
  return performance.now() - startMs;
}

describe('unsent', () => {
  it('takes effect at once at the head of a script, and ends by itself', async () => {
    const simulator = await start({ script: { token: ['unsent 200', '503'] } });
    expect((await askToken(simulator)).end).toBe('ECONNREFUSED');
    expect(await refusedForMs(simulator)).toBeGreaterThan(100);
    expect((await askToken(simulator)).status).toBe(503);
    expect(simulator.ledger.tokens()).toHaveLength(1);
    expect(simulator.ledger.connections).toBe(2);
  });

  it('takes 400 ms by default', async () => {
    const simulator = await start();
    simulator.script('send', ['unsent']);
    const tookMs = await refusedForMs(simulator);
    expect(tookMs).toBeGreaterThan(390);
    expect(tookMs).toBeLessThan(2000);
  });

  it.each([
    'ok',
    '503',
    'idle close',
    'accepted then reset',
    'accepted then close',
    'garbage',
    'drip',
    'cut json',
    'slow 30',
    'reset early',
  ])('meets the next request after %s', async (fault) => {
    const { simulator, token } = await startWithToken();
    const agent = keepAlive();
    await askToken(simulator, { agent });
    simulator.script('send', [fault, 'unsent 150', 'ok']);
    const before = await send(simulator, token, { agent, patienceMs: 40 });
    if (before.status !== null) expect(before.headers.connection).toBe('close');
    expect((await send(simulator, token, { agent })).end).toBe('ECONNREFUSED');
    await refusedForMs(simulator);
    expect((await send(simulator, token)).status).toBe(200);
    expect(simulator.ledger.sends().map((entry) => entry.fault)).toEqual([fault, 'ok']);
  });

  it.each(['stall', 'accepted then stall', 'slow 60000'])(
    'begins after %s when the client has given up',
    async (fault) => {
      const { simulator, token } = await startWithToken();
      simulator.script('send', [fault, 'unsent 200']);
      expect((await send(simulator, token, { patienceMs: 80 })).end).toBe('patience');
      await pause(10);
      expect(await refusedForMs(simulator)).toBeGreaterThan(150);
      expect((await send(simulator, token)).status).toBe(200);
    },
  );

  it('closes the connections that are idle', async () => {
    const simulator = await start();
    const agent = keepAlive();
    await askToken(simulator, { agent });
    expect(Object.values(agent.freeSockets)).toHaveLength(1);
    simulator.script('send', ['unsent 50']);
    await until(() => Object.values(agent.freeSockets).length === 0);
  });

  it.each([
    ['twice', { send: ['unsent 200', 'unsent 200', '503'] }],
    ['at both endpoints', { token: ['unsent 200'], send: ['unsent 200', '503'] }],
  ])('adds up %s', async (_name, script) => {
    const token = await getToken(await start());
    const simulator = await start({ script });
    expect(await refusedForMs(simulator)).toBeGreaterThan(380);
    expect((await send(simulator, token)).status).toBe(503);
  });

  it('closes the connection of responses that end during it', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['slow 100'] } });
    const agent = keepAlive();
    const slow = send(simulator, token, { agent });
    await until(() => simulator.ledger.sends().length === 1);
    simulator.script('token', ['unsent 400']);
    expect((await slow).headers.connection).toBe('close');
    expect((await send(simulator, token, { agent })).end).toBe('ECONNREFUSED');
  });

  it('waits until its port is available again', async () => {
    const simulator = await start();
    simulator.script('send', ['unsent 50']);
    const squatter = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => squatter.listen(simulator.port, '127.0.0.1', resolve));
    await pause(120);
    await new Promise((resolve) => squatter.close(resolve));
    await refusedForMs(simulator);
    expect((await askToken(simulator)).status).toBe(200);
  });
});

describe('a system id with faults', () => {
  it.each([
    ['fault/429-retry-after-1/ok', [429, 200, 200]],
    ['fault/500-after-accepting', [500, 500]],
    ['fault/accepted-then-reset/503/ok', ['ECONNRESET', 503, 200, 200]],
    ['fault/reset-early/ok', ['ECONNRESET', 200]],
    ['fault/ok-204', [204]],
    ['fault/redirect', [307]],
  ])('%s is taken in order, and the last fault stays', async (systemId, expected) => {
    const { simulator, token } = await startWithToken();
    expect(await statuses(simulator, token, expected.length, systemId)).toEqual(expected);
  });

  it('counts its own requests', async () => {
    const { simulator, token } = await startWithToken();
    expect(await statuses(simulator, token, 1, 'fault/503/ok')).toEqual([503]);
    expect(await statuses(simulator, token, 1, 'fault/503/ok/ok')).toEqual([503]);
    expect(await statuses(simulator, token, 1, 'plain')).toEqual([200]);
    expect(await statuses(simulator, token, 1, 'fault/503/ok')).toEqual([200]);
  });

  it('waits until the script is empty', async () => {
    const { simulator, token } = await startWithToken({ script: { send: ['404'] } });
    expect(await statuses(simulator, token, 3, 'fault/503/ok')).toEqual([404, 503, 200]);
    expect(simulator.ledger.sends()[1]?.fault).toBe('503');
  });

  it.each([
    ['fault/', 'Unknown fault ""'],
    ['fault/bum', 'Unknown fault "bum" for the send endpoint. Use one of: ok'],
    ['fault/ok/unsent', 'Use a script instead'],
    ['fault/short-token', 'for the token endpoint only'],
  ])('%s is refused with a reason', async (systemId, reason) => {
    const simulator = await start();
    const body = JSON.stringify({ notification: { ...notification, systemId } });
    const seen = await send(simulator, await getToken(simulator), { body });
    expect(seen.status).toBe(400);
    expect(JSON.parse(seen.body).errors.join()).toContain(reason);
    expect(simulator.ledger.accepted()).toEqual([]);
  });

  it('does not replace the refusal of a request without a token', async () => {
    const simulator = await start();
    const body = JSON.stringify({ notification: { ...notification, systemId: 'fault/ok' } });
    expect((await call(simulator, { body })).status).toBe(401);
  });
});
