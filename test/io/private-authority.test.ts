/** `NODE_EXTRA_CA_CERTS` makes a private authority acceptable; nothing makes a bad certificate so. */

import { describe, expect, it } from 'vitest';
import { usePrivateAuthority } from '../support/private-authority.ts';
import { runModule, sourceUrl } from '../support/program.ts';
import { listen, ok } from '../support/raw-server.ts';

/** Sends once in a process of its own, since Node reads these variables as it starts. */
async function sendWith(env: Readonly<Record<string, string>>, url: string) {
  const { code, stdout } = await runModule(
    `
    const { createTransport } = await import(${sourceUrl('io/transport.ts')});
    const { send } = createTransport();
    const limits = { timeoutMs: 5000, signal: new AbortController().signal };
    const authorization = { scheme: 'bearer', token: 't' };
    const result = await send({ url: '${url}', contentType: 'a/b', body: '', authorization }, limits);
    console.log(JSON.stringify(result));
    `,
    env,
  );
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe('a private certificate authority (needs openssl)', () => {
  const { file, issue } = usePrivateAuthority();

  const serve = (names: readonly string[], days?: number) =>
    listen({ keys: issue(names, days), onRequest: ({ socket }) => socket.write(ok()) });

  it('is accepted when NODE_EXTRA_CA_CERTS names it', async () => {
    const { port } = await serve(['DNS:localhost']);
    const url = `https://localhost:${port}/`;
    expect(await sendWith({ NODE_EXTRA_CA_CERTS: file }, url)).toMatchObject({ status: 200 });
  });

  it.each([
    ['without the variable', ['DNS:localhost'], 2, {}],
    ['for another host', ['DNS:other.example'], 2, { NODE_EXTRA_CA_CERTS: file }],
    ['after its last day', ['DNS:localhost'], -1, { NODE_EXTRA_CA_CERTS: file }],
    [
      'with NODE_TLS_REJECT_UNAUTHORIZED=0',
      ['DNS:localhost'],
      2,
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    ],
  ])('is not accepted %s', async (_, names, days, env: Readonly<Record<string, string>>) => {
    const server = await serve(names, days);
    expect(await sendWith(env, `https://localhost:${server.port}/`)).toMatchObject({
      kind: 'no-response',
      phase: 'connecting',
      cause: 'certificate',
    });
    expect(server.requests).toEqual([]);
  });
});
