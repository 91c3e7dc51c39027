/** Start and end: ports, TLS, and a process that can exit. */

import { execFileSync, spawnSync } from 'node:child_process';
import { request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/simulator.ts';
import { selfSigned } from '../support/certificates.ts';
import { hasProgram, needsProgram } from '../support/programs.ts';
import { call, getToken, keepAlive, pause, send, sendPath, start, until } from './support.ts';

describe('start', () => {
  it('listens on a free port, or on the one that is set', async () => {
    const one = await start();
    expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
    await expect(startSimulator({ port: one.port })).rejects.toThrow('EADDRINUSE');
    await one.close();
    const two = await start({ port: one.port });
    expect(two.port).toBe(one.port);
  });

  it('can listen on another address', async () => {
    expect((await start({ host: '127.0.0.2' })).url).toMatch(/^http:\/\/127\.0\.0\.2:\d+$/);
  });
});

describe('close', () => {
  it('ends pending requests at once, and can be called twice', async () => {
    const simulator = await startSimulator({ script: { send: ['stall', 'drip', 'slow 60000'] } });
    const token = await getToken(simulator);
    const agent = keepAlive();
    await getToken(simulator);
    const waiting = [
      send(simulator, token, { agent }),
      send(simulator, token),
      send(simulator, token),
    ];
    await until(() => simulator.ledger.sends().length === 3);
    await Promise.all([simulator.close(), simulator.close()]);
    const ends = (await Promise.all(waiting)).map(({ end }) => end);
    expect(ends).toEqual(['ECONNRESET', 'ECONNRESET', 'ECONNRESET']);
    expect((await call(simulator)).end).toBe('ECONNREFUSED');
    expect(simulator.ledger.sends()).toHaveLength(3);
  });

  it('keeps the port closed during an outage', async () => {
    const simulator = await startSimulator({ script: { send: ['unsent 50'] } });
    await simulator.close();
    await pause(80);
    expect((await call(simulator)).end).toBe('ECONNREFUSED');
  });

  it('leaves nothing that keeps the process alive', () => {
    const simulatorUrl = new URL('../../simulator/simulator.ts', import.meta.url);
    const program = `
      import { startSimulator } from ${JSON.stringify(simulatorUrl.href)};
      const one = await startSimulator({ script: { token: ['stall'] }, latencyMs: 1 });
      const two = await startSimulator({ script: { token: ['slow 60000'] } });
      const three = await startSimulator({ script: { send: ['unsent 60000'] } });
      const ask = ({ url }) => fetch(url + '/accounts/connect/token', { method: 'POST' }).catch(() => {});
      ask(one); ask(two);
      while (one.ledger.entries.length + two.ledger.entries.length < 2) await new Promise((done) => setTimeout(done, 5));
      await Promise.all([one, two, three].map((simulator) => simulator.close()));
      console.log('closed');
    `;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      timeout: 5000,
    });
    expect(child).toMatchObject({ status: 0, stdout: 'closed\n', stderr: '' });
  });
});

describe('TLS (requires openssl)', () => {
  needsProgram('openssl');
  const tls = hasProgram('openssl') ? selfSigned('localhost', ['DNS:localhost']) : undefined;
  const startTls = (send: readonly string[]) => start({ ...(tls && { tls }), script: { send } });

  function sendTls(
    port: number,
    options: object,
  ): Promise<{ status: number; body: string } | string> {
    return new Promise((resolve) => {
      const target = {
        port,
        path: sendPath,
        method: 'POST',
        servername: 'localhost',
        agent: false,
      };
      const sending = request({ host: '127.0.0.1', ...target, ...options }, (response) => {
        let body = '';
        response.on('data', (chunk) => {
          body += String(chunk);
        });
        response.on('error', (error: NodeJS.ErrnoException) => resolve(`cut: ${error.code}`));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      sending.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      sending.end();
    });
  }

  it('serves https', async () => {
    const simulator = await startTls([]);
    expect(simulator.url).toBe(`https://127.0.0.1:${simulator.port}`);
    expect(await sendTls(simulator.port, { ca: tls?.cert })).toMatchObject({ status: 401 });
    expect(await sendTls(simulator.port, { ca: tls?.cert })).toMatchObject({ status: 401 });
    expect(simulator.ledger.entries.map(({ connection }) => connection)).toEqual([1, 2]);
  });

  it('survives clients that do not trust it, and clients without TLS', async () => {
    const simulator = await startTls([]);
    expect(await sendTls(simulator.port, {})).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect((await call(simulator)).status).toBe(null);
    expect(simulator.ledger.entries).toEqual([]);
    expect(simulator.ledger.connections).toBe(2);
    expect(await sendTls(simulator.port, { ca: tls?.cert })).toMatchObject({ status: 401 });
  });

  it('has the same faults', async () => {
    const faults = [
      '503',
      'reset early',
      'reset',
      'close',
      'garbage',
      'redirect',
      'unsent 80',
      'ok',
    ];
    const simulator = await startTls(faults);
    const seen = [];
    for (let count = 0; count < 7; count += 1) {
      seen.push(await sendTls(simulator.port, { ca: tls?.cert }));
    }
    expect(seen).toEqual([
      expect.objectContaining({ status: 503 }),
      'ECONNRESET',
      'ECONNRESET',
      'ECONNRESET',
      'HPE_INVALID_CONSTANT',
      expect.objectContaining({ status: 307 }),
      'ECONNREFUSED',
    ]);
    expect(simulator.ledger.sends()).toHaveLength(6);
    await pause(100);
    expect(await sendTls(simulator.port, { ca: tls?.cert })).toMatchObject({ status: 401 });
  });

  it('closes at once, even during a request', async () => {
    const simulator = await startTls(['stall']);
    const hanging = sendTls(simulator.port, { ca: tls?.cert });
    await until(() => simulator.ledger.entries.length === 1);
    await simulator.close();
    expect(await hanging).toBe('ECONNRESET');
  });
});

it('imports only Node.js modules and itself', () => {
  const folder = fileURLToPath(new URL('../../simulator/', import.meta.url));
  const found = execFileSync('grep', ['-rhoE', "from '[^']+'", folder, '--include=*.ts'], {
    encoding: 'utf8',
  });
  const foreign = found
    .split('\n')
    .filter((line) => line !== '' && !/^from '(node:|\.{1,2}\/(?!.*\bsrc\b))/.test(line));
  expect(foreign).toEqual([]);
});
