/** GitHub's REST API on loopback: what is asked how often, and what a response comes to. */

import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { openGithub } from '../../src/io/github.ts';
import type { GithubAccess } from '../../src/world.ts';
import { type GithubServer, startGithub } from '../support/github-server.ts';
import { reply } from '../support/graphql-server.ts';

const route = '/repos/{owner}/{repo}/actions/runs/{run_id}';

/** Asks a server that answers as it is told. */
async function ask(
  answer: (response: ServerResponse, count: number) => void,
  change: (server: GithubServer) => Partial<GithubAccess> = () => ({}),
) {
  let count = 0;
  const server = await startGithub({
    instead(_, response) {
      count += 1;
      answer(response, count);
      return true;
    },
  });
  const lines: string[] = [];
  const github = await openGithub({
    token: 'ghs_token',
    apiUrl: server.url,
    requestTimeoutMs: 5000,
    remainingMs: 20_000,
    signal: new AbortController().signal,
    log: (line) => lines.push(line),
    ...change(server),
  });
  const response = await github.get(route, { owner: 'acme', repo: 'harbor', run_id: '7', page: 2 });
  return { response, server, lines };
}

const json =
  (body: unknown, status = 200) =>
  (response: ServerResponse) =>
    reply(response, body, { status });

describe('a response', () => {
  it('is reported with status and body', async () => {
    const { response, server, lines } = await ask(json({ id: 7 }));
    expect(response).toEqual({
      kind: 'response',
      status: 200,
      body: { id: 7 },
      isRateLimited: false,
    });
    expect(server.asked).toMatchObject([
      { line: 'GET /repos/acme/harbor/actions/runs/7?page=2', authorization: 'token ghs_token' },
    ]);
    expect(lines).toEqual([
      expect.stringMatching(/^GitHub: GET \/repos\/\{owner\}\/.* HTTP 200 in \d+ ms\.$/),
    ]);
  });

  it.each([401, 403, 404, 422, 429])('of HTTP %i is final', async (status) => {
    const { response, server } = await ask(json({ message: 'no' }, status));
    const isRateLimited = status === 429;
    expect(response).toMatchObject({ kind: 'response', status, isRateLimited });
    expect(server.asked).toHaveLength(1);
  });

  it('of HTTP 403 is a limit of the rate where it says so', async () => {
    const spent = await ask((response) => {
      response.setHeader('x-ratelimit-remaining', '0');
      reply(response, { message: 'no' }, { status: 403 });
    });
    const secondary = await ask(
      json({ message: 'You have exceeded a secondary rate limit.' }, 403),
    );
    for (const { response, server } of [spent, secondary]) {
      expect(response).toMatchObject({ status: 403, isRateLimited: true });
      expect(server.asked).toHaveLength(1);
    }
  });

  it('that is no JSON is reported as text', async () => {
    const { response } = await ask((it) => reply(it, '<html>', { type: 'text/html' }));
    expect(response).toMatchObject({ status: 200, body: '<html>' });
  });
});

describe('what a later attempt may answer', () => {
  it('is retried until it does', async () => {
    const { response, server } = await ask((it, count) =>
      count < 3 ? reply(it, { message: 'busy' }, { status: 502 }) : reply(it, { id: 7 }),
    );
    expect(response).toMatchObject({ status: 200, body: { id: 7 } });
    expect(server.asked).toHaveLength(3);
  });

  it('is retried three times', async () => {
    const { response, server } = await ask(json({ message: 'busy' }, 500));
    expect(response).toMatchObject({ kind: 'response', status: 500 });
    expect(server.asked).toHaveLength(4);
  });

  it('may be a connection that is reset', async () => {
    const { response, server } = await ask((it) => it.socket?.resetAndDestroy());
    expect(response).toMatchObject({ kind: 'no-response', because: 'network' });
    expect(response).toMatchObject({ detail: expect.stringMatching(/ECONNRESET|hang up|closed/) });
    expect(server.asked).toHaveLength(4);
  });

  it('may be an attempt that takes too long', async () => {
    const { response, server } = await ask(
      (it, count) => (count === 1 ? undefined : reply(it, { id: 7 })),
      () => ({ requestTimeoutMs: 200 }),
    );
    expect(response).toMatchObject({ status: 200 });
    expect(server.asked).toHaveLength(2);
  });

  it('is reported as such where none of the attempts ends in time', async () => {
    const { response } = await ask(
      () => undefined,
      () => ({ requestTimeoutMs: 50 }),
    );
    expect(response).toMatchObject({ because: 'network', detail: 'it did not respond in time' });
  });
});

describe('the time of the step', () => {
  it('ends the wait, and nothing is asked after it', async () => {
    const startedMs = performance.now();
    const { response, server } = await ask(
      () => undefined,
      () => ({ remainingMs: 300 }),
    );
    expect(response).toMatchObject({ kind: 'no-response', because: 'deadline' });
    expect(performance.now() - startedMs).toBeLessThan(3000);
    expect(server.asked).toHaveLength(1);
  });

  it('ends the attempts where it does not last for another', async () => {
    const { response, server } = await ask(json({ message: 'busy' }, 503), () => ({
      remainingMs: 400,
    }));
    expect(response).toMatchObject({ status: 503 });
    expect(server.asked).toHaveLength(1);
  });

  it('that is over already asks nothing', async () => {
    const { response, server } = await ask(json({}), () => ({ remainingMs: -1 }));
    expect(response).toMatchObject({ because: 'deadline' });
    expect(server.asked).toEqual([]);
  });

  it('ends with the job', async () => {
    const { response, server } = await ask(json({}), () => ({ signal: AbortSignal.abort() }));
    expect(response).toMatchObject({ because: 'cancelled' });
    expect(server.asked).toEqual([]);
  });

  it('ends with the job, whatever the library waits for', async () => {
    const cancellation = new AbortController();
    const { response } = await ask(
      () => cancellation.abort(),
      () => ({ signal: cancellation.signal }),
    );
    expect(response).toMatchObject({ because: 'cancelled', isLasting: false });
  });
});

describe('the address', () => {
  it.each(['/api/v3', '/api/v3/'])('of Enterprise Server at %s is kept', async (path) => {
    const { server } = await ask(json({}), ({ url }) => ({ apiUrl: `${url}${path}` }));
    expect(server.asked.map(({ line }) => line)).toEqual([
      'GET /api/v3/repos/acme/harbor/actions/runs/7?page=2',
    ]);
  });

  it('that is none is reported as what it is', async () => {
    const { response } = await ask(json({}), () => ({ apiUrl: 'nonsense', remainingMs: 60_000 }));
    expect(response).toMatchObject({ because: 'network', detail: expect.stringMatching(/URL/) });
  });

  it.each([301, 302, 307])('of a redirect by %i is never followed', async (status) => {
    const { response, server } = await ask((it) => {
      it.writeHead(status, { location: '/elsewhere' });
      it.end();
    });
    expect(response).toMatchObject({
      because: 'network',
      detail: expect.stringContaining('redirect'),
    });
    expect(new Set(server.asked.map(({ line }) => line)).size).toBe(1);
  });
});
