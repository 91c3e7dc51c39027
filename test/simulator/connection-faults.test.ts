import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  askToken,
  basic,
  exchangeBytes,
  keepAlive,
  meet,
  pause,
  sendPath,
  start,
  startWithToken,
  tokenPath,
  until,
} from './support.ts';

describe('a fault that breaks the connection', () => {
  it.each([
    ['reset', 'ECONNRESET', false],
    ['accepted then reset', 'ECONNRESET', true],
    ['close', 'end', false],
    ['accepted then close', 'end', true],
  ])('%s', async (fault, end, accepted) => {
    const { simulator, token } = await startWithToken({ script: { send: [fault] } });
    const body = '{"notification":{"templateId":"t","endUsersIds":["a"]}}';
    const head = `POST ${sendPath} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(await exchangeBytes(simulator, head + body)).toEqual({ text: '', end });
    expect(simulator.ledger.sends()).toMatchObject([
      { status: null, settled: true, fault, accepted, body, problems: [] },
    ]);
  });

  it('resets before it reads the body with reset early', async () => {
    const simulator = await start({ script: { token: ['reset early'] } });
    const head = `POST ${tokenPath} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n`;
    expect(await exchangeBytes(simulator, head)).toEqual({ text: '', end: 'ECONNRESET' });
    expect(simulator.ledger.tokens()).toMatchObject([
      { status: null, fault: 'reset early', body: '', accepted: false },
    ]);
  });

  it('returns bytes that are not HTTP with garbage', async () => {
    const simulator = await start({ script: { send: ['garbage'] } });
    const head = `POST ${sendPath} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`;
    const { text, end } = await exchangeBytes(simulator, head);
    expect(text).toContain('this is not HTTP');
    expect(end).toBe('end');
    expect((await meet('garbage')).seen.end).toBe('HPE_INVALID_CONSTANT');
    expect(simulator.ledger.sends()).toMatchObject([{ status: null, accepted: false }]);
  });

  it('sends 5 of 500 bytes with cut json', async () => {
    const { seen, entry } = await meet('cut json');
    expect(seen).toMatchObject({ status: 200, body: '{"mes', end: 'ECONNRESET' });
    expect(seen.headers['content-length']).toBe('500');
    expect(entry).toMatchObject({ status: 200, accepted: true });
  });

  it('closes the connection 50 ms after the response with idle close', async () => {
    const agent = keepAlive();
    const { simulator, seen, entry } = await meet('idle close', { agent });
    expect(seen.headers.connection).toBe('keep-alive');
    expect(entry).toMatchObject({ status: 200, accepted: true });
    expect(Object.values(agent.freeSockets)).toHaveLength(1);
    await until(() => Object.values(agent.freeSockets).length === 0);
    expect(simulator.ledger.connections).toBe(2);
  });
});

describe('a fault that delays the response', () => {
  it.each([
    ['stall', false],
    ['accepted then stall', true],
  ])('%s', async (fault, accepted) => {
    const { seen, entry } = await meet(fault, { patienceMs: 80 });
    expect(seen).toMatchObject({ status: null, end: 'patience' });
    expect(entry).toMatchObject({ status: null, settled: true, accepted });
  });

  it('responds normally after the wait with slow', async () => {
    const startMs = performance.now();
    const { seen, entry } = await meet('slow 120');
    expect(performance.now() - startMs).toBeGreaterThan(115);
    expect(seen.status).toBe(200);
    expect(entry).toMatchObject({ status: 200, accepted: true, fault: 'slow 120' });
  });

  it('accepts before the wait with slow, even if the client gives up', async () => {
    const { simulator, seen, entry } = await meet('slow 60000', { patienceMs: 50 });
    expect(seen.end).toBe('patience');
    expect(entry).toMatchObject({ status: null, accepted: true });
    await until(() => simulator.ledger.sends()[0]?.settled === true);
    expect(simulator.ledger.sends()[0]?.status).toBe(null);
  });

  it('sends the status and headers at once, then single bytes with drip', async () => {
    const { seen, entry } = await meet('drip', { patienceMs: 350 });
    expect(seen).toMatchObject({ status: 200, end: 'patience' });
    expect(Number(seen.headers['content-length'])).toBeGreaterThan(100_000);
    expect(seen.body).toMatch(/^\{ {1,3}$/);
    expect(entry).toMatchObject({ status: 200, accepted: true });
  });

  it('waits before every response with a latency, faults included', async () => {
    const simulator = await start({ latencyMs: 60, script: { token: ['503'] } });
    const startMs = performance.now();
    expect((await askToken(simulator)).status).toBe(503);
    expect(performance.now() - startMs).toBeGreaterThan(55);
  });
});

describe('huge', () => {
  const sizeBytes = 300 * 1024 * 1024;

  /** A connection that has asked for a token and meets `huge`. */
  async function askForHuge() {
    const simulator = await start({ script: { token: ['huge'] } });
    const socket = connect(simulator.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    const type = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 29';
    const head = `POST ${tokenPath} HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic}\r\n${type}`;
    socket.write(`${head}\r\n\r\ngrant_type=client_credentials`);
    return { simulator, socket };
  }

  it('sends 300 MiB of JSON', async () => {
    const { simulator, socket } = await askForHuge();
    let head = '';
    let readBytes = 0;
    for await (const chunk of socket) {
      if (!head.includes('\r\n\r\n')) head += String(chunk).slice(0, 500);
      readBytes += chunk.length;
      if (readBytes > sizeBytes) break;
    }
    expect(head).toContain('HTTP/1.1 200 OK');
    expect(head).toContain(`Content-Length: ${sizeBytes}`);
    expect(head).toContain('\r\n\r\n"');
    expect(simulator.ledger.tokens()).toMatchObject([{ status: 200, fault: 'huge' }]);
  });

  it('waits for a client that does not read', async () => {
    const beforeBytes = process.memoryUsage().rss;
    const { simulator, socket } = await askForHuge();
    socket.pause();
    await until(() => simulator.ledger.tokens()[0]?.status === 200);
    await pause(150);
    expect(process.memoryUsage().rss - beforeBytes).toBeLessThan(64 * 1024 * 1024);
  });

  it('accepts a send', async () => {
    const { entry } = await meet('huge', { patienceMs: 20 });
    expect(entry).toMatchObject({ status: 200, accepted: true });
  });
});
