import { expect, it } from 'vitest';
import { distinctBy } from '../../../src/text/once.ts';

it('keeps the first item of each key', () => {
  expect(distinctBy(['a', 'B', 'A', 'b', 'c'], (it) => it.toLowerCase())).toEqual(['a', 'B', 'c']);
});
