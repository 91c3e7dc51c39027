import { expect, it } from 'vitest';
import { describePath, entryOf, type Path } from '../../../src/document/tree.ts';
import { treeOf } from '../payload/support.ts';

it.each<[Path, string]>([
  [[], ''],
  [['notification'], 'notification'],
  [['notification', 'override', 'URL'], 'notification.override.URL'],
  [['notifications', 0, 'endUsersIds', 12], 'notifications[0].endUsersIds[12]'],
  [['notifications', 0, 'audiencesIds', 'E12345', 1], 'notifications[0].audiencesIds.…[1]'],
  [['notifications', 0, 'endUserIds', 'E12345'], 'notifications[0].endUserIds.…'],
  [['octocat', 'E12345', 0], 'octocat.…[0]'],
  [[3], '[3]'],
  [['0'], '0'],
])('the path %j is written %j', (path, written) => {
  expect(describePath(path)).toBe(written);
});

it('of a key that stands twice, the last value counts', async () => {
  const tree = await treeOf('a: first\nb: other\na: last');
  if (tree.kind !== 'mapping') throw new Error('it is no mapping');
  expect(entryOf(tree, 'a')).toMatchObject({ value: { text: 'last' }, at: { line: 3 } });
  expect(entryOf(tree, 'b')).toMatchObject({ value: { text: 'other' } });
  expect(entryOf(tree, 'toString')).toBeUndefined();
});
