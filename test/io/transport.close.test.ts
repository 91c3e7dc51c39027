/** After `close()` no socket is left, and nothing keeps the process alive. */

import { describe, expect, it } from 'vitest';
import { runModule, sourceUrl } from '../support/program.ts';
import { closedPort, listen, listenAndAnswer, ok } from '../support/raw-server.ts';
import { openClient } from '../support/transport.ts';
import { until } from '../support/wait.ts';

describe('close', () => {
  it('ends idle connections', async () => {
    const server = await listenAndAnswer(ok());
    const client = openClient();
    await Promise.all([client.send(server.url), client.send(server.url)]);
    expect(server.visits.map(({ end }) => end)).toEqual(['open', 'open']);
    client.close();
    await until(() => server.visits.every(({ end }) => end !== 'open'));
  });

  it('ends what is in flight, whose outcome stays unknown', async () => {
    const server = await listen();
    const client = openClient();
    const sending = client.send(server.url);
    await until(() => server.requests.length === 1);
    client.close();
    expect(await sending).toMatchObject({ kind: 'no-response', phase: 'connected' });
    await until(() => server.visits[0]?.end !== 'open');
  });

  it('ends what is still connecting, whose outcome is that nothing was sent', async () => {
    const server = await listen();
    const client = openClient();
    const sending = client.send(`https://127.0.0.1:${server.port}/`);
    await until(() => server.visits[0]?.received !== '');
    client.close();
    expect(await sending).toMatchObject({ kind: 'no-response', phase: 'connecting' });
    await until(() => server.visits[0]?.end !== 'open');
  });

  it('ends what has only begun, at once', async () => {
    const server = await listen();
    const client = openClient();
    const startedMs = performance.now();
    const sending = client.send(server.url);
    client.close();
    expect(await sending).toMatchObject({ phase: 'connecting', cause: 'network' });
    expect(performance.now() - startedMs).toBeLessThan(1000);
    expect(server.requests).toEqual([]);
  });

  it('may be called twice', () => {
    const client = openClient();
    client.close();
    expect(() => client.close()).not.toThrow();
  });
});

describe('a process that has sent ends by itself within a second', () => {
  /** @returns what the process printed, and how long it lived after `close()`. */
  async function liveAndEnd(url: string, { closes = 'close();', timeoutMs = 5000 } = {}) {
    const { code, stdout, stderr } = await runModule(`
      const { createTransport } = await import(${sourceUrl('io/transport.ts')});
      const { send, close } = createTransport();
      const limits = { timeoutMs: ${timeoutMs}, signal: new AbortController().signal };
      const authorization = { scheme: 'bearer', token: 't' };
      const request = { url: '${url}', contentType: 'a/b', body: 'x', authorization };
      const result = await send(request, limits);
      ${closes}
      const closedMs = performance.now();
      process.once('exit', () => {
        const { kind, phase, status } = result;
        console.log(JSON.stringify({ kind, phase, status, lastedMs: performance.now() - closedMs }));
      });
    `);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { lastedMs, ...told } = JSON.parse(stdout);
    expect(lastedMs).toBeLessThan(1000);
    return told;
  }

  it('after a response', async () => {
    const server = await listenAndAnswer(ok());
    expect(await liveAndEnd(server.url)).toEqual({ kind: 'response', status: 200 });
  });

  it('after a response, even if nobody closed the transport', async () => {
    const server = await listenAndAnswer(ok());
    expect(await liveAndEnd(server.url, { closes: '' })).toEqual({ kind: 'response', status: 200 });
  });

  it('after a refused connection', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    expect(await liveAndEnd(url)).toEqual({ kind: 'no-response', phase: 'connecting' });
  });

  it('after a silent server', async () => {
    const server = await listen();
    const told = await liveAndEnd(server.url, { timeoutMs: 300 });
    expect(told).toEqual({ kind: 'no-response', phase: 'connected' });
    expect(server.requests).toHaveLength(1);
  });

  it('after a handshake without an answer', async () => {
    const { port } = await listen();
    const told = await liveAndEnd(`https://127.0.0.1:${port}`, { timeoutMs: 300 });
    expect(told).toEqual({ kind: 'no-response', phase: 'connecting' });
  });

  it('after a response that was cut', async () => {
    const server = await listenAndAnswer('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello');
    const told = await liveAndEnd(server.url, { timeoutMs: 300 });
    expect(told).toEqual({ kind: 'response', status: 200 });
  });
});
