import { describe, expect, it } from 'vitest';
import { parsePairs } from '../../../src/config/overrides.ts';
import { parsed } from '../../support/parsing.ts';

describe('overrides', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    // KEY=VALUE
    ['A=1', { A: '1' }],
    ['A=1\nB=2', { A: '1', B: '2' }],
    ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['\n\n  \nA=1\n\n', { A: '1' }],
    ['  A  = 1 ', { A: ' 1 ' }],
    ['A=', { A: '' }],
    ['A=b=c', { A: 'b=c' }],
    ['A=# no comment', { A: '# no comment' }],
    ['A="quoted"', { A: '"quoted"' }],
    ['A=x\\ny', { A: 'x\\ny' }],
    ['A=007', { A: '007' }],
    ['A=1\na=2', { A: '1', a: '2' }],
    // The first of = and << decides.
    ['A=1<<2', { A: '1<<2' }],
    ['A=<<EOF', { A: '<<EOF' }],
    ['A<B=1', { 'A<B': '1' }],
    ['A<<=\nx\n=', { A: 'x' }],
    // KEY<<DELIMITER
    ['A<<EOF\nx\nEOF', { A: 'x' }],
    ['A<<EOF\nEOF', { A: '' }],
    ['A<<EOF\n\nEOF', { A: '' }],
    ['A<<EOF\n\n\nEOF', { A: '\n' }],
    ['A<<EOF\n one\n\ntwo=2 \n# three\nEOF\nB=2', { A: ' one\n\ntwo=2 \n# three', B: '2' }],
    ['A<<EOF\nEOF \n EOF\nxEOFx\neof\nEOF', { A: 'EOF \n EOF\nxEOFx\neof' }],
    [' A << two words \nx\ntwo words', { A: 'x' }],
    ['A<<E\nB<<E\nE\nB<<F\nA\nF', { A: 'B<<E', B: 'A' }],
    ['A<<EOF\r\none\r\n\r\ntwo\r\nEOF\r\nB=2\r\n', { A: 'one\n\ntwo', B: '2' }],
    ['A<<EOF\r\none\r\nEOF', { A: 'one' }],
    ['A<<EOF\none\r\ntwo\r\n\nEOF', { A: 'one\r\ntwo\r\n' }],
    ['A<<EOF\nEOF\r\nEOF', { A: 'EOF\r' }],
    // JSON
    ['{}', {}],
    ['{"A": "1", "B": ""}', { A: '1', B: '' }],
    [
      '{"A": 12345678901234567890, "B": 1.10, "C": true, "D": -0.0}',
      { A: '12345678901234567890', B: '1.10', C: 'true', D: '-0.0' },
    ],
    ['{"A": null, "B": "b"}', { B: 'b' }],
    ['{"A": "x\\ny\\u0000\\ud800"}', { A: 'x\ny\0\ud800' }],
    ['{\n  // why\n  "A": "1",\n}', { A: '1' }],
    ['{"__proto__": "p", "constructor": "c"}', { ['__proto__']: 'p', constructor: 'c' }],
    // Keys with hashes
    ['###A###=1', { A: '1' }],
    [' ### A ### =1', { A: '1' }],
    ['###A###<<E\nx\nE', { A: 'x' }],
    ['{"###A###": "###B###"}', { A: '###B###' }],
    // WalkMe's own list
    ['[{"key": "A", "value": "1"}, {"key": "###B###", "value": 2}]', { A: '1', B: '2' }],
    ['[{"key": "A", "value": null}]', {}],
  ])('%j is %j', async (text, expected) => {
    const value = Object.entries(expected);
    expect(await parsed(parsePairs, text)).toEqual({ ok: true, value });
  });

  it.each<[string, readonly RegExp[]]>([
    ['A', [/KEY=VALUE or KEY<<DELIMITER, but line 1 has no "="/]],
    ['A=1\n\nB\nC: 3', [/line 3 has no "="\.$/, /line 4 has no "="\. Did you mean "C=3"\?/]],
    ['=1', [/empty key/]],
    ['  =1\n###  ###=2', [/empty key/, /empty key/]],
    ['<<E\nx\nE', [/empty key/]],
    // Comments, and YAML
    ['# text', [/comments.*Remove line 1, which begins with "#"/]],
    ['A=1\n  # URL=x', [/comments.*Remove line 2, which begins with "#"/]],
    ['##A##=1', [/begins with "#"/]],
    ['###A=1\n###A##<<E', [/line 1, which begins with "#"/, /line 2, which begins with "#"/]],
    ['### Links ###', [/begins with "#"/]],
    [
      'URL: https://x.example/?a=b',
      [
        /key "URL: https:\/\/x.example\/\?a" in line 1.*Did you mean "URL=https:\/\/x.example\/\?a=b"\?/,
      ],
    ],
    ['"URL": x', [/Did you mean "URL=x"\?/]],
    ['URL: "https://x.example"', [/Did you mean "URL=https:\/\/x\.example"\?/]],
    ['TEXT: |', [/Did you mean a block: "TEXT<<END"/]],
    ['a b=1', [/key "a b" in line 1\. A key cannot contain a space, colon, or slash\.$/]],
    ['a/b<<E\nx\nE', [/key "a\/b"/]],
    ['a:b=1', [/key "a:b"/]],
    ['{"a b": "1", "": "2"}', [/key "a b" in the JSON/, /empty key in the JSON/]],
    ['A=1\nA=2', [/sets the key "A" twice. Remove one of them$/]],
    ['A=1\n###A###<<E\nx\nE', [/sets the key "A" twice/]],
    ['{"A": 1, "###A###": 2, " A ": 3}', [/"A" twice/, /"A" twice/]],
    ['A<<EOF', [/block that begins in line 1, but no later line is its delimiter/]],
    ['A<<', [/block that begins in line 1/]],
    ['A<<  \nx\n', [/block that begins in line 1/]],
    ['A<<EOF\nx\n EOF', [/block that begins in line 1/]],
    ['A\nB=1\nC<<EOF\nEOF2\nD', [/line 1/, /block that begins in line 3/]],
    [
      '{"A": {"b": 1}, "C": ["d"]}',
      [/value of "A" that is not text/, /value of "C" that is not text/],
    ],
    ['[{"value": "x"}, "y"]', [/item 1 without a "key"\. Write \[/, /item 2 without a "key"/]],
    ['[{"key": {"a": 1}, "value": "x"}]', [/empty key in the JSON/]],
    ['[{"URL": "x"}]', [/item 1 without a "key"/]],
    ['[["URL", "x"]]', [/item 1 without a "key"/]],
    ['{"key": "URL", "value": "x"}', [/one item of WalkMe's list\. Write \[/]],
    ['"A"="1"\n`B`<<E\nx\nE', [/quotes around the key "A" in line 1\. Write A,/, /key `B`/]],
    ['{"A": }', [/not valid JSON at line 1, column 7/]],
    ['{"A": "1"', [/not valid JSON at line 1, column 10/]],
    ['{“A”: 1}', [/line 1, column 2: .*curly quote “/]],
  ])('%j are refused', async (text, expected) => {
    expect(await parsed(parsePairs, text)).toEqual({
      ok: false,
      reasons: expected.map((reason) => expect.stringMatching(reason)),
    });
  });
});
