import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inboxFiles } from '../../simulator/inbox/pages.ts';
import { call, getToken, start } from './support.ts';

const folder = new URL('../../simulator/inbox/page/', import.meta.url);
const names = readdirSync(folder).filter((name) => name !== 'tsconfig.json');
const paths = [...inboxFiles.keys()];
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8');

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

describe('the files', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', '<title>Inbox'],
    ['/', 'text/html; charset=utf-8', 'href="/__ledger"'],
    ['/favicon.ico', 'image/svg+xml; charset=utf-8', '<svg'],
    ['/__inbox/theme.css', 'text/css; charset=utf-8', '--accent'],
    ['/__inbox/inbox.js', 'text/javascript; charset=utf-8', 'listen('],
  ])('%s is %s', async (path, type, part) => {
    const seen = await call(await start(), { method: 'GET', path });
    expect(seen.status).toBe(200);
    expect(seen.headers['content-type']).toBe(type);
    expect(seen.body).toContain(part);
  });

  it('are served as they are on disk, and are not in the ledger', async () => {
    const simulator = await start();
    const served = new Set<string>();
    for (const [path, { name }] of inboxFiles) {
      const seen = await call(simulator, { method: 'GET', path });
      expect(seen).toMatchObject({ status: 200, body: textOf(name) });
      served.add(name);
    }
    expect([...served].sort()).toEqual(names.sort());
    expect(simulator.ledger.entries).toEqual([]);
  });

  it('are found from every working directory', () => {
    const url = new URL('../../simulator/simulator.ts', import.meta.url);
    const program = `
      import { startSimulator } from ${JSON.stringify(url.href)};
      const simulator = await startSimulator();
      const page = await fetch(simulator.url);
      console.log(page.status);
      await simulator.close();
    `;
    const options = { encoding: 'utf8', cwd: tmpdir(), timeout: 10_000 } as const;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], options);
    expect(child).toMatchObject({ status: 0, stdout: '200\n' });
  });

  it('are all used by the page', () => {
    const all = names.map(textOf).join('\n');
    for (const path of paths.filter((each) => each.startsWith('/__inbox/'))) {
      const name = path.slice('/__inbox/'.length);
      expect(all.includes(`"${path}"`) || all.includes(`'./${name}'`), path).toBe(true);
    }
  });

  it('load nothing from elsewhere', () => {
    for (const name of names) {
      const urls = textOf(name).match(/\b(?:https?:)?\/\/[\w.-]+/g) ?? [];
      expect(urls.filter((url) => url !== 'http://www.w3.org')).toEqual([]);
    }
  });

  it('have no inline script, style, or handler, and create none from text', () => {
    const page = textOf('index.html');
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/i);
    for (const name of names.filter((each) => each.endsWith('.js'))) {
      expect(textOf(name)).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|Function\(|srcdoc|setHTML/,
      );
    }
  });

  it('have scripts without type errors', () => {
    const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
    const child = spawnSync(tsc, ['-p', fileURLToPath(folder)], { encoding: 'utf8' });
    expect(child).toMatchObject({ status: 0, stdout: '' });
  });
});

describe('safety', () => {
  it.each([...paths, '/__ledger', '/__none'])('sends the safety headers with %s', async (path) => {
    const { headers } = await call(await start(), { method: 'GET', path });
    expect(headers).toMatchObject({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each(paths)('serves %s only by GET', async (path) => {
    const seen = await call(await start(), { method: 'DELETE', path });
    expect(seen.status).toBe(405);
    expect(seen.headers.allow).toBe('GET');
  });
});

describe('clear', () => {
  async function clear(headers: (port: number) => Readonly<Record<string, string>>) {
    const simulator = await start();
    await getToken(simulator);
    const given = { method: 'DELETE', path: '/__ledger', headers: headers(simulator.port) };
    const { status, body } = await call(simulator, given);
    if (status === 204) expect(body).toBe('');
    return { status, left: simulator.ledger.entries.length };
  }

  it.each<[string, (port: number) => Readonly<Record<string, string>>]>([
    [
      'the page',
      (port) => ({ origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' }),
    ],
    [
      'the page by another name',
      (port) => ({ origin: `http://localhost:${port}`, host: `localhost:${port}` }),
    ],
    ['a client that is not a browser', () => ({})],
  ])('is allowed for %s', async (_who, headers) => {
    expect(await clear(headers)).toEqual({ status: 204, left: 0 });
  });

  it.each<[string, (port: number) => Readonly<Record<string, string>>]>([
    ['another site', () => ({ origin: 'https://evil.example' })],
    ['a page without origin', () => ({ origin: 'null' })],
    ['another port', (port) => ({ origin: `http://127.0.0.1:${port + 1}` })],
    ['another scheme', (port) => ({ origin: `https://127.0.0.1:${port}` })],
    ['another of its names', (port) => ({ origin: `http://localhost:${port}` })],
    ['a longer name', (port) => ({ origin: `http://127.0.0.1:${port}.evil.example` })],
    ['another site that hides its origin', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['another port that hides its origin', () => ({ 'sec-fetch-site': 'same-site' })],
  ])('is not allowed for %s', async (_who, headers) => {
    expect(await clear(headers)).toEqual({ status: 403, left: 1 });
  });

  it('has no preflight that admits another site', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' };
    const simulator = await start();
    const seen = await call(simulator, { method: 'OPTIONS', path: '/__ledger', headers });
    expect(seen.status).toBe(405);
    expect(seen.headers).not.toHaveProperty('access-control-allow-methods');
  });
});

it('returns the ledger as JSON, oldest first, without its own pages', async () => {
  const simulator = await start();
  await getToken(simulator);
  await getToken(simulator);
  for (let round = 0; round < 2; round += 1) {
    const seen = await call(simulator, { method: 'GET', path: '/__ledger' });
    expect(seen.status).toBe(200);
    expect(seen.headers['content-type']).toMatch(/^application\/json/);
    expect(JSON.parse(seen.body)).toEqual(simulator.ledger.entries);
    expect(simulator.ledger.entries.map(({ id }) => id)).toEqual([1, 2]);
  }
});

it.each([
  ['/__ledger', 'POST', 405, 'GET, DELETE'],
  ['/', 'POST', 405, 'GET'],
  ['/__other', 'GET', 404, undefined],
])('returns for %s by %s HTTP %i', async (path, method, status, allow) => {
  const simulator = await start();
  const seen = await call(simulator, { path, method });
  expect(seen.status).toBe(status);
  expect(seen.headers.allow).toBe(allow);
  expect(simulator.ledger.entries).toEqual([]);
});

it('serves its pages only to requests for loopback by name', async () => {
  const simulator = await start();
  await getToken(simulator);
  const ask = (host: string, method: string, path: string) =>
    call(simulator, { method, path, headers: { host } });
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const seen = await ask(`${name}:${simulator.port}`, 'GET', '/__ledger');
    expect(seen.status).toBe(200);
  }
  for (const host of [
    'evil.example',
    `evil.example:${simulator.port}`,
    `127.0.0.1.evil.example:${simulator.port}`,
    '127.0.0.1',
    'localhost:1',
  ]) {
    for (const path of [...inboxFiles.keys(), '/__events', '/__ledger', '/__x']) {
      const seen = await ask(host, 'GET', path);
      expect(seen).toMatchObject({ status: 421, end: 'end' });
      expect(seen.body).not.toMatch(/endpoint|token/);
    }
    expect((await ask(host, 'DELETE', '/__ledger')).status).toBe(421);
  }
  expect(simulator.ledger.entries).toHaveLength(1);
});

it('serves the API for every Host', async () => {
  const seen = await call(await start(), { headers: { host: 'api.walkme.com' } });
  expect(seen.status).toBe(401);
});
