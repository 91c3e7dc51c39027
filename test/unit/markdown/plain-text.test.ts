import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/markdown/plain-text.ts';

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
    ['🚀 :rocket: e\u0301', '🚀 🚀 e\u0301'],
    [
      ':+1: :tada: :no_such_emoji: :constructor: 12:30:00',
      '👍 🎉 :no_such_emoji: :constructor: 12:30:00',
    ],
    ['`:rocket:` and\n\n    :rocket:', ':rocket: and\n\n:rocket:'],
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
    ['[docs][1]\n\n[1]: https://example.com', 'docs (https://example.com)'],
    ['[docs]', '[docs]'],
    ['[pull](../pull/18)', 'pull (../pull/18)'],
    ['by @octocat in #18', 'by @octocat in #18'],
    ['[a](<b c>)', 'a (b c)'],
    ['https://example.com/ä', 'https://example.com/ä'],
    ['[x](https://example.com/%)', 'x (https://example.com/%)'],
    [
      '<a href="https://example.com">docs</a> <a>no address</a>',
      'docs (https://example.com) no address',
    ],
    ['<a href="%">x</a>', 'x (%)'],
    ['<a href="https://example.com"><p>a</p><p>b</p></a>', 'a\n\nb (https://example.com)'],
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
    ['> [!NOTE]\n> Mind the gap.', 'Note: Mind the gap.'],
    ['> [!warning]\n>\n> Back up first.\n>\n> - a', 'Warning: Back up first.\n\n• a'],
    ['> [!OTHER]\n> a', '[!OTHER]\na'],
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
    ['<img src="x" alt="y"> <img src="x">', 'y'],
    ['line<br>break<br/>\nagain<br><br>end', 'line\nbreak\nagain\n\nend'],
    ['a < b and c > d', 'a < b and c > d'],
    ['a<script>alert(1)</script>b', 'ab'],
    ['<style>p {}</style>\n\n<title>T</title>', 'T'],
    ['<p>1 <2</p>', '1 <2'],
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['<ul>\n  <li>a</li>\n  <li>b<ul><li>c</li></ul></li>\n</ul>', '• a\n• b\n  • c'],
    ['<ol start="3"><li>a<li>b</ol>', '3. a\n4. b'],
    ['<table><tr><th>a</th><th>b</th></tr><tr><td>1<td>2</table>', 'a | b\n1 | 2'],
    ['<div>&eacute; &amp; &lt;b&gt; &nbsp;x</div>', 'é & <b> \u00a0x'],
    ['<a title="a > b" href="https://example.com">x</a>', 'x (https://example.com)'],
    ['<pre>  a\n<b>  b</b><br>c<!-- d --></pre>', '  a\n  b\nc'.trim()],
    ['<dl><dt>a</dt><dd>b</dd></dl>', 'a\nb'],
    ['a <input> <input type="checkbox"> b <input type=checkbox checked> c', 'a ☐ b ☑ c'],
    ['H<sub>2</sub>O and <kbd>Ctrl</kbd>+<kbd>C</kbd>', 'H2O and Ctrl+C'],
    ['<![CDATA[x]]> <?php echo ?> <!DOCTYPE html> a', 'a'],
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
      '• Hoist faster by @octocat in #18',
      '• Oil the crane by @hubot in #19',
      '',
      'New Contributors',
      '',
      '• @hubot made their first contribution in #19',
      '',
      'Full Changelog: v4.6.0...v4.7.0',
    ].join('\n'),
  );
});

describe('a page of GitHub', () => {
  const home = 'https://github.com/acme/harbor';
  it.each([
    [`${home}/pull/18`, '#18'],
    [`${home}/pull/18/files`, '#18'],
    [`${home}/issues/7#issuecomment-1`, '#7'],
    [`${home}/discussions/3`, '#3'],
    [`${home}/commit/ffac537e6cbbf934b08745a378932722df287a53`, 'ffac537'],
    [`${home}/compare/v4.6.0...v4.7.0`, 'v4.6.0...v4.7.0'],
    ['https://github.com/ACME/Harbor/pull/18', '#18'],
    ['https://github.com/acme/crane/pull/18', 'acme/crane#18'],
    ['https://github.com/acme/crane/commit/ffac537e6cbb', 'acme/crane@ffac537'],
    [`${home}/releases/tag/v4.7.0`, `${home}/releases/tag/v4.7.0`],
    [`${home}/pull/new`, `${home}/pull/new`],
    [home, home],
    [`[Hoist faster](${home}/pull/18)`, 'Hoist faster'],
    [`([ffac537](${home}/commit/ffac537e6cbb))`, '(ffac537)'],
    [`[](${home}/pull/18)`, '#18'],
    [`<a href="https://git.corp.example/acme/harbor/issues/7">#7</a>`, '#7'],
    [`[notes](${home}/releases/tag/v1)`, `notes (${home}/releases/tag/v1)`],
  ])('%s is %s', (markdown, text) => {
    expect(plainText(markdown, 'acme/harbor')).toBe(text);
  });
});
