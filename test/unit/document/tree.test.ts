import { expect, it } from 'vitest';
import {
  describePath,
  entryOf,
  type Mapping,
  type Path,
  type Scalar,
} from '../../../src/document/tree.ts';

const text = (value: string, line: number): Scalar => ({
  kind: 'scalar',
  value,
  text: value,
  line,
  column: 4,
});

const mapping: Mapping = {
  kind: 'mapping',
  line: 1,
  column: 1,
  entries: [
    { key: 'a', at: { line: 1, column: 1 }, value: text('first', 1) },
    { key: 'b', at: { line: 2, column: 1 }, value: text('other', 2) },
    { key: 'a', at: { line: 3, column: 1 }, value: text('last', 3) },
  ],
};

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

it('of a key that stands twice, the last value counts, asked once or more often', () => {
  const last = { value: { text: 'last' }, at: { line: 3, column: 1 } };
  expect(entryOf(mapping, 'a')).toMatchObject(last);
  expect(entryOf(mapping, 'a')).toMatchObject(last);
  expect(entryOf(mapping, 'b')?.value).toMatchObject({ text: 'other' });
});

it.each(['c', 'A', '__proto__', 'constructor', 'toString'])('a mapping lacks %s', (key) => {
  expect(entryOf(mapping, key)).toBeUndefined();
});
