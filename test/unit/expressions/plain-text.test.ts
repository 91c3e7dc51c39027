import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/expressions/plain-text.ts';

const groups: Readonly<Record<string, readonly (readonly [markdown: string, text: string])[]>> = {
  'text and paragraphs': [
    ['', ''],
    [' \n\n ', ''],
    ['hello', 'hello'],
    ['one\ntwo', 'one\ntwo'],
    ['one\r\ntwo\rthree', 'one\ntwo\nthree'],
    ['one\n\n\n\ntwo', 'one\n\ntwo'],
    ['one  \ntwo', 'one\ntwo'],
    ['one\\\ntwo', 'one\ntwo'],
    ['a &amp; b &lt;c&gt; &#169; &eacute; &nope;', 'a & b <c> © é &nope;'],
    ['\\*not\\* \\_this\\_ \\# \\[x\\]', '*not* _this_ # [x]'],
    ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
    ['🚀 :rocket: e\u0301', '🚀 :rocket: e\u0301'],
    ['a\0b', 'a\ufffdb'],
  ],
  headings: [
    ['# One\ntext', 'One\n\ntext'],
    ['###### Six ######', 'Six'],
    ['One\n===\nTwo\n---\nthree', 'One\n\nTwo\n\nthree'],
    ['#no heading', '#no heading'],
    ["## What's **new**", "What's new"],
  ],
  emphasis: [
    ['*a* _b_ **c** __d__ ~~e~~ ***f***', 'a b c d e f'],
    ['**bold *both* bold**', 'bold both bold'],
    ['**open', '**open'],
    ['`code *as is*` and ``a ` b``', 'code *as is* and a ` b'],
  ],
  links: [
    ['[docs](https://example.com/a)', 'docs (https://example.com/a)'],
    ['[docs](https://example.com/a "title")', 'docs (https://example.com/a)'],
    ['[**bold** `code`](https://example.com)', 'bold code (https://example.com)'],
    ['[](https://example.com)', 'https://example.com'],
    ['[https://example.com](https://example.com)', 'https://example.com'],
    ['[example.com](https://example.com)', 'example.com'],
    ['<https://example.com/a>', 'https://example.com/a'],
    ['https://example.com/a?b=c and more', 'https://example.com/a?b=c and more'],
    ['see www.example.com.', 'see www.example.com.'],
    ['<ann@corp.example>', 'ann@corp.example'],
    ['ann@corp.example', 'ann@corp.example'],
    ['[Ann](mailto:ann@corp.example)', 'Ann (mailto:ann@corp.example)'],
    ['[docs][1]\n\n[1]: https://example.com', 'docs'],
    ['[docs]', '[docs]'],
    ['[pull](../pull/18)', 'pull (../pull/18)'],
    ['by @octocat in #18', 'by @octocat in #18'],
    ['[a](<b c>)', 'a (b c)'],
  ],
  images: [
    ['![a crane](crane.png)', 'a crane'],
    ['![](crane.png)', ''],
    ['![a crane][1]\n\n[1]: crane.png', 'a crane'],
    ['![][1] x\n\n[1]: crane.png', 'x'],
    ['[![build](badge.svg)](https://ci.example)', 'build (https://ci.example)'],
    ['[![](badge.svg)](https://ci.example)', 'https://ci.example'],
  ],
  lists: [
    ['- a\n- b', '• a\n• b'],
    ['* a\n+ b', '• a\n\n• b'],
    ['1. a\n2. b', '1. a\n2. b'],
    ['7) a\n7) b', '7. a\n8. b'],
    ['0. a', '0. a'],
    ['- a\n  - b\n    - c\n- d', '• a\n  • b\n    • c\n• d'],
    ['- a\n\n  more\n- b', '• a\n  more\n• b'],
    ['1. a\n   - b', '1. a\n  • b'],
    ['- [x] done\n- [ ] open\n- [X] too', '☑ done\n☐ open\n☑ too'],
    ['- **a**: [b](c)', '• a: b (c)'],
    ['-\n- a', '• \n• a'],
    ['text\n- a\n\ntext', 'text\n\n• a\n\ntext'],
    ['- # a\n-', '• a\n•'],
  ],
  'quotes and rules': [
    ['> a\n> b', 'a\nb'],
    ['> a\n>\n> > b', 'a\n\nb'],
    ['> [!NOTE]\n> Mind the gap.', '[!NOTE]\nMind the gap.'],
    ['a\n\n---\n\nb', 'a\n\nb'],
    ['***', ''],
  ],
  code: [
    ['```js\nconst a = 1;\n\n// *b*\n```', 'const a = 1;\n\n// *b*'],
    ['~~~\n# x\n~~~', '# x'],
    ['    indented', 'indented'],
    ['a\n\n```\nunclosed', 'a\n\nunclosed'],
  ],
  tables: [
    ['| a | b |\n|---|:-:|\n| 1 | **2** |', 'a | b\n1 | 2'],
    ['a | b\n--|--\n1', 'a | b\n1'],
    ['| a |\n|---|\n| `x\\|y` |\n\nend', 'a\nx|y\n\nend'],
  ],
  HTML: [
    ['a <b>bold</b> c', 'a bold c'],
    ['<div>\n\ntext\n\n</div>', 'text'],
    ['<details><summary>More</summary>\nhidden\n</details>', 'More\nhidden'],
    ['a<!-- secret -->b', 'ab'],
    ['<!-- a\nb -->\n\nc', 'c'],
    ['<!-- never\nclosed', ''],
    ['<img src="x" alt="y">', ''],
    ['line<br>break', 'linebreak'],
    ['a < b and c > d', 'a < b and c > d'],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['<p>1 <2</p>', '1'],
  ],
  footnotes: [
    ['text[^1] more\n\n[^1]: the note', 'text more\n\nthe note'],
    ['text[^x]', 'text[^x]'],
  ],
};

describe.each(Object.entries(groups))('%s', (_, rows) => {
  it.each(rows)('%j', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });
});

it('release notes as GitHub writes them', () => {
  const notes = [
    "## What's Changed",
    '* Hoist faster by @octocat in https://github.com/acme/harbor/pull/18',
    '* Oil the **crane** by @hubot in https://github.com/acme/harbor/pull/19',
    '',
    '## New Contributors',
    '* @hubot made their first contribution in https://github.com/acme/harbor/pull/19',
    '',
    '**Full Changelog**: https://github.com/acme/harbor/compare/v4.6.0...v4.7.0',
  ].join('\r\n');
  expect(plainText(notes)).toBe(
    [
      "What's Changed",
      '',
      '• Hoist faster by @octocat in https://github.com/acme/harbor/pull/18',
      '• Oil the crane by @hubot in https://github.com/acme/harbor/pull/19',
      '',
      'New Contributors',
      '',
      '• @hubot made their first contribution in https://github.com/acme/harbor/pull/19',
      '',
      'Full Changelog: https://github.com/acme/harbor/compare/v4.6.0...v4.7.0',
    ].join('\n'),
  );
});
