import { expect, it } from 'vitest';
import { isLoopback } from '../../../src/http/loopback.ts';

it.each<[string, boolean]>([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['[::1]', true],
  ['localhost.', false],
  ['LOCALHOST', false],
  ['127.0.0', false],
  ['127.0.0.1.', false],
  ['127.0.0.1.evil.com', false],
  ['1127.0.0.1', false],
  ['::1', false],
])('the host %j is this machine: %j', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
