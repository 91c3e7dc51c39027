import { createServer, type RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { fetch } from '../../src/io/fetch.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return `http://127.0.0.1:${address.port}`;
}

it('sends method, headers and body, and returns status, headers and body', async () => {
  const url = await serve((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => {
      const { method, url: path, headers } = request;
      response.writeHead(201, { link: '<next>', 'content-type': 'application/json' });
      const { accept, 'accept-encoding': encoding } = headers;
      response.end(JSON.stringify({ method, path, accept, encoding, body }));
    });
  });
  const response = await fetch(`${url}/a?b=%20c`, {
    method: 'PUT',
    headers: { accept: 'application/json', 'accept-encoding': 'gzip' },
    body: 'é',
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('link')).toBe('<next>');
  expect(await response.json()).toEqual({
    method: 'PUT',
    path: '/a?b=%20c',
    accept: 'application/json',
    encoding: 'identity',
    body: 'é',
  });
});

it.each([204, 304])('returns an empty body with HTTP %i', async (status) => {
  const url = await serve((_, response) => response.writeHead(status).end());
  const response = await fetch(url);
  expect(response.status).toBe(status);
  expect(await response.text()).toBe('');
});

it.each([301, 302, 307, 308])('never follows a redirect with HTTP %i', async (status) => {
  let asked = 0;
  const url = await serve((_, response) => {
    asked += 1;
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  await expect(fetch(url)).rejects.toThrow(/redirects are not followed/);
  expect(asked).toBe(1);
});

it('ends when the signal aborts, before and during the request', async () => {
  const url = await serve(() => undefined);
  await expect(fetch(url, { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
  const started = performance.now();
  await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/i);
  expect(performance.now() - started).toBeLessThan(2000);
});

it('rejects where the response breaks off, and where it never ends', async () => {
  const broken = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 10 }).write('half');
    setTimeout(() => response.destroy(), 20);
  });
  await expect(fetch(broken)).rejects.toThrow(/aborted|closed|reset/i);
  const endless = await serve((_, response) => {
    const block = Buffer.alloc(1024 * 1024);
    const write = (): void => {
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', write);
    write();
  });
  await expect(fetch(endless)).rejects.toThrow(/longer than 16 MiB/);
});

it('says what is wrong with an address or a connection', async () => {
  await expect(fetch('nonsense')).rejects.toThrow(/Invalid URL/);
  await expect(fetch('http://127.0.0.1:1')).rejects.toThrow(/ECONNREFUSED/);
});
