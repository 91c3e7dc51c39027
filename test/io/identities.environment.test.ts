/** Where GitHub is asked, by the environment that a process starts with, and that nothing is printed. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { folderWith } from '../support/folder-with.ts';
import { identity, membersOf, reply, startGraphqlServer } from '../support/graphql-server.ts';
import { runModule, sourceUrl } from '../support/program.ts';

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
async function askWith(env: Readonly<Record<string, string>>) {
  const resultFile = join(folderWith(), 'result.json');
  const finished = await runModule(
    `
    import { writeFileSync } from 'node:fs';
    const { lookUpIdentities } = await import(${sourceUrl('io/identities.ts')});
    const { found, reason } = await lookUpIdentities(['octocat'], {
      token: 'ghp_token',
      apiUrl: process.env.GITHUB_API_URL,
      organization: 'acme',
      requestTimeoutMs: 5000,
      remainingMs: 5000,
      signal: new AbortController().signal,
      log: () => undefined,
    });
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

it('an address that is none is a reason, not a crash', async () => {
  expect(await askWith({ GITHUB_API_URL: 'nonsense' })).toEqual({
    found: {},
    reason: expect.stringContaining('Invalid URL'),
  });
});

it('never passes over a proxy that cannot be used', async () => {
  const env = { GITHUB_API_URL: 'https://ghe.invalid/api/v3', HTTPS_PROXY: 'socks5://127.0.0.1' };
  const reason = expect.stringMatching(/^HTTPS_PROXY has a scheme other/);
  expect(await askWith(env)).toEqual({ found: {}, reason });
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
