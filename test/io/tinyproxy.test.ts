/** The transport through a proxy that we did not write, as its own log tells it. */

import tls from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, type Keys } from '../support/certificates.ts';
import { addHostName, canAddHostNames, ownHostName } from '../support/host-names.ts';
import { hasProgram, needs, needsProgram } from '../support/programs.ts';
import { setProxyEnvironment } from '../support/proxy-environment.ts';
import { closedPort, listen, ok, type Visit } from '../support/raw-server.ts';
import { startTinyproxy } from '../support/tinyproxy.ts';
import { openClient, sendOnce } from '../support/transport.ts';

const ownName = await ownHostName();

describe('through tinyproxy (needs tinyproxy, openssl and a name that is not loopback)', () => {
  needsProgram('tinyproxy');
  needsProgram('openssl');
  needs(
    ownName !== undefined || canAddHostNames(),
    'this machine has no name but localhost, and /etc/hosts cannot be written',
  );

  let keys: Keys;

  beforeAll(() => {
    if (!hasProgram('openssl')) return;
    const authority = createAuthority();
    keys = authority.issue([`DNS:${ownName ?? 'upstream.walkme.test'}`]);
    tls.setDefaultCACertificates([authority.certificate]);
  });

  /** An upstream that can be reached with and without the proxy. */
  async function startUpstream() {
    const name = ownName ?? addHostName('upstream.walkme.test', ['127.0.0.1']);
    const onRequest = ({ socket }: Visit) => socket.write(ok());
    const server = await listen({ keys, host: '0.0.0.0', onRequest });
    return {
      server,
      name,
      authority: `${name}:${server.port}`,
      url: `https://${name}:${server.port}/send`,
    };
  }

  it('https goes by CONNECT, once for each request', async () => {
    const upstream = await startUpstream();
    const proxy = await startTinyproxy();
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    const { send } = openClient();
    expect(await send(upstream.url)).toMatchObject({ kind: 'response', status: 200 });
    expect(await send(upstream.url)).toMatchObject({ kind: 'response', status: 200 });
    const line = `CONNECT ${upstream.authority} HTTP/1.1`;
    expect(proxy.asked()).toEqual([line, line]);
    expect(proxy.reached()).toEqual([upstream.name, upstream.name]);
    expect(upstream.server.requests).toHaveLength(2);
  });

  it('a port that it does not allow is refused with 403', async () => {
    const upstream = await startUpstream();
    const proxy = await startTinyproxy(['ConnectPort 443']);
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    expect(await sendOnce(upstream.url)).toMatchObject({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'proxy',
      proxyStatus: 403,
    });
    expect(proxy.asked()).toEqual([`CONNECT ${upstream.authority} HTTP/1.1`]);
    expect(upstream.server.visits).toEqual([]);
  });

  it('a password opens it', async () => {
    const upstream = await startUpstream();
    const proxy = await startTinyproxy(['BasicAuth ada geheimnis']);
    setProxyEnvironment({ HTTPS_PROXY: `http://ada:%67eheimnis@127.0.0.1:${proxy.port}` });
    expect(await sendOnce(upstream.url)).toMatchObject({ kind: 'response', status: 200 });
    expect(proxy.reached()).toEqual([upstream.name]);
  });

  it.each([
    // RFC 9110 wants 407; tinyproxy 1.11 answers 401 to a wrong password.
    ['a wrong password', 'ada:wrong@', [401, 407]],
    ['no password', '', [407]],
  ])('%s is refused, and the upstream hears nothing of it', async (_, credentials, statuses) => {
    const upstream = await startUpstream();
    const proxy = await startTinyproxy(['BasicAuth ada geheimnis']);
    setProxyEnvironment({ HTTPS_PROXY: `http://${credentials}127.0.0.1:${proxy.port}` });
    const result = await sendOnce(upstream.url);
    expect(result).toMatchObject({ kind: 'no-response', phase: 'connecting', cause: 'proxy' });
    expect(statuses).toContain(result.kind === 'no-response' && result.proxyStatus);
    expect(upstream.server.visits).toEqual([]);
  });

  it('an upstream that is not there is its failure, not ours', async () => {
    const upstream = await startUpstream();
    const proxy = await startTinyproxy();
    setProxyEnvironment({ HTTPS_PROXY: proxy.url });
    const url = `https://${upstream.name}:${await closedPort()}/`;
    expect(await sendOnce(url)).toMatchObject({ phase: 'connecting', cause: 'proxy' });
    expect(upstream.server.visits).toEqual([]);
  });
});
