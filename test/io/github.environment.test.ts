/** Where GitHub's REST API is requested, by the environment that a process starts with. */

import { describe, expect, it } from 'vitest';
import { workflowRun } from '../support/github-answers.ts';
import { usePrivateAuthority } from '../support/private-authority.ts';
import { runModule, sourceUrl } from '../support/program.ts';
import { listen, ok } from '../support/raw-server.ts';

/** Requests a run in a process with this environment, and returns the response. */
async function requestWith(env: Readonly<Record<string, string>>, remainingMs = 10_000) {
  const startedMs = performance.now();
  const { code, stdout, stderr } = await runModule(
    `
    const { openGithub } = await import(${sourceUrl('io/github.ts')});
    const github = await openGithub({
      token: 'ghs_token',
      apiUrl: process.env.GITHUB_API_URL,
      requestTimeoutMs: 30_000,
      remainingMs: ${remainingMs},
      signal: new AbortController().signal,
      log: () => undefined,
    });
    const response = await github.get('/repos/{owner}/{repo}', { owner: 'acme', repo: 'harbor' });
    console.log(JSON.stringify(response));
    process.exit(0);
    `,
    env,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return { response: JSON.parse(stdout), tookMs: performance.now() - startedMs };
}

describe('a GitHub Enterprise Server with a private authority (needs openssl)', () => {
  const { file, issue } = usePrivateAuthority();

  const serve = () =>
    listen({
      keys: issue(['DNS:localhost']),
      onRequest: ({ socket }) =>
        socket.write(ok(JSON.stringify(workflowRun()), 'Content-Type: application/json')),
    });

  it('is trusted when NODE_EXTRA_CA_CERTS names the authority', async () => {
    const github = await serve();
    const { response } = await requestWith({
      GITHUB_API_URL: `https://localhost:${github.port}/api/v3`,
      NODE_EXTRA_CA_CERTS: file,
    });
    expect(response).toMatchObject({ kind: 'response', status: 200, body: { run_number: 42 } });
    expect(github.requests[0]?.line).toBe('GET /api/v3/repos/acme/harbor HTTP/1.1');
  });

  it('gets no token without the variable', async () => {
    const github = await serve();
    const url = `https://localhost:${github.port}/api/v3`;
    const { response } = await requestWith({ GITHUB_API_URL: url });
    expect(response).toMatchObject({
      kind: 'no-response',
      because: 'network',
      detail: expect.stringMatching(/certificate/),
    });
    expect(github.requests).toEqual([]);
  });
});

describe('a proxy', () => {
  it.each([
    ['says nothing', ''],
    ['says nothing after it opened the tunnel', 'HTTP/1.1 200 OK\r\n\r\n'],
  ])('that %s is left when the time of the step is over', async (_, bytes) => {
    const proxy = await listen({ onRequest: ({ socket }) => socket.write(bytes) });
    const env = { GITHUB_API_URL: 'https://ghe.invalid/api/v3', HTTPS_PROXY: proxy.url };
    const { response, tookMs } = await requestWith(env, 1000);
    expect(response).toMatchObject({ kind: 'no-response', because: 'deadline' });
    expect(tookMs).toBeLessThan(8000);
    expect(proxy.requests.map(({ line }) => line)).toEqual(['CONNECT ghe.invalid:443 HTTP/1.1']);
  });

  it('that refuses is reported with its status', async () => {
    const bytes = 'HTTP/1.1 403 Forbidden\r\n\r\n';
    const proxy = await listen({ onRequest: ({ socket }) => socket.end(bytes) });
    const env = { GITHUB_API_URL: 'https://ghe.invalid/api/v3', HTTPS_PROXY: proxy.url };
    const { response } = await requestWith(env);
    expect(response).toMatchObject({ because: 'network', detail: expect.stringMatching(/403/) });
  });
});
