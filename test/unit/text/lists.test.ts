import { describe, expect, it } from 'vitest';
import { parseList } from '../../../src/text/lists.ts';
import { parsed } from '../../support/parsing.ts';
import { within } from '../../support/within.ts';

describe('a list', () => {
  it.each<[string, readonly string[]]>([
    [' a , b ', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a,\n\n  b,,c,', ['a', 'b', 'c']],
    ['c, a, b, a\nc', ['c', 'a', 'b']],
    ['# who\na\n  # later: b\nc', ['a', 'c']],
    ['a # a comment, b\nb#2', ['a', 'b#2']],
    ['a@x; b@x;', ['a@x', 'b@x']],
    ['- @ana\n  - @bob\n* eve\n-\n*x', ['@ana', '@bob', 'eve', '*x']],
    ["'a1','a2'", ['a1', 'a2']],
    ["'it''s', O'Brien", ["it's", "O'Brien"]],
    ['"a, b" # both', ['a, b']],
    ['a, # b\nc', ['a', 'c']],
    ['"a,b", c', ['a,b', 'c']],
    ['"say ""hi""",x', ['say "hi"', 'x']],
    ['" kept "', [' kept ']],
    ['"# no comment"', ['# no comment']],
    ['"", a', ['a']],
    ['five" disk', ['five" disk']],
    ['007, 1.10', ['007', '1.10']],
    ['["a,b", "c\\nd", "a,b"]', ['a,b', 'c\nd']],
    ['[12345678901234567890, 1.10, true]', ['12345678901234567890', '1.10', 'true']],
    ['[]', []],
    ['["", "a"]', ['a']],
    ['[\n  // the pilots\n  "a",\n  "b", /* and */\n]', ['a', 'b']],
  ])('%j is %j', async (text, expected) => {
    expect(await parsed(parseList, text)).toEqual({ ok: true, value: expected });
  });

  it.each<[string, readonly RegExp[]]>([
    ['"a', [/a quote in line 1/]],
    ['a\n"b" c\nd "\n"', [/a quote in line 2/, /a quote in line 4/]],
    ['a, "b"c"', [/a quote in line 1/]],
    ['"a"#b', [/a quote in line 1/]],
    ['["a", null]', [/item 2 .*not text/]],
    ['[["a"], {"b": 1}]', [/item 1 .*not text/, /item 2 .*not text/]],
    ['["a"', [/not valid JSON at line 1, column 5/]],
    ['["a",\n "b" "c"]', [/not valid JSON at line 2, column 6/]],
    ['[“a”]', [/not valid JSON at line 1, column 2: .*curly quote “/]],
  ])('%j is refused', async (text, expected) => {
    expect(await parsed(parseList, text)).toEqual({
      ok: false,
      reasons: expected.map((reason) => expect.stringMatching(reason)),
    });
  });

  it('of a megabyte is read in a moment, whatever stands in it', async () => {
    for (const piece of ['"', '"" ', ' ', ',', '"a",', 'a b ', '["']) {
      const text = piece.repeat(1_000_000 / piece.length);
      await within(5000, async () => {
        await parsed(parseList, text);
        await parsed(parseList, `${text}"`);
      });
    }
  });
});
