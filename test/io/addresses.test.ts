/** A host with several addresses: each has its turn, and a slow one is waited for. */

import dns from 'node:dns/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { needs } from '../support/programs.ts';
import { closedPort, listen } from '../support/raw-server.ts';
import { canBeSilent, listenSilently } from '../support/silent-server.ts';
import { sendOnce } from '../support/transport.ts';
import { pause } from '../support/wait.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** From now on this is what every host name leads to. */
function resolveTo(...addresses: readonly string[]): void {
  const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  vi.spyOn(dns, 'lookup').mockResolvedValue(found as never);
}

const answer = 'HTTP/1.1 204 No Content\r\n\r\n';

function startServer(host: string) {
  return listen({ host, onRequest: ({ socket }) => socket.write(answer) });
}

describe('addresses that refuse', () => {
  it('are all reported, IPv6 and IPv4 in turn', async () => {
    resolveTo('127.0.0.2', '127.0.0.3', '::1', '127.0.0.4');
    const port = await closedPort('127.0.0.2');
    const result = await sendOnce(`http://api.test:${port}/`);
    expect(result).toMatchObject({ kind: 'no-response', phase: 'connecting', cause: 'network' });
    const detail = result.kind === 'no-response' ? result.detail : '';
    expect(detail.split('; ').map((text) => /(127\.0\.0\.\d|::1)/.exec(text)?.[1])).toEqual([
      '127.0.0.2',
      '::1',
      '127.0.0.3',
      '127.0.0.4',
    ]);
  });

  it('are passed over at once', async () => {
    const server = await startServer('127.0.0.4');
    resolveTo('127.0.0.2', '127.0.0.3', '127.0.0.4');
    const startedMs = performance.now();
    expect(await sendOnce(`http://api.test:${server.port}/`)).toMatchObject({ status: 204 });
    expect(performance.now() - startedMs).toBeLessThan(200);
  });

  it('are reported once where a host has none', async () => {
    resolveTo();
    expect(await sendOnce('http://api.test/')).toMatchObject({ phase: 'connecting' });
  });
});

it('of two addresses that answer only the first is connected to', async () => {
  const first = await startServer('127.0.0.2');
  resolveTo('127.0.0.2', '127.0.0.3');
  expect(await sendOnce(`http://api.test:${first.port}/`)).toMatchObject({ status: 204 });
  expect(first.visits).toHaveLength(1);
});

describe('an address that does not answer (needs Linux)', () => {
  needs(canBeSilent, 'only Linux leaves a handshake unanswered');

  it('leaves the next one its turn, and is given up when that one answers', async () => {
    const server = await startServer('127.0.0.3');
    await listenSilently('127.0.0.2', server.port);
    resolveTo('127.0.0.2', '127.0.0.3');
    const startedMs = performance.now();
    expect(await sendOnce(`http://api.test:${server.port}/`)).toMatchObject({ status: 204 });
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeGreaterThan(240);
    expect(tookMs).toBeLessThan(1000);
    expect(server.visits).toHaveLength(1);
  });

  it.each([['127.0.0.3'], ['127.0.0.3', '127.0.0.4'], []])(
    'for a while is reached nevertheless, where the others (%s) refuse',
    async (...others) => {
      const port = await closedPort('127.0.0.2');
      const slow = await listenSilently('127.0.0.2', port);
      resolveTo('127.0.0.2', ...others);
      const sending = sendOnce(`http://api.test:${port}/`, { timeoutMs: 8000 });
      await pause(600);
      slow.wake();
      expect(await sending).toMatchObject({ status: 204 });
    },
  );

  it('at all ends with the time of the attempt', async () => {
    const port = await closedPort('127.0.0.2');
    await listenSilently('127.0.0.2', port);
    resolveTo('127.0.0.2', '127.0.0.2');
    const startedMs = performance.now();
    expect(await sendOnce(`http://api.test:${port}/`, { timeoutMs: 600 })).toMatchObject({
      phase: 'connecting',
      cause: 'timeout',
    });
    expect(performance.now() - startedMs).toBeLessThan(1200);
  });

  it('leaves no turn to the next one once the job is cancelled', async () => {
    const server = await startServer('127.0.0.3');
    await listenSilently('127.0.0.2', server.port);
    resolveTo('127.0.0.2', '127.0.0.3');
    const controller = new AbortController();
    const url = `http://api.test:${server.port}/`;
    const sending = sendOnce(url, { signal: controller.signal });
    await pause(50);
    controller.abort();
    expect(await sending).toMatchObject({ phase: 'connecting', cause: 'aborted' });
    await pause(400);
    expect(server.visits).toEqual([]);
  });
});
