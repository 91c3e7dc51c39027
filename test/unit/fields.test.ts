import { expect, it } from 'vitest';
import { recipientIds } from '../../src/fields.ts';

it('recipients are those of every field that has any', () => {
  expect(recipientIds({})).toEqual([]);
  expect(recipientIds({ endUsersIds: ['a'], audiencesIds: ['b'] }).toSorted()).toEqual(['a', 'b']);
});
