/** Proxies that refuse, fail or fall silent: nothing was sent, and nothing goes around them. */

import { describe, expect, it } from 'vitest';
import { setProxyEnvironment } from '../support/proxy-environment.ts';
import { closedPort, listen, type Visit } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';
import { pause, until } from '../support/wait.ts';

const url = 'https://api.walkme.invalid/';
const established = 'HTTP/1.1 200 Connection established\r\n\r\n';

describe('a proxy that answers CONNECT', () => {
  it.each([
    [403, 'Forbidden', 'it returned HTTP 403 to CONNECT'],
    [
      407,
      'Proxy Authentication Required',
      'it refused the user name and password in HTTPS_PROXY (HTTP 407)',
    ],
    [400, 'Bad Request', 'it returned HTTP 400 to CONNECT'],
    [502, 'Bad Gateway', 'it returned HTTP 502 to CONNECT'],
    [301, 'Moved Permanently', 'it returned HTTP 301 to CONNECT'],
  ])('with %i ends it there, and says so', async (status, reason, said) => {
    const answer = `HTTP/1.1 ${status} ${reason}\r\nContent-Length: 6\r\n\r\nNo way`;
    const proxy = await listen({ onRequest: ({ socket }) => socket.write(answer) });
    setProxyEnvironment({ HTTPS_PROXY: `http://ada:geheimnis@127.0.0.1:${proxy.port}` });
    const result = await sendOnce(url);
    expect(result).toEqual({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'proxy',
      proxyStatus: status,
      detail: `the proxy 127.0.0.1:${proxy.port}: ${said}`,
    });
    await until(() => proxy.visits[0]?.end !== 'open');
    expect(proxy.requests).toHaveLength(1);
  });

  it.each([
    ['no HTTP', ({ socket }) => socket.write('220 smtp.example ready\r\n'), /HPE_INVALID/],
    ['half a status line', ({ socket }) => socket.end('HTTP/1.1 20'), /hang up/],
    ['nothing, and ends the connection', ({ socket }) => socket.end(), /hang up/],
    ['nothing, and resets the connection', ({ socket }) => socket.resetAndDestroy(), /ECONNRESET/],
  ] satisfies [string, (visit: Visit) => void, RegExp][])(
    'with %s fails, and is named',
    async (_, onRequest, detail) => {
      const proxy = await listen({ onRequest });
      setProxyEnvironment({ HTTPS_PROXY: proxy.url });
      const result = await sendOnce(url);
      expect(result).toMatchObject({
        kind: 'no-response',
        phase: 'connecting',
        cause: 'proxy',
        detail: expect.stringMatching(detail),
      });
      expect(result).toMatchObject({
        detail: expect.stringContaining(`the proxy 127.0.0.1:${proxy.port}`),
      });
      await until(() => proxy.visits.every(({ end, closed }) => closed || end !== 'open'));
    },
  );

  it.each([
    ['and then ends the connection', ({ socket }) => socket.end(established)],
    ['and then resets it', ({ socket }) => socket.write(established, () => socket.destroy())],
    ['and then speaks no TLS', ({ socket }) => socket.write(`${established}hello there`)],
    [
      'and then resets it in the handshake',
      ({ socket }) => {
        socket.write(established);
        socket.once('data', () => socket.resetAndDestroy());
      },
    ],
  ] satisfies [string, (visit: Visit) => void][])('with 200 %s', async (_, onRequest) => {
    const proxy = await listen({ onRequest });
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    const result = await sendOnce(url);
    expect(result).toMatchObject({ kind: 'no-response', phase: 'connecting', cause: 'network' });
    await until(() => proxy.visits.every(({ end, closed }) => closed || end !== 'open'));
  });
});

it('a proxy that wants a password and was given none is asked for by name', async () => {
  const answer = 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n';
  const proxy = await listen({ onRequest: ({ socket }) => socket.write(answer) });
  setProxyEnvironment({ HTTPS_PROXY: proxy.url });
  expect(await sendOnce(url)).toMatchObject({
    proxyStatus: 407,
    detail: `the proxy 127.0.0.1:${proxy.port}: it requires a user name and password (HTTP 407)`,
  });
});

describe('a proxy that falls silent', () => {
  it.each([
    ['at once', ''],
    ['within its answer', 'HTTP/1.1 200 Conn'],
    ['after its answer', established],
  ])('%s is left in time, or when cancelled, and sees the connection end', async (_, bytes) => {
    const proxy = await listen({ onRequest: ({ socket }) => socket.write(bytes) });
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    const startedMs = performance.now();
    expect(await sendOnce(url, { timeoutMs: 200 })).toMatchObject({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'timeout',
    });
    expect(performance.now() - startedMs).toBeLessThan(700);

    const controller = new AbortController();
    const sending = sendOnce(url, { signal: controller.signal });
    await until(() => proxy.requests.length === 2);
    await pause(20);
    controller.abort();
    expect(await sending).toMatchObject({ phase: 'connecting', cause: 'aborted' });
    await until(() => proxy.visits.every(({ end }) => end !== 'open'));
    expect(proxy.visits).toHaveLength(2);
  });

  it('without a response to TLS, likewise', async () => {
    const proxy = await listen();
    setProxyEnvironment({ HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` });
    const result = await sendOnce(url, { timeoutMs: 200 });
    expect(result).toMatchObject({ phase: 'connecting', cause: 'timeout' });
    await until(() => proxy.visits[0]?.end !== 'open');
  });
});

describe('a proxy that is not there', () => {
  it('fails by its own address: the upstream is not asked instead', async () => {
    const port = await closedPort();
    setProxyEnvironment({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(await sendOnce(url)).toEqual({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'proxy',
      detail: `the proxy 127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}`,
    });
  });

  it.each([
    ['socks5://127.0.0.1:1080', /^HTTPS_PROXY has a scheme other than http:\/\/ and https:\/\//],
    ['http://127.0.0.1:port', /HTTPS_PROXY is not a URL/],
  ])('as in %s is not a reason to go without', async (value, detail) => {
    setProxyEnvironment({ HTTPS_PROXY: value });
    expect(await sendOnce(url)).toEqual({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'proxy-settings',
      detail: expect.stringMatching(detail),
    });
  });

  it('is tried for a host that only begins like loopback', async () => {
    const port = await closedPort();
    setProxyEnvironment({ HTTPS_PROXY: `http://127.0.0.1:${port}` });
    expect(await sendOnce('https://127.evil.invalid/')).toMatchObject({
      detail: expect.stringMatching(/^the proxy .*ECONNREFUSED/),
    });
  });
});
