import { expect, it } from 'vitest';
import { distinctBy } from '../../../src/text/once.ts';

it('of those with the same key only the first stays', () => {
  expect(distinctBy(['a', 'B', 'A', 'b', 'c'], (it) => it.toLowerCase())).toEqual(['a', 'B', 'c']);
});
