/** Where GitHub is asked, by the environment that a process starts with, and that nothing is printed. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAuthority } from '../support/certificates.ts';
import { tunnel } from '../support/fake-proxy.ts';
import { folderWith } from '../support/folder-with.ts';
import { identity, membersOf, reply, startGraphqlServer } from '../support/graphql-server.ts';
import { runModule, sourceUrl } from '../support/program.ts';
import { needsProgram } from '../support/programs.ts';
import { listen } from '../support/raw-server.ts';

const members = membersOf([identity('octocat', 'ada@x')]);

async function startGithub(headers: Readonly<Record<string, string>> = {}) {
  const server = await startGraphqlServer((response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    reply(response, members);
  });
  onTestFinished(() => server.close());
  return server;
}

/** Asks for one login in a process with this environment. */
async function askWith(env: Readonly<Record<string, string>>, timeoutMs = 5000) {
  const resultFile = join(folderWith(), 'result.json');
  const finished = await runModule(
    `
    import { writeFileSync } from 'node:fs';
    const { lookUpIdentities } = await import(${sourceUrl('io/identities.ts')});
    const signal = AbortSignal.timeout(${timeoutMs});
    const lookUp = { token: 'ghp_token', organization: 'acme', requestTimeoutMs: 5000, signal };
    const { found, reason } = await lookUpIdentities(['octocat'], lookUp);
    writeFileSync(process.env.RESULT, JSON.stringify({ found: Object.fromEntries(found), reason }));
    process.exit(0);
    `,
    { RESULT: resultFile, ...env },
  );
  const { code, stdout, stderr } = finished;
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
  return JSON.parse(readFileSync(resultFile, 'utf8'));
}

const found = { octocat: 'ada@x' };

describe('the address', () => {
  it.each([
    ['', 'POST /graphql'],
    ['/api/v3', 'POST /api/graphql'],
    ['/api/v3/', 'POST /api/graphql'],
  ])('of an API at %o', async (path, line) => {
    const github = await startGithub();
    expect(await askWith({ GITHUB_API_URL: `${github.url}${path}` })).toEqual({ found });
    expect(github.asked.map((one) => one.line)).toEqual([line]);
  });

  it('that is none is a reason, not a crash', async () => {
    expect(await askWith({ GITHUB_API_URL: 'nonsense' })).toEqual({
      found: {},
      reason: expect.stringContaining('Invalid URL'),
    });
  });
});

describe('a proxy', () => {
  it('that cannot be used is never passed over', async () => {
    const env = { GITHUB_API_URL: 'https://ghe.invalid/api/v3', HTTPS_PROXY: 'socks5://127.0.0.1' };
    const reason = expect.stringMatching(/^HTTPS_PROXY has a scheme other/);
    expect(await askWith(env)).toEqual({ found: {}, reason });
  });

  it.each([
    ['refuses', 'HTTP/1.1 403 Forbidden\r\n\r\n', /^the proxy .*HTTP 403 to CONNECT$/],
    ['says nothing', '', /^GitHub did not respond in time$/],
  ])('that %s is the end of it', async (_, bytes, reason) => {
    const proxy = await listen({ onRequest: ({ socket }) => socket.write(bytes) });
    const env = { GITHUB_API_URL: 'https://ghe.invalid/api/v3', HTTPS_PROXY: proxy.url };
    expect(await askWith(env, 1000)).toEqual({
      found: {},
      reason: expect.stringMatching(reason),
    });
    expect(proxy.requests.map(({ line }) => line)).toContain('CONNECT ghe.invalid:443 HTTP/1.1');
  });
});

describe('a proxy to an API with TLS (needs openssl)', () => {
  needsProgram('openssl');

  it('gets the password, and the API an accepted certificate', async () => {
    const authority = createAuthority();
    const file = join(folderWith(), 'ca.pem');
    writeFileSync(file, authority.certificate);
    const text = JSON.stringify(members);
    const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}`;
    const github = await listen({
      keys: authority.issue(['DNS:ghe.invalid']),
      onRequest: ({ socket }) => socket.write(`${head}\r\n\r\n${text}`),
    });
    const proxy = await listen({
      onRequest: (visit) => tunnel(visit, github.port, 'HTTP/1.1 200 OK\r\n\r\n'),
    });
    const result = await askWith({
      GITHUB_API_URL: 'https://ghe.invalid/api/v3',
      HTTPS_PROXY: `http://ada:p%40ss@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: file,
    });
    expect(result).toEqual({ found });
    // ada:p@ss
    const names = proxy.requests[0]?.headers.map(
      ([name, value]) => `${name.toLowerCase()}: ${value}`,
    );
    expect(names).toContain('proxy-authorization: Basic YWRhOnBAc3M=');
    expect(github.requests[0]?.line).toBe('POST /api/graphql HTTP/1.1');
  });
});

describe('nothing is printed', () => {
  it('when GitHub says that the API is deprecated', async () => {
    const github = await startGithub({ deprecation: 'true', sunset: 'tomorrow' });
    expect(await askWith({ GITHUB_API_URL: github.url })).toEqual({ found });
  });

  it('when the event is not JSON', async () => {
    const github = await startGithub();
    const event = join(folderWith(), 'event.json');
    writeFileSync(event, '::error::{');
    const result = await askWith({ GITHUB_API_URL: github.url, GITHUB_EVENT_PATH: event });
    expect(result.found).toEqual({});
    expect(result.reason).toContain('JSON');
  });
});
