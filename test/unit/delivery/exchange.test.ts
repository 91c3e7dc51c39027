import { expect, it } from 'vitest';
import { MAX_REPLY_BYTES } from '../../../src/delivery/exchange.ts';

it('a reply is read up to 256 KiB, four times what the outputs show', () => {
  expect(MAX_REPLY_BYTES).toBe(4 * 65_536);
});
