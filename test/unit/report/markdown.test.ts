import { describe, expect, it } from 'vitest';
import { createMarkdown, table } from '../../../src/report/markdown.ts';
import { escapeForLog } from '../../../src/text/escape.ts';
import fc from '../../support/fast-check.ts';
import { findAll, parseMarkdown, plainTextOf } from '../../support/markdown.ts';
import { hardText } from '../../support/texts.ts';

const { text: escapeText, message, code, folded } = createMarkdown((text) => text);

const runs = { numRuns: 1000 };

/** Parsing takes its time, and what is long is cut elsewhere. */
const shortText = hardText(6).map((text) => text.slice(0, 100).toWellFormed());
const lines = fc
  .array(fc.oneof(shortText, fc.constantFrom('', ' ', '    ', '\t', '\u00a0', '</code>')), {
    maxLength: 5,
  })
  .map((parts) => parts.join('\n'));

describe('a message of ours', () => {
  it.each<[string, string]>([
    ['`a` is not `b|c`', '<code>a</code> is not <code>b&#124;c</code>'],
    [
      '`${{ a }}`, `<b>`',
      '<code>&#36;&#123;&#123; a &#125;&#125;</code>, <code>&#60;b&#62;</code>',
    ],
    ['one ` alone', 'one &#96; alone'],
    ['`` none', '&#96;&#96; none'],
    ['over `two\nlines`', 'over &#96;two<br>lines&#96;'],
    // What would be a mention or a link elsewhere.
    ['`@a`, `b@c.test`', '<code>&#64;<em></em>a</code>, <code>b&#64;<em></em>c.test</code>'],
  ])('%j is %j', (text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it('has no tags but these, each closed, whatever it contains', () => {
    const texts = fc.array(fc.oneof(shortText, lines, fc.constant('`'))).map((it) => it.join(''));
    const property = fc.property(texts, (text) => {
      const rest = message(text)
        .replaceAll(/<br>|<em><\/em>/g, '')
        .replaceAll(/<code>[^<>]+<\/code>/g, '');
      expect(rest).not.toMatch(/[<>]/);
    });
    fc.assert(property, runs);
  });
});

describe('text in a line of ours', () => {
  it.each<[string, string]>([
    ['plain text, 100 %; it is - so? = yes', 'plain text, 100 %; it is - so? = yes'],
    ['<img src=x onerror=alert(1)>', '&#60;img src=x onerror=alert&#40;1&#41;&#62;'],
    ['&lt; & "x" \'y\'', '&#38;lt; &#38; &#34;x&#34; &#39;y&#39;'],
    [
      '**b** _i_ `c` ~~s~~',
      '&#42;&#42;b&#42;&#42; &#95;i&#95; &#96;c&#96; &#126;&#126;s&#126;&#126;',
    ],
    ['[a](b) ![c](d) [^1]', '&#91;a&#93;&#40;b&#41; &#33;&#91;c&#93;&#40;d&#41; &#91;^1&#93;'],
    ['a | b \\| c', 'a &#124; b &#92;&#124; c'],
    ['# h + l', '&#35;<em></em> h &#43; l'],
    ['{x} $y$', '&#123;x&#125; &#36;y&#36;'],
    ['@octocat #1 GH-2', '&#64;<em></em>octocat &#35;<em></em>1 GH&#45;<em></em>2'],
    [
      ':tada: :+1: :e-mail: a: b',
      '&#58;<em></em>tada: &#58;<em></em>&#43;1: &#58;<em></em>e-mail: a: b',
    ],
    ['a.yml:12:5 :1234567:', 'a.yml&#58;12:5 &#58;<em></em>1234567:'],
    ['https://x.example', 'https&#58;<em></em>//x.example'],
    ['a@x.example', 'a&#64;<em></em>x.example'],
    ['xmpp:a@x.example', 'xmpp:a&#64;<em></em>x.example'],
    ['www.x.example WWW.y', 'www<em></em>&#46;x.example WWW<em></em>&#46;y'],
    ['a\nb\r\nc', 'a<br>b<br>c'],
    ['\n\n', '<br><br>'],
    ['a\rb\tc\0', 'a␍b␉c␀'],
    ['\u202e', '&#91;U&#43;202E&#93;'],
    ['::error::x', ': &#58;<em></em>error::x'],
    ['a\n::error::x', 'a<br>: &#58;<em></em>error::x'],
    ['##[error]', '&#35;<em></em>&#35;<em></em> &#91;error&#93;'],
    ['é 漢 🚀 👨‍👩‍👧‍👦', 'é 漢 🚀 👨‍👩‍👧‍👦'],
    ['', ''],
  ])('%j is %j', (text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  it('is cut by letters, before it is escaped', () => {
    expect(escapeText('*'.repeat(3000))).toBe(`${'&#42;'.repeat(1999)}…`);
    expect(escapeText('a<b>c', 3)).toBe('a&#60;…');
    expect(code('*🚀*', 2)).toBe('<code>&#42;…</code>');
    expect(code('x'.repeat(3000))).toBe(`<code>${'x'.repeat(1999)}…</code>`);
  });

  it('reads as it was, and is nothing but text, whatever it contains', () => {
    fc.assert(
      fc.property(fc.oneof(shortText, lines), (text) => {
        const paragraph = parseMarkdown(`It says ${escapeText(text, 1e6)}.`).children;
        expect(paragraph).toHaveLength(1);
        const [only] = paragraph;
        if (only?.type !== 'paragraph') throw new Error(`became a ${only?.type}`);
        const expected = text.split(/\r?\n/).map(escapeForLog).join('\n');
        expect(plainTextOf(only)).toBe(`It says ${expected}.`);
      }),
      runs,
    );
  });
});

describe('a table', () => {
  it('is one of GitHub’s', () => {
    const rows = [
      ['1', '2'],
      ['3', '4'],
    ];
    expect(table(['A', ''], rows)).toBe('| A |  |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |');
  });

  it('keeps its rows and columns, whatever they contain', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(shortText, lines), { minLength: 1, maxLength: 2 }), (rows) => {
        const cells = rows.map(([a, b]) => [escapeText(a, 500), code(b, 500), 'end']);
        const { children } = parseMarkdown(table(['A', 'B', 'C'], cells));
        expect(children.map(({ type }) => type)).toEqual(['table']);
        const found = children.flatMap((it) => findAll(it, 'tableRow'));
        expect(found).toHaveLength(rows.length + 1);
        for (const row of found.slice(1)) {
          expect(row.children).toHaveLength(3);
          expect(row.children[2]).toMatchObject({ children: [{ type: 'text', value: 'end' }] });
          const html = findAll(row, 'html').map(({ value }) => value);
          const others = html.filter((it) => !/br|em/.test(it));
          expect(others).toEqual(['<code>', '</code>']);
        }
      }),
      runs,
    );
  });
});

describe('a block that can be folded away', () => {
  it('is one block of HTML without a blank line, whatever it contains', () => {
    fc.assert(
      fc.property(shortText, lines, (title, text) => {
        const block = folded(title, text, 10_000);
        expect(block.split('\n').filter((line) => /^[ \t]*$/.test(line))).toEqual([]);
        expect(parseMarkdown(`${block}\n\nafter`).children).toMatchObject([
          { type: 'html', value: block },
          { type: 'paragraph' },
        ]);
        const tags = block.match(/<[^>]*>/g)?.filter((tag) => !/br|em/.test(tag));
        expect(tags?.join('')).toBe(
          '<details><summary></summary><pre><code></code></pre></details>',
        );
      }),
      runs,
    );
  });

  it.each([
    ['{\n  "a": "<b>&"\n}', 100, '{\n  "a": "&#60;b&#62;&#38;"\n}'],
    // A space in each blank line
    ['a\n\nb', 100, 'a\n&#32;\nb'],
    ['a\n   \nb', 100, 'a\n&#32;\nb'],
    ['\n', 100, '&#32;\n&#32;'],
    ['', 100, '&#32;'],
    // It is cut by letters, before it is escaped.
    ['a<b>c', 3, 'a&#60;…'],
  ])('shows its lines as they are: %j', (text, letters, expected) => {
    expect(folded('The *body*', text, letters)).toBe(
      `<details><summary>The &#42;body&#42;</summary><pre><code>${expected}</code></pre></details>`,
    );
  });
});

it('a secret is removed before a text is escaped or cut', () => {
  const secret = 'a_secret<0001>';
  const markdown = createMarkdown((text) => text.replaceAll(secret, '***'));
  const hidden = 'x&#42;&#42;&#42;y';
  expect(markdown.text(`x${secret}y`)).toBe(hidden);
  expect(markdown.text(`xxx${secret}`, 5)).toBe('xxx&#42;…');
  expect(markdown.message(`\`x${secret}y\``)).toBe(`<code>${hidden}</code>`);
  expect(markdown.code(`x${secret}y`)).toBe(`<code>${hidden}</code>`);
  expect(markdown.folded(`x${secret}y`, `x${secret}y`, 100)).toBe(
    `<details><summary>${hidden}</summary><pre><code>x***y</code></pre></details>`,
  );
  expect(markdown.folded('t', `xxx${secret}`, 5)).toContain('<code>xxx*…</code>');
});
