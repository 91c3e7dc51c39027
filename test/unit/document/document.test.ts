import { describe, expect, it } from 'vitest';
import { findKeyErrors, syntaxOfFile, syntaxOfText } from '../../../src/document/document.ts';
import type { Syntax } from '../../../src/document/source.ts';
import { parse, secret, treeOf } from '../payload/support.ts';
import { outline } from './outline.ts';

it.each<[string, Syntax | undefined]>([
  ['a.json', 'json'],
  ['dir.yml/a.jsonc', 'json'],
  ['a.yml', 'yaml'],
  ['A.YAML', 'yaml'],
  ['a.json5', undefined],
  ['', undefined],
])('a file named %j holds %s', (name, syntax) => {
  expect(syntaxOfFile(name, '{}')).toBe(syntax);
});

it('a ready-made file is JSON in the bundle, and YAML elsewhere', () => {
  expect(syntaxOfFile('builtin:release', '{}')).toBe('json');
  expect(syntaxOfFile('builtin:release', 'notification: {}')).toBe('yaml');
});

it.each<[string, Syntax]>([
  ['{"a": 1}', 'json'],
  ['  \n\t{', 'json'],
  ['a: 1', 'yaml'],
  ['"a": {}', 'yaml'],
  ['// c\n{}', 'yaml'],
  ['', 'yaml'],
])('an inline document that reads %j is %s', (text, syntax) => {
  expect(syntaxOfText(text)).toBe(syntax);
});

describe('JSON', () => {
  it.each<[string, string | number | boolean | null, string]>([
    ['"b"', 'b', 'b'],
    ['"\\u0041\\n\\"\\/\\ud83d"', 'A\n"/\ud83d', 'A\n"/\ud83d'],
    ['1.10', 1.1, '1.10'],
    ['-0', -0, '-0'],
    ['12345678901234567890', 12_345_678_901_234_567_000, '12345678901234567890'],
    ['1e999', '1e999', '1e999'],
    ['true', true, 'true'],
    ['null', null, ''],
  ])('%s keeps the letters it was written with', async (written, value, text) => {
    const tree = await treeOf(`{"a": ${written}}`, 'p.json');
    expect(tree).toMatchObject({ entries: [{ value: { kind: 'scalar', value, text } }] });
  });

  it('may have comments and trailing commas, and every node knows its location', async () => {
    const text = '// head\n{\r\n  /* key */ "a": [1, // one\n    "b",],\n  "c": {},\n}\n';
    expect(outline(await treeOf(text, 'p.json'))).toEqual([
      ' 2:1 mapping',
      '- a 3:13',
      '- c 5:3',
      'a 3:18 list',
      'a[0] 3:19 "1"',
      'a[1] 4:5 "b"',
      'c 5:8 mapping',
    ]);
  });

  it.each(['', ' \n\t', '\ufeff'])('%j is refused as empty', async (text) => {
    const { tree, errors } = await parse(text, 'p.json');
    expect(tree).toBeUndefined();
    expect(errors).toMatchObject([{ message: '`payload-file` is not valid JSON: it is empty.' }]);
  });

  it.each<[string, number, number, RegExp]>([
    ['{\n"a": [1\n}', 3, 1, /close bracket|comma/],
    ['{"a": 1,, "b": 2}', 1, 9, /property name|value/],
    ['{"a":\n  NaN}', 2, 3, /invalid symbol/],
    ['{"a": "\\x"}', 1, 7, /escape/],
    ['{"a": "\0"}', 1, 7, /invalid character/],
    ['{}\n{}', 2, 1, /end of file/],
    ['/* ...', 1, 1, /comment/],
    ['{"a": "//", // b "c": 1}', 1, 25, /comment .* the only line/],
    ['{"a": ‘b’}', 1, 7, /curly quote ‘/],
  ])('%j is refused at line %i, column %i', async (text, line, column, reason) => {
    expect(await parse(text, 'p.json')).toMatchObject({
      tree: undefined,
      errors: [{ message: expect.stringMatching(reason), location: { line, column } }],
    });
  });

  it.each([
    ['{"a": "${{ format("x") }}"}', 20],
    ['{"a": "${{ b }} ${{ c["d"] }}"}', 24],
    ['{"a": "${{ b == "" }}"}', 18],
  ])(
    'with an expression in double quotes gets a hint at single quotes: %s',
    async (text, column) => {
      expect((await parse(text, 'p.json')).errors).toMatchObject([
        {
          message: expect.stringContaining('a double quote between `${{` and `}}` ends the string'),
          hint: "Put text in an expression in single quotes: `'…'`.",
          location: { line: 1, column },
        },
      ]);
    },
  );

  it('that is YAML by the look of it gets a hint at the name of the file', async () => {
    const { errors } = await parse('notification:\n  title: x\n', 'p.json');
    expect(errors).toMatchObject([{ hint: expect.stringContaining('ends in `.yml`') }]);
    for (const text of ['{"a": }', ' [}', '// x\n{', '/* x */ {']) {
      expect((await parse(text, 'p.json')).errors[0]).not.toHaveProperty('hint');
    }
  });
});

describe('keys', () => {
  const problemsOf = async (text: string, name?: string) =>
    findKeyErrors(await treeOf(text, name), (quoted, length) => quoted.slice(0, length));

  it('that stand once are no error, whatever their names', async () => {
    const text = 'a: {a: 1, A: 2}\nb: [{a: 1}, {a: 2}]\nconstructor: 1\ntoString: 2\n';
    expect(await problemsOf(text)).toEqual([]);
  });

  it.each<[string, string, string, number, number, readonly (string | number)[]]>([
    ['yml', 'a: 1\na: 2', '`a` is set twice', 2, 1, ['a']],
    ['json', '{"a": 1,\n "a": 1}', '`a` is set twice', 2, 2, ['a']],
    ['yml', 'x:\n  - b: 1\n    b: 2', '`x[0].…` is set twice', 3, 5, ['x', 0, 'b']],
    ['yml', '1: a\n"1": b', '`1` is set twice', 2, 1, ['1']],
    ['json', '{"__proto__": {}}', '`__proto__` is not allowed', 1, 2, ['__proto__']],
    ['yml', '<<: 1', '`<<` does not merge mappings, because documents are', 1, 1, ['<<']],
    ['yml', 'a:\n  __proto__: 1', '`a.…` is not allowed', 2, 3, ['a', '__proto__']],
  ])('in %s, %j has a wrong one', async (suffix, text, message, line, column, path) => {
    const reason = expect.stringContaining(`key ${message}`);
    const hint = expect.stringMatching(/^(?:Remove one of them|Remove it|Write out the values)\.$/);
    const found = { reason, hint, at: { line, column }, path };
    expect(await problemsOf(text, `p.${suffix}`)).toEqual([found]);
  });

  it('are all found, in the order of the document but what is below last', async () => {
    const found = await problemsOf('a: 1\na: {b: 1, b: 2}\na: 3\n__proto__: 1\n__proto__: 2');
    expect(found.map(({ at, path }) => `${path.join('.')} ${at.line}:${at.column}`)).toEqual([
      'a 2:1',
      'a 3:1',
      '__proto__ 4:1',
      '__proto__ 5:1',
      'a.b 2:11',
    ]);
  });

  it('are quoted without secrets, and not at length', async () => {
    const tree = await treeOf(`${secret}${'x'.repeat(500)}: {b: 1, b: 2}`);
    const quote = (text: string, length = 60): string =>
      text.replaceAll(secret, '***').slice(0, length);
    const [error] = findKeyErrors(tree, quote);
    expect(error?.reason).toMatch(/^key `\*\*\*x{190,200}` is set twice$/);
  });
});
