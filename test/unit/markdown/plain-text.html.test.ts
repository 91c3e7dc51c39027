import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/markdown/plain-text.ts';

const groups: Readonly<Record<string, readonly (readonly [markdown: string, text: string])[]>> = {
  'lines and blocks': [
    ['a <b>bold</b> c', 'a bold c'],
    ['un<b>believ</b>able', 'unbelievable'],
    ['line<br>break', 'line\nbreak'],
    ['a<br/>b<BR />c</br>d', 'a\nb\nc\nd'],
    ['a<br><br><br>b', 'a\n\nb'],
    ['<div>\n\ntext\n\n</div>', 'text'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['<p>a<p>b', 'a\n\nb'],
    ['<p>one\ntwo\n   three</p>', 'one two three'],
    ['<h2>One</h2>two', 'One\n\ntwo'],
    ['<section>a</section><hr><blockquote>b</blockquote>', 'a\n\nb'],
    ['<dl><dt>crane</dt><dd>hoists</dd><dt>gate</dt></dl>', 'crane\nhoists\ngate'],
    ['<pre>\na\n  b\n\nc\n</pre>d', 'a\n  b\n\nc\n\nd'],
    ['<kbd>Ctrl</kbd>+<kbd>C</kbd> <button>a</button><button>b</button>', 'Ctrl+C a b'],
    ['a<custom-box>b</custom-box>c', 'a b c'],
    ['<p>1 <2</p>', '1 <2'],
    ['a < b and c > d', 'a < b and c > d'],
  ],
  details: [
    ['<details><summary>More</summary>\nhidden\n</details>', 'More\nhidden'],
    [
      'a\n<details open><summary><b>More</b></summary>\n\n- x\n\n</details>\nb',
      'a\n\nMore\n\n• x\n\nb',
    ],
    ['<details><summary>A</summary><p>b</p></details><details>c</details>', 'A\n\nb\n\nc'],
  ],
  lists: [
    ['<ul><li>a</li><li>b</li></ul>', '• a\n• b'],
    ['<ul>\n<li>a\n<li>b\n</ul>\nc', '• a\n• b\n\nc'],
    ['<ul><li><p>a<li><p>b</ul>', '• a\n• b'],
    ['<ol><li>a</li><li>b</li></ol>', '1. a\n2. b'],
    ['<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
    ['<ol start="x"><li>a</li></ol>', '0. a'],
    ['<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>', '• a\n  1. b\n• c'],
    ['<ul><li>a<br>b</li><li></li><li>c</li></ul>', '• a\n  b\n• \n• c'],
    ['<li>a</li><li>b</li>', '• a\n• b'],
    ['- - a', '• • a'],
    ['- a\n\n  ```\n  b\n\n    c\n  ```', '• a\n  b\n\n    c'],
    ['<ul><li><input type="checkbox" checked> a</li></ul>', '☑ a'],
    ['<ol><li><input type="checkbox"> a</li></ol>', '1. ☐ a'],
    ['a <input type=checkbox> b <input type="text">', 'a ☐ b'],
  ],
  tables: [
    ['<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>', 'a | b\n1 | 2'],
    ['<table>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</table>\nc', 'a | b\n\nc'],
    ['<table><caption>x</caption><tr><td>a<br>b<td><p>c</p><p>d</p></table>', 'x\na b | c d'],
    ['<ul><li><table><tr><td><li>a</td></tr></table></li><li>b</li></ul>', '• • a\n• b'],
    ['a <td> b\n\nc', 'a b\n\nc'],
    ['<table><td><ol><li>a<li>b</ol></table>', '1. a 2. b'],
    ['| a | b |\n|---|---|\n| 1<br>2 | <ul><li>x</li><li>y</li></ul> |', 'a | b\n1 2 | • x • y'],
    ['| a | b |\n|---|---|\n| | 2 |', 'a | b\n| 2'],
  ],
  'entities and attributes': [
    ['<p>a &amp; b &lt;c&gt; &#169; &#x1F680; &eacute; &nope;</p>', 'a & b <c> © 🚀 é &nope;'],
    ['<div>\nx &amp;amp; y\n</div>', 'x &amp; y'],
    [
      '<a href="https://example.com?a=1&amp;b=2" title="a > b">docs</a>',
      'docs (https://example.com?a=1&b=2)',
    ],
    ["<img src='x' title='>' alt='a > b &amp; c'>", 'a > b & c'],
    ['<img src="x" alt="y">', 'y'],
    ['<p align=center>a</p>', 'a'],
  ],
  links: [
    ['<a href="https://example.com">docs</a>', 'docs (https://example.com)'],
    [
      '<p><a href=https://example.com><b>all</b> docs</a>, end',
      'all docs (https://example.com), end',
    ],
    [
      '<a href="https://example.com">see https://example.com/a</a>',
      'see https://example.com/a (https://example.com)',
    ],
    ['<a href="a">open\n\n# [b](c)', 'open (a)\n\nb (c)'],
    ['<a href="https://example.com">https://example.com</a>', 'https://example.com'],
    ['<a href="https://example.com"></a>', 'https://example.com'],
    ['<a href="https://example.com"><img alt="build" src="x"></a>', 'build (https://example.com)'],
    ['<a name="top">top</a>', 'top'],
    ['<a href="a">b<a href="c">d</a>', 'b (a)d (c)'],
    ['<p>x</p><a href="a"><h3>b</h3>c</a>', 'x\n\nb\n\nc (a)'],
    ['[*all* <b>docs</b>](https://example.com)', 'all docs (https://example.com)'],
    ['<p><a href="mailto:ann@corp.example">ann@corp.example</a></p>', 'ann@corp.example'],
  ],
  'definitions and images': [
    ['[docs][]\n\n[docs]: <a b>\n[docs]: c', 'docs (a b)'],
    ['> [a]: b\n\n[a]: c\n\n[a]', 'a (b)'],
    ['[__proto__]\n\n[__proto__]: a', 'proto (a)'],
    ['[a "b" & <c>](https://example.com?a="b"&amp;c)', 'a "b" & (https://example.com?a="b"&c)'],
    ['[docs ](https://example.com)end', 'docs (https://example.com) end'],
    ['![a](a.png)![b](b.png) ![c](c.png).', 'a b c.'],
    ['logo:<img alt="a crane">Harbor', 'logo:a crane Harbor'],
    ['a  b\u00a0c\n\n&nbsp;\n\nd', 'a b\u00a0c\n\nd'],
  ],
  'what nobody reads': [
    ['a<!-- secret -->b', 'ab'],
    ['<!-- a\nb -->\n\nc', 'c'],
    ['<!-- never\nclosed', ''],
    ['<p>a<!-- > <b>x</b> --> b</p>', 'a b'],
    ['<script>alert("<p>1</p>")</script>', ''],
    ['<style>\n\np { color: red }\n\n</style>\n\na', 'a'],
    ['a <script>1</script>b', 'a b'],
    ['<!DOCTYPE html><?php x ?><![CDATA[y]]>a', 'a'],
  ],
  'a tag that is a word of the text': [
    ['Close the <title> of a page.\n\nb', 'Close the of a page.\n\nb'],
    ['Load a <script> later, and <style> too.\n\nb', 'Load a later, and too.\n\nb'],
    ['<script>1</script> a <script> b', 'a b'],
    ['<textarea>a</textarea><xmp><b>b</b></xmp> c', 'a b c'],
    ['<plaintext>a <b>b</b>', 'a b'],
  ],
};

describe.each(Object.entries(groups))('%s', (_, rows) => {
  it.each(rows)('%j', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });
});
