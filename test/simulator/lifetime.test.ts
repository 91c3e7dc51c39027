import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/simulator.ts';
import { createTimers } from '../../simulator/timers.ts';
import { call, getToken, keepAlive, pause, send, start, until } from './support.ts';

it('listens on a free port, or on the one that is set', async () => {
  const one = await start();
  expect(one.url).toBe(`http://127.0.0.1:${one.port}`);
  await expect(startSimulator({ port: one.port })).rejects.toThrow('EADDRINUSE');
  await one.close();
  const two = await start({ port: one.port });
  expect(two.port).toBe(one.port);
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

it('runs timers until they are cancelled or ended', async () => {
  const timers = createTimers();
  const ran: string[] = [];
  timers.after(1, () => ran.push('due'));
  timers.after(1, () => ran.push('cancelled'))();
  await pause(20);
  timers.after(1, () => ran.push('pending at the end'));
  timers.end();
  timers.after(1, () => ran.push('after the end'))();
  timers.after(1, () => ran.push('after the end'));
  await pause(20);
  expect(ran).toEqual(['due']);
});
