import { expect, it } from 'vitest';
import { decodePercent } from '../../../src/text/decode.ts';

it.each([
  ['a%20b%C3%A4', 'a bä'],
  ['100 %', '100 %'],
  ['%E4', '%E4'],
])('decodes %j', (text, decoded) => {
  expect(decodePercent(text)).toBe(decoded);
});
