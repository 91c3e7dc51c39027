/** What exactly goes over the wire: the server's view of a request, byte by byte. */

import { describe, expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import { listenAndAnswer, ok } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';
import { pause } from '../support/wait.ts';

describe('a request', () => {
  it('is these bytes', async () => {
    const server = await listenAndAnswer(ok());
    await sendOnce(`${server.url}/prefix/public/v1/notifications/send`, {
      contentType: 'application/json',
      body: '{"title":"Ä"}',
      authorization: { scheme: 'bearer', token: 'abc.def-ghi' },
    });
    expect(server.visits[0]?.received).toBe(
      [
        'POST /prefix/public/v1/notifications/send HTTP/1.1',
        `host: 127.0.0.1:${server.port}`,
        'accept: application/json',
        'content-type: application/json',
        `user-agent: notify-walkme-workstation/${version}`,
        'Authorization: Bearer abc.def-ghi',
        'accept-encoding: identity',
        'content-length: 14',
        'connection: close',
        '',
        '{"title":"\u00c3\u0084"}',
      ].join('\r\n'),
    );
  });

  it.each([
    ['a client', 'id', 'secret!!', 'aWQ6c2VjcmV0ISE='],
    ['a secret with colons', 'id', 'a:b:c:d:e', 'aWQ6YTpiOmM6ZDpl'],
    ['letters beyond ASCII', 'ïd', 'sécrët-π', 'w69kOnPDqWNyw6t0Lc+A'],
  ])('carries Basic credentials of %s as RFC 7617 says', async (_, user, password, encoded) => {
    const server = await listenAndAnswer(ok());
    await sendOnce(server.url, { authorization: { scheme: 'basic', user, password } });
    expect(server.requests[0]?.headers).toContainEqual(['Authorization', `Basic ${encoded}`]);
  });

  it.each([
    ['nothing', '', ''],
    ['NUL and control characters', '\0\u0001\u007f', '\0\u0001\u007f'],
    ['two, three and four bytes a letter', 'é€🚀', 'é€🚀'],
    ['half a pair, which no UTF-8 can hold', 'a\ud800b', 'a\ufffdb'],
  ])('with a body of %s arrives whole', async (_, body, arrives) => {
    const server = await listenAndAnswer(ok());
    expect(await sendOnce(server.url, { body })).toMatchObject({ status: 200 });
    const bytes = Buffer.from(server.requests[0]?.body ?? '', 'latin1');
    expect(bytes.toString('utf8')).toBe(arrives);
    expect(server.requests[0]?.headers).toContainEqual(['content-length', String(bytes.length)]);
  });

  it.each([
    ['no path', '', 'POST / HTTP/1.1'],
    ['a prefix', '/a/b/', 'POST /a/b/ HTTP/1.1'],
    ['spaces and letters', '/ä b', 'POST /%C3%A4%20b HTTP/1.1'],
    ['an escape', '/%2e%2F', 'POST /%2e%2F HTTP/1.1'],
  ])('goes to %s', async (_, path, line) => {
    const server = await listenAndAnswer(ok());
    await sendOnce(`${server.url}${path}`);
    expect(server.requests[0]?.line).toBe(line);
  });

  it('with an impossible header goes nowhere', async () => {
    const server = await listenAndAnswer(ok());
    const authorization = { scheme: 'bearer', token: 'a\r\nX-Injected: 1' } as const;
    expect(await sendOnce(server.url, { authorization })).toMatchObject({
      kind: 'no-response',
      detail: expect.stringContaining('ERR_INVALID_CHAR'),
    });
    expect(server.visits.map(({ received }) => received).join('')).toBe('');
  });
});

describe('a redirect', () => {
  it.each([301, 307])('by %i is a response, and is not followed', async (status) => {
    const elsewhere = await listenAndAnswer(ok('elsewhere'));
    const location = `Location: ${elsewhere.url}/taken`;
    const server = await listenAndAnswer(
      `HTTP/1.1 ${status} Moved\r\n${location}\r\nContent-Length: 5\r\n\r\nmoved`,
    );
    expect(await sendOnce(server.url)).toMatchObject({
      kind: 'response',
      status,
      headers: { location: `${elsewhere.url}/taken` },
      body: 'moved',
    });
    await pause(30);
    expect(server.requests).toHaveLength(1);
    expect(elsewhere.visits).toEqual([]);
  });
});
