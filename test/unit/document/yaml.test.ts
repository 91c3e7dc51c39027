import { describe, expect, it } from 'vitest';
import { parse, treeOf } from '../payload/support.ts';
import { outline } from './outline.ts';

describe('an unquoted YAML value', () => {
  it.each<[string, string | number | boolean | null, string]>([
    ['1.10', 1.1, '1.10'],
    ['0x1F', 31, '0x1F'],
    ['012', 12, '012'],
    ['1e3', 1000, '1e3'],
    ['-0', -0, '-0'],
    ['12345678901234567890', 12_345_678_901_234_567_000, '12345678901234567890'],
    ['1_000', '1_000', '1_000'],
    ['true', true, 'true'],
    ['False', false, 'False'],
    ['yes', 'yes', 'yes'],
    ['~', null, ''],
    ['null', null, ''],
    ['.inf', '.inf', '.inf'],
    ['.NaN', '.NaN', '.NaN'],
    ['1e999', '1e999', '1e999'],
    ['2026-06-30', '2026-06-30', '2026-06-30'],
    ['2026-06-30T18:00:00Z', '2026-06-30T18:00:00Z', '2026-06-30T18:00:00Z'],
    ['${{ github.actor }}', '${{ github.actor }}', '${{ github.actor }}'],
    ['“Hello”', '“Hello”', '“Hello”'],
    ['!!str 1.10', '1.10', '1.10'],
    ['!!int "0x1F"', 31, '0x1F'],
    ['!!timestamp 2020-01-01', '2020-01-01', '2020-01-01'],
    ['!!binary aGk=', 'aGk=', 'aGk='],
    ['!!str', '', ''],
  ])('%s keeps the letters it was written with', async (written, value, text) => {
    expect(await treeOf(`a: ${written}`)).toMatchObject({
      entries: [{ value: { kind: 'scalar', value, text } }],
    });
  });
});

describe('a quoted or long YAML value', () => {
  it.each<[string, string]>([
    ["'true'", 'true'],
    ["'it''s'", "it's"],
    ['"\\u0041\\n\\ud83d"', 'A\n\ud83d'],
    ['|\n  x: 1\n\n  # y\n', 'x: 1\n\n# y\n'],
    ['>-\n  x\n  y\n', 'x y'],
    ['x\n  y', 'x y'],
  ])('%j is the text %j', async (written, text) => {
    expect(await treeOf(`a: ${written}`)).toMatchObject({
      entries: [{ value: { kind: 'scalar', value: text, text } }],
    });
  });
});

it('every node knows its location', async () => {
  const text =
    '# head\nnotification:\n  title:  hello\n  endUsersIds:\n    - ann\n    -\n  override: {A: 1}\n';
  expect(outline(await treeOf(text))).toEqual([
    ' 2:1 mapping',
    '- notification 2:1',
    'notification 3:3 mapping',
    '- title 3:3',
    '- endUsersIds 4:3',
    '- override 7:3',
    'notification.title 3:11 "hello"',
    'notification.endUsersIds 5:5 list',
    'notification.endUsersIds[0] 5:7 "ann"',
    'notification.endUsersIds[1] 6:6 ""',
    'notification.override 7:13 mapping',
    '- A 7:14',
    'notification.override.A 7:17 "1"',
  ]);
});

it.each<[string, readonly string[]]>([
  ['1: a\ntrue: b\n~: c\n1.10: d\n0x1F: e', ['1', 'true', '~', '1.10', '0x1F']],
  ['"a b": 1\n\'c\': 2', ['a b', 'c']],
  ['? d\n: 1\n? e', ['d', 'e']],
  [': x', ['']],
  ['{f, g: 1}', ['f', 'g']],
  ['<<: 1\n__proto__: 2', ['<<', '__proto__']],
  ['a: 1\na: 2', ['a', 'a']],
])('the keys of %j are %j', async (text, keys) => {
  expect(await treeOf(text)).toMatchObject({ entries: keys.map((key) => ({ key })) });
});

it.each(['', '  ', '\n\n', '# nothing\n', '\t'])('%j is refused as empty', async (text) => {
  const { tree, errors } = await parse(text);
  expect(tree).toBeUndefined();
  expect(errors).toMatchObject([{ message: '`payload-file` is not valid YAML: it is empty.' }]);
});

it.each(['---', '~', 'null'])('%j is a document that is null', async (text) => {
  expect(await treeOf(text)).toMatchObject({ kind: 'scalar', value: null });
});

it.each([
  ['---\na: yes\n...\n', 2],
  ['%YAML 1.1\n---\na: yes', 3],
])('one document may be marked as such, and is YAML 1.2: %j', async (text, line) => {
  expect(await treeOf(text)).toMatchObject({ line, entries: [{ value: { value: 'yes' } }] });
});

it.each<[string, number, number, RegExp]>([
  ['a: 1\n...\nb: 2', 3, 1, /second document/],
  ['{a: b', 1, 6, /the \{ in line 1 is not closed/],
  ['? [x]\n: 1', 1, 1, /begins with `\?`/],
  ['a: &x b\n*x : 1', 2, 1, /begins with `\*`/],
  ['a: !!set [a]', 1, 4, /begins with `!`/],
  ['a: !!omap [b: 1]', 1, 11, /tag of this value is not supported/],
  ['%YAML 1.3\n---\na: 1', 1, 7, /directive/],
  ['version https://git-lfs.github.com/spec/v1\noid x', 1, 1, /pointer of Git LFS/],
  ['```yaml\na: b\n```', 1, 1, /between the ``` lines of Markdown/],
  ['a: b\n<<<<<<< HEAD\nc: d', 2, 1, /merge conflict/],
])('%j is refused at line %i, column %i', async (text, line, column, reason) => {
  const { tree, errors } = await parse(text);
  expect(tree).toBeUndefined();
  expect(errors[0]).toMatchObject({
    code: 'payload-invalid',
    message: expect.stringMatching(reason),
    location: { line, column },
  });
});

describe('an alias', () => {
  it.each<[text: string, lines: readonly string[]]>([
    ['- &x 1.10\n- *x', ['[0] 1:6 "1.10"', '[1] 1:6 "1.10"']],
    ['- &x a\n- &x b\n- *x', ['[0] 1:6 "a"', '[1] 2:6 "b"', '[2] 2:6 "b"']],
    ['- &n\n- *n', ['[0] 1:5 ""', '[1] 1:5 ""']],
    ['- &l [a]\n- *l', ['[0] 1:6 list', '[0][0] 1:7 "a"', '[1] 1:6 list', '[1][0] 1:7 "a"']],
  ])('in %j is the value of the nearest anchor above it', async (text, lines) => {
    expect(outline(await treeOf(text)).slice(1)).toEqual(lines);
  });

  it.each<[string, number, number, RegExp]>([
    ['a: *nobody', 1, 4, /begins with `\*`, .*alias/],
    ['a: *x\nb: &x 1', 1, 4, /begins with `\*`, .*alias/],
    ['a: &x [*x]', 1, 7, /deeper than 64/],
    ['a: &x {b: {c: *x}}', 1, 11, /deeper than 64/],
    ['&a a: &b [*b, *b]', 1, 10, /deeper than 64/],
  ])('in %j is refused', async (text, line, column, reason) => {
    expect((await parse(text)).errors).toMatchObject([
      { message: expect.stringMatching(reason), location: { line, column } },
    ]);
  });
});
