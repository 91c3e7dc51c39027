/** Proxies that work: what goes through CONNECT, and what the proxy and the upstream see of it. */

import tls from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, type Keys } from '../support/certificates.ts';
import { startProxy, tunnel } from '../support/fake-proxy.ts';
import { hasProgram, needsProgram } from '../support/programs.ts';
import { setProxyEnvironment } from '../support/proxy-environment.ts';
import { listen, listenAndAnswer, ok } from '../support/raw-server.ts';
import { openClient, sendOnce } from '../support/transport.ts';
import { until } from '../support/wait.ts';

/** Nobody can reach it but through a proxy. */
const url = 'https://api.walkme.invalid/public/v1/notifications/send';

describe('https through CONNECT (needs openssl)', () => {
  needsProgram('openssl');

  let keys: Keys;
  let proxyKeys: Keys;

  beforeAll(() => {
    if (!hasProgram('openssl')) return;
    const authority = createAuthority();
    keys = authority.issue(['DNS:api.walkme.invalid']);
    proxyKeys = authority.issue(['DNS:localhost', 'IP:127.0.0.1']);
    tls.setDefaultCACertificates([authority.certificate]);
  });

  const startUpstream = () => listen({ keys, onRequest: ({ socket }) => socket.write(ok()) });

  it('reaches the upstream, and the proxy sees no more than its name', async () => {
    const upstream = await startUpstream();
    const proxy = await startProxy(upstream.port);
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    expect(await sendOnce(url)).toMatchObject({ kind: 'response', status: 200 });
    expect(proxy.visits[0]?.received).toBe(
      'CONNECT api.walkme.invalid:443 HTTP/1.1\r\nhost: api.walkme.invalid:443\r\nConnection: close\r\n\r\n',
    );
    expect(upstream.requests.map(({ line }) => line)).toEqual([
      'POST /public/v1/notifications/send HTTP/1.1',
    ]);
    expect(upstream.requests[0]?.headers).toContainEqual(['host', 'api.walkme.invalid']);
  });

  it('names another port, to the proxy and in the request', async () => {
    const upstream = await startUpstream();
    const proxy = await startProxy(upstream.port);
    setProxyEnvironment({ https_proxy: `127.0.0.1:${proxy.port}` });
    await sendOnce('https://api.walkme.invalid:8443/');
    expect(proxy.requests[0]?.line).toBe('CONNECT api.walkme.invalid:8443 HTTP/1.1');
    expect(upstream.requests[0]?.headers).toContainEqual(['host', 'api.walkme.invalid:8443']);
  });

  it('tells user and password to the proxy, and to nobody else', async () => {
    const upstream = await startUpstream();
    const proxy = await startProxy(upstream.port);
    setProxyEnvironment({ HTTPS_PROXY: `http://a%40b:p%C3%A4%3Ass@127.0.0.1:${proxy.port}` });
    expect(await sendOnce(url)).toMatchObject({ status: 200 });
    // a@b:pä:ss
    const expected = ['proxy-authorization', 'Basic YUBiOnDDpDpzcw=='];
    expect(proxy.requests[0]?.headers).toContainEqual(expected);
    const names = upstream.requests[0]?.headers.map(([name]) => name.toLowerCase());
    expect(names).not.toContain('proxy-authorization');
    expect(proxy.visits[0]?.received).not.toContain('Bearer');
  });

  it('opens a tunnel for each request, and ends it', async () => {
    const upstream = await startUpstream();
    const proxy = await startProxy(upstream.port);
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    const client = openClient();
    await client.send(url);
    await client.send(url);
    expect([proxy.requests.length, upstream.requests.length]).toEqual([2, 2]);
    await until(() => proxy.visits[0]?.end !== 'open' && upstream.visits[0]?.end !== 'open');
  });

  it('ignores headers in the response of a proxy, a length among them', async () => {
    const upstream = await startUpstream();
    const proxy = await listen({
      onRequest: (visit) =>
        tunnel(visit, upstream.port, 'HTTP/1.0 200 OK\r\nVia: x\r\nContent-Length: 9\r\n\r\n'),
    });
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    expect(await sendOnce(url)).toMatchObject({ kind: 'response', status: 200 });
  });

  it('can itself be reached by TLS', async () => {
    const upstream = await startUpstream();
    const proxy = await startProxy(upstream.port, { keys: proxyKeys });
    setProxyEnvironment({ HTTPS_PROXY: `https://ada:geheim@localhost:${proxy.port}` });
    const client = openClient();
    expect(await client.send(url)).toMatchObject({ kind: 'response', status: 200 });
    expect(proxy.requests[0]?.headers).toContainEqual([
      'proxy-authorization',
      'Basic YWRhOmdlaGVpbQ==',
    ]);
    await until(() => proxy.visits[0]?.end !== 'open' && upstream.visits[0]?.end !== 'open');
  });

  it.each([
    ['the upstream', 'proxy', 'upstream'],
    ['the proxy', 'upstream', 'proxy'],
  ])('refuses a certificate of %s that is not its own', async (_, good, bad) => {
    const upstream = await listen({ keys: bad === 'upstream' ? proxyKeys : keys });
    const proxy = await startProxy(upstream.port, { keys: bad === 'proxy' ? keys : proxyKeys });
    setProxyEnvironment({ HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` });
    expect(good).not.toBe(bad);
    expect(await sendOnce(url)).toMatchObject({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'certificate',
      detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    await until(() => proxy.visits.every(({ end, closed }) => closed || end !== 'open'));
    expect(upstream.requests).toEqual([]);
  });
});

describe('http through CONNECT', () => {
  it('asks for port 80, or for the one in the address', async () => {
    const upstream = await listenAndAnswer(ok());
    const proxy = await startProxy(upstream.port);
    setProxyEnvironment({ HTTP_PROXY: proxy.url });
    expect(await sendOnce('http://ghe.invalid/api')).toMatchObject({ status: 200 });
    expect(await sendOnce('http://ghe.invalid:8080/api')).toMatchObject({ status: 200 });
    expect(proxy.requests.map(({ line }) => line)).toEqual([
      'CONNECT ghe.invalid:80 HTTP/1.1',
      'CONNECT ghe.invalid:8080 HTTP/1.1',
    ]);
  });
});

describe('no proxy', () => {
  it('is asked for loopback', async () => {
    const server = await listenAndAnswer(ok());
    const proxy = await startProxy(server.port);
    setProxyEnvironment({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url });
    expect(await sendOnce(server.url)).toMatchObject({ status: 200 });
    expect(await sendOnce(`http://localhost:${server.port}/`)).toMatchObject({ status: 200 });
    await sendOnce(`https://127.0.0.1:${server.port}/`, { timeoutMs: 100 });
    expect(proxy.visits).toEqual([]);
  });

  it('is asked for a host in NO_PROXY', async () => {
    const proxy = await startProxy(1);
    setProxyEnvironment({ HTTPS_PROXY: proxy.url, NO_PROXY: '.invalid' });
    expect(await sendOnce(url, { timeoutMs: 2000 })).toMatchObject({
      phase: 'connecting',
      detail: expect.stringMatching(/getaddrinfo \w+ api\.walkme\.invalid|timed out/),
    });
    expect(proxy.visits).toEqual([]);
  });
});
