import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/markdown/plain-text.ts';
import { anyText } from '../../support/texts.ts';

/** The text, or why there is none. */
function outcome(markdown: string, maxMs: number): string {
  try {
    return plainText(markdown, '', maxMs);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message;
  }
}

it('150,000 characters are read, one more is refused', () => {
  const line = '* Oil the crane by @hubot\n';
  const notes = line.repeat(Math.ceil(150_000 / line.length));
  expect(plainText(notes.slice(0, 5000), '', 20_000)).toMatch(/^• Oil/);
  expect(plainText('x'.repeat(150_000), '', 20_000)).toHaveLength(150_000);
  expect(() => plainText('x'.repeat(150_001))).toThrow(/longer than 150,000 characters/);
});

describe('what was made to take minutes ends in a moment:', () => {
  it.each([
    '> ',
    '1. ',
    '- ',
    '> - ',
    '[',
    '![',
    '[a\\',
    '](',
    'a](',
    '[a](',
    '*_',
    '*a_ ',
    '**a',
    '~~a',
    '<',
    '<?',
    '<!--',
    '<div <',
    '&',
    '`',
    '``a',
    'a\n===\n',
    '[^a]',
    '[a]: b\n',
    '| a |\n|--|\n',
    '\\',
    '- a\n',
    '<b>',
    '<div>\n',
    '<a href="',
    '<table><tr>',
    '<li>',
    '<!-',
    '</p>',
    '<br>',
    '&amp;',
    ':a:',
    '<pre>',
    'www.a.',
    'a@b.c ',
    '\0',
    '\ud83d',
    '> [!NOTE]\n\n',
    '[a]\n\n',
    '- [ ] ',
    ':a',
    ':tada:',
    'https://a/b/c/pull/1.',
    '<div>',
    '<b a="',
    '<div a=">',
    '<p>\n<a href="x">y',
    '<ul><li>',
    '<ol><li><p>',
    '<table><tr><td>',
    '<td>\n\n',
    '<pre>a\n',
    '<svg><math>',
    '<x>a</y>',
    '<form>',
    '<title>',
    '<script>',
    '</script',
    '<!---',
    '<![CDATA[',
    '&amp',
    '&#x1',
  ])('%j', (piece) => {
    const startedMs = performance.now();
    const markdown = piece.repeat(Math.floor(60_000 / piece.length));
    const found = outcome(markdown, 50);
    const tookMs = performance.now() - startedMs;
    expect(tookMs, `${found.slice(0, 60)} after ${tookMs} ms`).toBeLessThan(5000);
  });

  it('and says so', () => {
    expect(() => plainText('[a\\'.repeat(20_000), '', 50)).toThrow(/^plainText: too complex/);
  });
});

it.each([600, 6000])('%d levels of Markdown are refused as such', (levels) => {
  expect(() => plainText('> '.repeat(levels), '', 20_000)).toThrow(/^plainText: nested too deeply/);
});

it('no nesting of HTML is too deep, and lists stay readable', () => {
  expect(plainText(`${'<div>'.repeat(20_000)}deep`, '', 20_000)).toBe('deep');
  const text = plainText('<ul><li>a'.repeat(5000), '', 20_000);
  expect(text.split('\n')).toHaveLength(5000);
  expect(text).toMatch(/\n {40}• a$/);
});

it('an address that many links refer to does not multiply', () => {
  const text = plainText(`${'[a] '.repeat(100)}\n\n[a]: https://${'x'.repeat(49_000)}`, '', 20_000);
  expect(text.match(/x{49000}/g)).toHaveLength(3);
  expect(text.match(/a/g)).toHaveLength(100);
});

it('a hundred levels are read', () => {
  expect(plainText(`${'> '.repeat(100)}deep`)).toBe('deep');
  const nested = Array.from({ length: 40 }, (_, level) => `${'  '.repeat(level)}- ${level}`);
  expect(plainText(nested.join('\n')).split('\n')).toHaveLength(40);
});

it('no text makes it fail, if it does not nest by the thousand', () => {
  const marks = [
    '#',
    '*',
    '_',
    '~',
    '`',
    '[',
    ']',
    '(',
    ')',
    '!',
    '<',
    '>',
    '-',
    '+',
    '|',
    '\n',
    ' ',
    '&',
    '\\',
    ':',
    '1.',
    'www.a.b',
    'a@b.c',
    '[^1]',
    '```',
    '<!--',
    '-->',
  ];
  const markdown = fc.oneof(
    fc.array(fc.constantFrom(...marks), { maxLength: 60 }).map((all) => all.join('')),
    anyText(5),
  );
  fc.assert(
    fc.property(markdown, (text) => {
      const found = outcome(text, 20_000);
      if (found.startsWith('plainText:')) expect(text).toMatch(/>{2000}/);
      expect(found).toBe(found.trim());
      expect(found).not.toMatch(/\n{3}/);
    }),
    { numRuns: 1000 },
  );
});

it('words stay words', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(words, fc.constantFrom('*', '**', '_', '~~', '`'), (all, mark) => {
      const text = all.join(' ');
      expect(plainText(text)).toBe(text);
      expect(plainText(`# ${text}\n\n- ${mark}${text}${mark}`)).toBe(`${text}\n\n• ${text}`);
    }),
    { numRuns: 1000 },
  );
});
