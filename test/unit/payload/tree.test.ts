import { describe, expect, it } from 'vitest';
import {
  asDocumentError,
  child,
  DocumentError,
  describePath,
  entryOf,
  type Mapping,
  type Path,
  type Scalar,
} from '../../../src/payload/tree.ts';

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
  [[3], '[3]'],
  [['0'], '0'],
])('the path %j is written %j', (path, written) => {
  expect(describePath(path)).toBe(written);
});

describe('of a key that stands twice', () => {
  it('the last value counts', () => {
    expect(child(mapping, 'a')).toMatchObject({ text: 'last' });
    expect(child(mapping, 'b')).toMatchObject({ text: 'other' });
  });

  it('the last place counts, asked once or more often', () => {
    expect(entryOf(mapping, 'a')?.at).toEqual({ line: 3, column: 1 });
    expect(entryOf(mapping, 'a')?.at).toEqual({ line: 3, column: 1 });
  });
});

it.each(['c', 'A', '__proto__', 'constructor', 'toString'])('a mapping lacks %s', (key) => {
  expect(child(mapping, key)).toBeUndefined();
  expect(entryOf(mapping, key)).toBeUndefined();
});

it('a document error says why and where', () => {
  const error = new DocumentError('it is empty', { line: 2, column: 7 });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: 'DocumentError',
    message: 'it is empty',
    at: { line: 2, column: 7 },
  });
});

it('an error that is none of the document is passed on', () => {
  const own = new DocumentError('it is empty', { line: 1, column: 1 });
  expect(asDocumentError(own)).toBe(own);
  const other = new TypeError('a fault of ours');
  expect(() => asDocumentError(other)).toThrow(other);
  expect(() => asDocumentError('text')).toThrow('text');
});
