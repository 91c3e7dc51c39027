import { describe, expect, it } from 'vitest';
import {
  childrenOf,
  createLocator,
  entriesOf,
  type JsonNode,
  parseJson,
  scalarText,
} from '../../../src/text/json.ts';

async function rootOf(text: string): Promise<JsonNode> {
  const parsed = await parseJson(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.root;
}

describe('JSON', () => {
  it.each(['{"a": 1}', '// why\n{"a": 1, /* and */ "b": 2,}', '[1, 2,]', '"text"', 'null', ' 0 '])(
    'may have comments and trailing commas: %j',
    async (text) => {
      expect(await parseJson(text)).toMatchObject({ ok: true });
    },
  );

  it.each<[string, RegExp, number]>([
    ['', /^empty$/, 0],
    ['// nothing', /^empty$/, 0],
    ['{"a" 1}', /^colon expected$/, 5],
    ['{a: 1}', /^invalid symbol; put names and strings in double quotes$/, 1],
    ['{} trailing', /^end of file expected; remove what follows the JSON$/, 3],
    ['[1]] 2', /^end of file expected; remove/, 3],
    ['x', /^invalid symbol; put names/, 0],
    ['{"a": 1 "b": 2}', /^comma expected$/, 8],
    ['{"a": 1', /^close brace expected$/, 7],
    ['["a\nb"]', /unexpected end of string/, 1],
    ['["a\tb"]', /^invalid character; in a string, write `\\n` for a line break/, 1],
    ['[1, “a”]', /curly quote “ must be a straight one \("\)/, 4],
    ['{"a”: 1}', /unexpected end of string/, 1],
    ['[‘a’]', /curly quote ‘/, 1],
    ['[”a“]', /curly quote ”/, 1],
    ['["a" ’b]', /curly quote ’/, 5],
    ['['.repeat(100_000), /^nested too deeply$/, 0],
  ])('%.40j is refused: %s', async (text, reason, offset) => {
    expect(await parseJson(text)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
      offset,
    });
  });
});

describe('the text of a scalar', () => {
  it.each<[string, string | null | undefined]>([
    ['"a\\n\\u00e9\\ud800"', 'a\né\ud800'],
    ['12345678901234567890', '12345678901234567890'],
    ['1.10', '1.10'],
    ['1E400', '1E400'],
    [' true // so', 'true'],
    ['false', 'false'],
    ['null', null],
    ['[]', undefined],
  ])('%j is %j', async (text, expected) => {
    expect(scalarText(text, await rootOf(text))).toBe(expected);
  });

  it('is nothing for a property', async () => {
    const [property] = childrenOf(await rootOf('{"a": 1}'));
    expect(property?.type).toBe('property');
    if (property !== undefined) expect(scalarText('{"a": 1}', property)).toBeUndefined();
  });
});

describe('the inside of a node', () => {
  it.each<[string, number, string]>([
    ['{"a": 1, "b": null, "a": 2}', 3, 'a 1, b null, a 2'],
    ['{}', 0, ''],
    ['["a", "b"]', 2, ''],
    ['[["a", "b"]]', 1, ''],
    ['"a"', 0, ''],
  ])('of %s', async (text, children, entries) => {
    const root = await rootOf(text);
    expect(childrenOf(root)).toHaveLength(children);
    const found = entriesOf(root).map(([key, value]) => `${key.value} ${value.value}`);
    expect(found.join(', ')).toBe(entries);
  });
});

describe('a location in a text', () => {
  const text = 'one\n\ntwo\r\n🚀 three';
  it.each<[number, number, number]>([
    [0, 1, 1],
    [4, 2, 1],
    [8, 3, 4],
    [10, 4, 1],
    [12, 4, 3],
    [18, 4, 9],
  ])('%i is line %i, column %i', (offset, line, column) => {
    expect(createLocator(text)(offset)).toEqual({ line, column });
  });

  it('is found quickly in a long one', () => {
    const locate = createLocator('\n'.repeat(1_000_000));
    for (let offset = 0; offset < 1_000_000; offset += 10) {
      if (locate(offset).line !== offset + 1) throw new Error(`wrong at ${offset}`);
    }
    expect(locate(999_999)).toEqual({ line: 1_000_000, column: 1 });
  });
});
