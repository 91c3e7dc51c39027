import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/markdown/plain-text.ts';
import fc from '../../support/fast-check.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'markdown');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('notes and descriptions that tools write read well', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'));

  it('of six tools and a person', () => {
    expect(names).toHaveLength(7);
  });

  it.each(names)('%s', (name) => {
    const text = plainText(read(name), 'acme/harbor');
    expect(`${text}\n`).toBe(read(name.replace(/md$/, 'txt')));
  });
});

/** Inside a line: Markdown, HTML, or both around two words. */
const inline = [
  (a: string, b: string) => `**${a}** _${b}_`,
  (a: string, b: string) => `<b>${a}</b> <i class="x > y">${b}</i>`,
  (a: string, b: string) => `${a}<br>${b}`,
  (a: string, b: string) => `${a}<br/>\n${b}`,
  (a: string, b: string) => `${a} &amp; ${b} &lt; &eacute;`,
  (a: string, b: string) =>
    `[${a}](https://example.com/x) <a href="https://example.com/y">${b}</a>`,
  (a: string, b: string) => `<a href="https://example.com/z"><img alt="${a}"></a> ~~${b}~~`,
  (a: string, b: string) => `${a} <!-- gone --> \`${b}\``,
  (a: string, b: string) => `<sub>${a}</sub> <kbd>${b}</kbd>`,
] as const;

const oneLine = (text: string): string => text.replaceAll('\n', ' ');

/** Blocks around two lines. */
const blocks = [
  (a: string, b: string) => `${a}\n\n${b}`,
  (a: string, b: string) => `# ${oneLine(a)}\n${b}`,
  (a: string, b: string) => `- ${a.replaceAll('\n', '\n  ')}\n- ${b.replaceAll('\n', '\n  ')}`,
  (a: string, b: string) => `<ul><li>${a}</li><li>${b}</li></ul>`,
  (a: string, b: string) => `<p>${a}</p><p>${b}</p>`,
  (a: string, b: string) => `<div>${a}<div>${b}</div></div>`,
  (a: string, b: string) => `<details><summary>${a}</summary>\n\n${b}\n\n</details>`,
  (a: string, b: string) => `<table><tr><td>${a}</td><td>${b}</td></tr></table>`,
  (a: string, b: string) => `> ${a.replaceAll('\n', '\n> ')}\n>\n> ${b.replaceAll('\n', '\n> ')}`,
  (a: string, b: string) => `<h3 title="a > b">${a}</h3>${b}`,
  (a: string, b: string) => `<ol>\n<li>${a}\n<li><p>${b}\n</ol>`,
  (a: string, b: string) => `<dl><dt>${a}</dt><dd>${b}</dd></dl><script>"<p>gone</p>"</script>`,
  (a: string, b: string) => `<details><summary>${a}</summary>${b}</details>`,
  (a: string, b: string) => `> [!WARNING]\n> ${oneLine(a)}\n\n- [x] ${oneLine(b)}`,
  (a: string, b: string) => `| ${oneLine(a)} | x |\n|---|---|\n| x | ${oneLine(b)} |`,
] as const;

it('any mixture of HTML and Markdown has no tag, no entity, and no words that run together', () => {
  const count = 16;
  const words = Array.from({ length: count }, (_, index) => `word${index}`);
  const choice = (options: number): fc.Arbitrary<readonly number[]> =>
    fc.array(fc.nat(options - 1), { minLength: count, maxLength: count });
  const pick = <T>(all: readonly T[], index: number | undefined): T => {
    const found = all[index ?? 0];
    if (found === undefined) throw new Error('there is no such piece');
    return found;
  };
  fc.assert(
    fc.property(choice(inline.length), choice(blocks.length), (lines, bodies) => {
      const texts = Array.from({ length: count / 2 }, (_, at) =>
        pick(inline, lines[at])(`word${2 * at}`, `word${2 * at + 1}`),
      );
      const parts = Array.from({ length: count / 4 }, (_, at) =>
        pick(blocks, bodies[at])(pick(texts, 2 * at), pick(texts, 2 * at + 1)),
      );
      const text = plainText(parts.join('\n\n'));
      expect(text.match(/[^\W_]+/g)?.filter((it) => it.startsWith('word'))).toEqual(words);
      expect(text.replaceAll('&\u0020', '').replaceAll('<\u0020é', '')).not.toMatch(/<|>|&\w+;/);
      expect(text).not.toContain('gone');
    }),
    { numRuns: 200 },
  );
});
