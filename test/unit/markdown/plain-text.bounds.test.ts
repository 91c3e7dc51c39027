import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/markdown/plain-text.ts';
import fc from '../../support/fast-check.ts';
import { anyText } from '../../support/texts.ts';

describe('10,000 characters are converted', () => {
  const line = '* Oil the **crane** by @hubot\n';
  const converted = '• Oil the crane by @hubot\n';
  const count = Math.floor(10_000 / line.length);

  it('up to the end of a line; the rest comes through as it is', () => {
    const text = plainText(line.repeat(5000));
    expect(text.startsWith(converted.repeat(count) + line)).toBe(true);
    expect(text.split('\n')).toHaveLength(5000);
  });

  it('or up to any character of one long line', () => {
    expect(plainText('x'.repeat(150_000))).toBe('x'.repeat(150_000));
    const pairs = `a${'🚀'.repeat(6000)}`;
    expect(plainText(`${pairs}**b**`)).toBe(`${pairs}**b**`);
  });

  it('or fewer, if fewer are granted', () => {
    expect(plainText('**a**\n**b**\n**c**', '', () => 12)).toBe('a\nb\n**c**');
    expect(plainText('**a**', '', () => 0)).toBe('**a**');
  });
});

describe('beyond its bounds, a text keeps its characters:', () => {
  it.each([
    ['101 quotes in one line', `${'> '.repeat(101)}deep`],
    ['101 lists in one line', `${'1. > - '.repeat(34)}deep`],
    ['6000 levels', '>'.repeat(6000)],
    ['1001 runs of emphasis', '*_'.repeat(501)],
    ['1001 ends of links', ']'.repeat(1001)],
    ['1001 escapes', '[a\\'.repeat(1001)],
    ['a long address that is named often', `${'[a] '.repeat(100)}\n\n[a]: ${'x'.repeat(5000)}`],
  ])('%s', (_, markdown) => {
    expect(plainText(markdown)).toBe(markdown);
  });
});

describe('within its bounds it is converted:', () => {
  it.each([
    ['100 quotes', `${'> '.repeat(100)}deep`, 'deep'],
    ['1000 words in italics', '*a* '.repeat(500), 'a '.repeat(500).trim()],
    ['as many again after an empty line', '*a*\n\n'.repeat(1500), 'a\n\n'.repeat(1500).trim()],
    ['1000 levels of HTML', `${'<div>'.repeat(1900)}deep`, 'deep'],
    ['an address named often', `${'[a]\n'.repeat(50)}\n[a]: b`, 'a (b)\n'.repeat(50).trim()],
  ])('%s', (_, markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });

  it('lists stay readable', () => {
    const text = plainText('<ul><li>a'.repeat(1000));
    expect(text.split('\n')).toHaveLength(1000);
    expect(text).toMatch(/\n {40}• a$/);
    const nested = Array.from({ length: 40 }, (_, level) => `${'  '.repeat(level)}- ${level}`);
    expect(plainText(nested.join('\n')).split('\n')).toHaveLength(40);
  });
});

it('no text makes it fail', () => {
  const marks =
    '# * _ ~ ` [ ] ( ) ! < > - + | & \\ : 1. www.a.b a@b.c [^1] ``` <!-- --> <a> </a> <td> <li> <br> \u001b[ \u009d';
  const markdown = fc.oneof(
    fc
      .array(fc.constantFrom('\n', ' ', ...marks.split(' ')), { maxLength: 60 })
      .map((all) => all.join('')),
    anyText(5),
  );
  fc.assert(
    fc.property(markdown, (text) => {
      const found = plainText(text);
      expect(found).toBe(found.trim());
      if (text.length < 500) expect(found).not.toMatch(/\n{3}/);
    }),
    { numRuns: 200 },
  );
});
