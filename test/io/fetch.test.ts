import { describe, expect, it } from 'vitest';
import { fetch } from '../../src/io/fetch.ts';
import { resolveNothing } from '../support/host-names.ts';
import { usePrivateAuthority } from '../support/private-authority.ts';
import { setProxyEnvironment } from '../support/proxy-environment.ts';
import { listen, listenAndAnswer, ok, type RawServer } from '../support/raw-server.ts';
import { until } from '../support/wait.ts';

/** A server that writes these texts, and then ends the connection. */
function listenAndEnd(...texts: readonly string[]): Promise<RawServer> {
  return listen({
    onRequest({ socket }) {
      for (const text of texts) socket.write(text);
      socket.end();
    },
  });
}

it('sends method, headers and body, and returns status, headers and body', async () => {
  const { url, requests } = await listenAndAnswer(
    'HTTP/1.1 201 Created\r\nLink: <next>\r\nContent-Length: 7\r\n\r\n{"a":1}',
  );
  const response = await fetch(`${url}/a?b=%20c`, {
    method: 'PUT',
    headers: { accept: 'application/json', 'accept-encoding': 'gzip' },
    body: 'é',
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('link')).toBe('<next>');
  expect(await response.json()).toEqual({ a: 1 });
  expect(requests).toMatchObject([{ line: 'PUT /a?b=%20c HTTP/1.1', body: 'Ã©' }]);
  expect(Object.fromEntries(requests[0]?.headers ?? [])).toMatchObject({
    accept: 'application/json',
    'accept-encoding': 'identity',
    'content-length': '2',
  });
});

it.each([204, 304])('returns an empty body with HTTP %i', async (status) => {
  const { url } = await listenAndAnswer(`HTTP/1.1 ${status} x\r\n\r\n`);
  const response = await fetch(url);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
});

it.each([
  ['a body that the end of the connection ends', ['HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(200_000)]],
  [
    'informational responses before it',
    ['HTTP/1.1 103 x\r\n\r\n'.repeat(9), ok('x'.repeat(200_000))],
  ],
])('reads %s', async (_, texts) => {
  const { url } = await listenAndEnd(...texts);
  expect((await (await fetch(url)).text()).length).toBe(200_000);
});

describe('rejects', () => {
  it.each([
    ['a redirect', 'HTTP/1.1 302 x\r\nLocation: /else\r\n\r\n', /^HTTP 302 .* not followed$/, true],
    [
      'a switch of protocols',
      'HTTP/1.1 101 x\r\nUpgrade: a\r\nConnection: upgrade\r\n\r\n',
      /^HTTP 101$/,
      false,
    ],
    ['101 without a protocol', 'HTTP/1.1 101 x\r\n\r\n', /^HTTP 101$/, false],
    ['informational responses only', 'HTTP/1.1 103 x\r\n\r\n', /hang up/, false],
    ['a status that is none', 'HTTP/1.1 700 x\r\nContent-Length: 0\r\n\r\n', /^HTTP 700$/, false],
    ['no response', '', /hang up/, false],
    ['other bytes', 'SSH-2.0-x\r\n', /Parse Error/, false],
    ['half a response', 'HTTP/1.1 200 x\r\nContent-Length: 10\r\n\r\nhalf', /aborted/, false],
    [
      'half a chunk',
      'HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nx',
      /aborted/,
      false,
    ],
    [
      'what is too long',
      `HTTP/1.1 200 x\r\n\r\n${'x'.repeat(2 ** 24 + 1)}`,
      /longer than 16 MiB/,
      false,
    ],
  ])('%s, after one request', async (_, text, message, isLasting) => {
    const server = await listenAndEnd(text);
    const error: unknown = await fetch(server.url).catch((reason) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ message: expect.stringMatching(message), isLasting });
    expect(server.requests).toHaveLength(1);
    await until(() => server.visits.every(({ closed }) => closed));
  });

  it('what is no address, and a connection that is refused', async () => {
    await expect(fetch('nonsense')).rejects.toThrow(/Invalid URL/);
    await expect(fetch('http://127.0.0.1:1')).rejects.toMatchObject({
      message: expect.stringContaining('ECONNREFUSED'),
      isLasting: false,
    });
  });

  it.each([
    [403, true],
    [407, true],
    [502, false],
  ])('a proxy that returns HTTP %i', async (status, isLasting) => {
    const proxy = await listenAndEnd(`HTTP/1.1 ${status} x\r\nContent-Length: 0\r\n\r\n`);
    setProxyEnvironment({ HTTP_PROXY: proxy.url });
    await expect(fetch('http://api.github.invalid/')).rejects.toMatchObject({
      message: expect.stringContaining(`HTTP ${status}`),
      isLasting,
    });
    expect(proxy.requests).toHaveLength(1);
  });

  it('a proxy variable that cannot be used', async () => {
    setProxyEnvironment({ HTTP_PROXY: 'socks5://ada:geheim@proxy' });
    await expect(fetch('http://api.github.invalid/')).rejects.toMatchObject({
      message: 'HTTP_PROXY has a scheme other than http:// and https://',
      isLasting: true,
    });
  });

  describe('a certificate of a private authority (needs openssl)', () => {
    const { issue } = usePrivateAuthority();

    it('is a lasting failure', async () => {
      const { url } = await listen({ keys: issue(['IP:127.0.0.1']) });
      await expect(fetch(url)).rejects.toMatchObject({
        isLasting: true,
      });
    });
  });
});

describe('ends when the signal aborts', () => {
  const slowName = async (): Promise<string> => {
    resolveNothing();
    return 'http://slow.invalid/';
  };
  const dripping = async (head: string): Promise<string> => {
    const server = await listen({
      onRequest({ socket }) {
        socket.write(head);
        const timer = setInterval(() => socket.write('x'), 10);
        socket.on('close', () => clearInterval(timer));
      },
    });
    return server.url;
  };

  it.each<[phase: string, start: () => Promise<string>]>([
    ['waits for a name', slowName],
    ['waits for a response', async () => (await listen()).url],
    ['waits for the end of the headers', () => dripping('HTTP/1.1 200 OK\r\nX: ')],
    ['waits for the end of the body', () => dripping('HTTP/1.1 200 OK\r\n\r\n')],
  ])('while it %s', async (_, start) => {
    setProxyEnvironment({});
    const url = await start();
    const startedMs = performance.now();
    await expect(fetch(url, { signal: AbortSignal.timeout(50) })).rejects.toThrow(/timeout/i);
    expect(performance.now() - startedMs).toBeLessThan(2000);
  });

  it('before it starts', async () => {
    const server = await listen();
    const signal = AbortSignal.abort();
    await expect(fetch(server.url, { signal })).rejects.toThrow(/aborted/);
    expect(server.visits).toEqual([]);
  });
});
