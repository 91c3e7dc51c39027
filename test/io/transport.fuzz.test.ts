/** Whatever a server says, in whatever pieces: one result comes of it, in time, and never a lie. */

import { expect, it } from 'vitest';
import fc from '../support/fast-check.ts';
import { listen, type Visit } from '../support/raw-server.ts';
import { sendOnce } from '../support/transport.ts';

/** Pieces of an answer that are right alone, and seldom together. */
const piece = fc.oneof(
  fc.constantFrom(
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 503 No\r\n',
    'HTTP/1.0 404 No\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.1 101 Other\r\n',
    'HTTP/2 200\r\n',
    'Content-Length: 5\r\n',
    'Content-Length: -1\r\n',
    'Content-Length: 99999999999999999999\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Connection: close\r\n',
    'Connection: Upgrade\r\nUpgrade: x\r\n',
    'Keep-Alive: timeout=0\r\n',
    'Trailer: x\r\n',
    '\r\n',
    '\r\n\r\n',
    '5\r\nhello\r\n',
    '0\r\n\r\n',
    'fffffffffffffffff\r\n',
    'hello',
    '\n',
    ' ',
    ':',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const answer = fc.record({
  begin: fc.constantFrom(
    '',
    'HTTP/1.1 429 Wait\r\nRetry-After: 1\r\n',
    'HTTP/1.1 500 No\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
  ),
  pieces: fc.array(piece, { maxLength: 6 }),
  /** Whether the pieces are written one by one. */
  inPieces: fc.boolean(),
  end: fc.constantFrom('end', 'resetAndDestroy', 'destroy'),
});

it('any answer at all makes one result', async () => {
  let script = { begin: '', pieces: [''], inPieces: false, end: 'end' };
  const onRequest = ({ socket }: Visit): void => {
    const texts = [script.begin, ...script.pieces];
    for (const text of script.inPieces ? texts : [texts.join('')]) socket.write(text);
    if (script.end === 'end') socket.end();
    else if (script.end === 'destroy') socket.destroySoon();
    else setTimeout(() => socket.resetAndDestroy(), 2);
  };
  const server = await listen({ onRequest });
  const seen = { response: 0, 'no-response': 0 };
  const property = fc.asyncProperty(answer, async (given) => {
    script = given;
    const requests = server.requests.length;
    const result = await sendOnce(server.url, { timeoutMs: 2000 });
    expect(server.requests.length).toBe(requests + 1);
    seen[result.kind] += 1;
    const said = given.begin + given.pieces.join('');
    if (result.kind === 'response') {
      expect(said).toMatch(new RegExp(`HTTP/\\d\\.\\d 0*${result.status}`));
    } else {
      expect(result).toMatchObject({ phase: 'connected', cause: 'network' });
      expect(result.detail).not.toBe('');
    }
  });
  await fc.assert(property, { numRuns: 1000 });
  // Both were really reached.
  expect(Math.min(seen.response, seen['no-response'])).toBeGreaterThan(100);
});
