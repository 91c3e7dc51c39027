/** A socket that never became usable: the phase stays `connecting`, and nothing was sent. */

import { describe, expect, it } from 'vitest';
import { closedPort, listen } from '../support/raw-server.ts';
import { openClient, sendOnce } from '../support/transport.ts';
import { pause, until } from '../support/wait.ts';

describe('without a connection', () => {
  it('names the code and the address of a refused connection', async () => {
    const port = await closedPort();
    expect(await sendOnce(`http://127.0.0.1:${port}/`)).toEqual({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'network',
      detail: `connect ECONNREFUSED 127.0.0.1:${port}`,
    });
  });

  it.each([
    ['an address that no network leads to', 'http://255.255.255.255:9/', /ENETUNREACH|EACCES/],
    ['a port that does not exist', 'http://127.0.0.1:0/', /^(?!.*:80$)/],
    ['a text that is no address', 'nonsense', /Invalid URL/],
  ])('says what is wrong with %s', async (_, url, detail) => {
    expect(await sendOnce(url, { timeoutMs: 3000 })).toEqual({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'network',
      detail: expect.stringMatching(detail),
    });
  });

  it('fails for a host name that nobody has, with a network or without', async () => {
    const result = await sendOnce('http://nobody.invalid/', { timeoutMs: 3000 });
    expect(result).toMatchObject({ kind: 'no-response', phase: 'connecting' });
    // A resolver that cannot reach its servers may take longer than we wait.
    const detail = result.kind === 'no-response' ? result.detail : '';
    expect(detail).toMatch(/^getaddrinfo (ENOTFOUND|EAI_AGAIN) nobody\.invalid$|^timed out/);
  });

  it('is bounded in time while TLS gets no answer, and ends the connection', async () => {
    const server = await listen();
    const startedMs = performance.now();
    const result = await sendOnce(`https://127.0.0.1:${server.port}/`, { timeoutMs: 250 });
    expect(performance.now() - startedMs).toBeLessThan(750);
    expect(result).toEqual({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'timeout',
      detail: 'timed out after 0.3 s',
    });
    await until(() => server.visits[0]?.end !== 'open');
    expect(server.visits).toHaveLength(1);
  });
});

describe('cancelled', () => {
  it('before it began, makes no connection', async () => {
    const server = await listen();
    const result = await sendOnce(server.url, { signal: AbortSignal.abort() });
    await pause(50);
    expect(result).toEqual({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'aborted',
      detail: 'the job was cancelled',
    });
    expect(server.visits).toEqual([]);
  });

  it('in the moment it began, sends nothing', async () => {
    const server = await listen();
    const controller = new AbortController();
    const sending = sendOnce(server.url, { signal: controller.signal });
    controller.abort();
    expect(await sending).toMatchObject({ phase: 'connecting', cause: 'aborted' });
    await pause(50);
    expect(server.visits.map(({ received }) => received).join('')).toBe('');
    await until(() => server.visits.every(({ end }) => end !== 'open'));
  });

  it('while TLS gets no answer, ends the connection', async () => {
    const server = await listen();
    const controller = new AbortController();
    const sending = sendOnce(`https://127.0.0.1:${server.port}/`, { signal: controller.signal });
    await until(() => server.visits[0]?.received !== '');
    controller.abort();
    expect(await sending).toMatchObject({ phase: 'connecting', cause: 'aborted' });
    await until(() => server.visits[0]?.end !== 'open');
  });

  it('leaves the transport fit for the next request', async () => {
    const server = await listen({
      onRequest: ({ socket }) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
    });
    const { send } = openClient();
    expect(await send(server.url, { signal: AbortSignal.abort() })).toMatchObject({
      cause: 'aborted',
    });
    expect(await send(server.url)).toMatchObject({ kind: 'response', status: 204 });
  });
});
