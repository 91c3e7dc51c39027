/** TLS: certificates are always checked, and nothing is sent before they were found good. */

import tls from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, type Keys, selfSigned } from '../support/certificates.ts';
import { hasProgram, needsProgram } from '../support/programs.ts';
import { listen, ok, type RawServer } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';
import { pause, until } from '../support/wait.ts';

const names = ['DNS:localhost', 'IP:127.0.0.1'];

function answering(keys: tls.TlsOptions): Promise<RawServer> {
  return listen({ keys, onRequest: ({ socket }) => socket.write(ok()) });
}

describe('an upstream with TLS (needs openssl)', () => {
  needsProgram('openssl');

  let good: Keys;
  const bad = new Map<string, Keys>();

  beforeAll(() => {
    if (!hasProgram('openssl')) return;
    const trusted = createAuthority();
    good = trusted.issue(names);
    bad.set('expired', trusted.issue(names, -1));
    bad.set('for another host', trusted.issue(['DNS:other.example', 'IP:127.0.0.9']));
    bad.set('for its name only', trusted.issue(['DNS:localhost']));
    bad.set('for its address only', trusted.issue(['IP:127.0.0.1']));
    bad.set('signed by itself', selfSigned('localhost', names));
    bad.set('of an unknown issuer', createAuthority('Stranger').issue(names));
    tls.setDefaultCACertificates([trusted.certificate]);
  });

  it.each(['localhost', '127.0.0.1'])(
    'answers at %s, where its certificate is good',
    async (host) => {
      const server = await answering(good);
      const result = await sendOnce(`https://${host}:${server.port}/path`);
      expect(result).toMatchObject({ kind: 'response', status: 200, body: '{"ok":true}' });
      expect(server.requests.map(({ line }) => line)).toEqual(['POST /path HTTP/1.1']);
    },
  );

  it.each([
    ['expired', /CERT_HAS_EXPIRED/],
    ['for another host', /ERR_TLS_CERT_ALTNAME_INVALID/],
    ['signed by itself', /DEPTH_ZERO_SELF_SIGNED_CERT/],
    ['of an unknown issuer', /UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/],
  ])('gets nothing while its certificate is %s', async (kind, detail) => {
    const server = await answering({ ...bad.get(kind) });
    for (const host of ['localhost', '127.0.0.1']) {
      expect(await sendOnce(`https://${host}:${server.port}/`)).toEqual({
        kind: 'no-response',
        phase: 'connecting',
        cause: 'certificate',
        detail: expect.stringMatching(detail),
      });
    }
    await until(() => server.visits.every(({ closed, end }) => closed || end !== 'open'));
    expect(server.visits.map(({ received }) => received).join('')).toBe('');
  });

  it.each([
    ['for its name only', 'localhost', '127.0.0.1'],
    ['for its address only', '127.0.0.1', 'localhost'],
  ])('whose certificate is %s answers at %s, and not at %s', async (kind, good, other) => {
    const server = await answering({ ...bad.get(kind) });
    const url = (host: string) => `https://${host}:${server.port}/`;
    expect(await sendOnce(url(good))).toMatchObject({ kind: 'response', status: 200 });
    expect(await sendOnce(url(other))).toMatchObject({ kind: 'no-response', cause: 'certificate' });
  });

  it('gets its name, but never an address as a name', async () => {
    const server = await answering(good);
    await sendOnce(`https://localhost:${server.port}/`);
    await sendOnce(`https://127.0.0.1:${server.port}/`);
    const told = server.visits.map(({ socket }) => Reflect.get(socket, 'servername'));
    expect(told).toEqual(['localhost', false]);
  });

  it.each([
    ['says nothing', () => undefined, 'timeout'],
    ['ends the connection', ({ socket }) => socket.end(), 'network'],
    ['resets the connection', ({ socket }) => socket.destroy(), 'network'],
  ] satisfies [string, NonNullable<Parameters<typeof listen>[0]>['onRequest'], string][])(
    'may have got the request when it %s after the handshake',
    async (_, onRequest, cause) => {
      const server = await listen({ keys: good, onRequest });
      const result = await sendOnce(`https://127.0.0.1:${server.port}/`, { timeoutMs: 400 });
      expect(result).toMatchObject({ kind: 'no-response', phase: 'connected', cause });
      expect(server.requests).toHaveLength(1);
    },
  );

  it.each([
    ['TLSv1.2', 'connecting'],
    ['TLSv1.3', 'connected'],
  ] as const)(
    'that wants a certificate of ours by %s leaves the phase %s',
    async (version, phase) => {
      const wants = { requestCert: true, minVersion: version, maxVersion: version };
      const server = await answering({ ...good, ...wants });
      const result = await sendOnce(`https://127.0.0.1:${server.port}/`);
      // By TLS 1.3 the handshake ends for us before the server has looked at our certificate.
      expect(result).toMatchObject({ kind: 'no-response', phase, cause: 'network' });
      expect(server.requests).toEqual([]);
    },
  );
});

describe('a handshake that fails', () => {
  it.each([
    ['an answer in plain HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['bytes that mean nothing', '\u0000\u0001garbage\r\n'],
    ['an alert', '\u0015\u0003\u0003\u0000\u0002\u0002\u0028'],
  ])('by %s is a failure of the network', async (_, bytes) => {
    const server = await listen({ onConnect: ({ socket }) => socket.write(bytes, 'latin1') });
    const result = await sendOnce(`https://127.0.0.1:${server.port}/`);
    expect(result).toMatchObject({ phase: 'connecting', cause: 'network' });
    await until(() => server.visits[0]?.end !== 'open');
  });

  it.each([
    ['the end', 'end'],
    ['a reset', 'resetAndDestroy'],
  ] as const)('by %s of the connection is a failure of the network', async (_, method) => {
    const server = await listen({
      onConnect: ({ socket }) => socket.once('data', () => socket[method]()),
    });
    const result = await sendOnce(`https://127.0.0.1:${server.port}/`);
    expect(result).toMatchObject({ phase: 'connecting', cause: 'network' });
    await pause(20);
    expect(server.visits[0]?.received.charCodeAt(0)).toBe(0x16);
  });
});
