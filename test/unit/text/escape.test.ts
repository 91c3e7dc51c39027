import { describe, expect, it } from 'vitest';
import { cut, cutGraphemes, escapeForLog } from '../../../src/text/escape.ts';
import fc from '../../support/fast-check.ts';
import { anyText, hardText } from '../../support/texts.ts';
import { within } from '../../support/within.ts';

const runs = { numRuns: 1000 };

/**
 * How the runner looks for a command in a line of output.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function isCommand(line: string): boolean {
  return line.replace(/^[\s\u0085]+/, '').startsWith('::') || line.includes('##[');
}

describe('text from outside', () => {
  it.each<[string, string]>([
    ['plain text: 100 % of it', 'plain text: 100 % of it'],
    ['::error::x', ': :error::x'],
    ['  ::add-mask::x', '  : :add-mask::x'],
    ['\u00a0\u2003::set-output', '\u00a0\u2003: :set-output'],
    [':::', ': ::'],
    ['a ::error::x', 'a ::error::x'],
    [': :', ': :'],
    ['##[error]x', '## [error]x'],
    ['a ##[group]##[endgroup]', 'a ## [group]## [endgroup]'],
    ['###[[', '### [['],
    ['# #[', '# #['],
    ['\n::error::x', '␊::error::x'],
    ['tab\there', 'tab␉here'],
    ['\0\u001b[31m\u001f\u007f', '␀␛[31m␟␡'],
    ['\u0080\u0085\u009f', '[U+0080][U+0085][U+009F]'],
    ['\u202a\u202b\u202c\u202d\u202e', '[U+202A][U+202B][U+202C][U+202D][U+202E]'],
    ['\u2066\u2067\u2068\u2069', '[U+2066][U+2067][U+2068][U+2069]'],
    ['\u200e\u200f\u061c\ufeff', '[U+200E][U+200F][U+061C][U+FEFF]'],
    ['\u0085::error::x', '[U+0085]::error::x'],
    ['é ß 漢字 🚀 👨‍👩‍👧‍👦 \u00a0\u200b\u200d', 'é ß 漢字 🚀 👨‍👩‍👧‍👦 \u00a0\u200b\u200d'],
    ['', ''],
  ])('%j stands as %j', (text, expected) => {
    expect(escapeForLog(text)).toBe(expected);
  });

  it('is never a command of the runner, and always one line without control characters', () => {
    const commands = fc.array(fc.constantFrom(':', '::', '#', '##', '##[', '[', ' ', '\t', '\r'));
    const text = fc.oneof(
      anyText(),
      commands.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (text) => {
        const line = escapeForLog(text);
        expect(isCommand(line)).toBe(false);
        expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u);
        expect(escapeForLog(line)).toBe(line);
      }),
      runs,
    );
  });
});

describe('a text that is cut by length', () => {
  it.each<[string, number, string]>([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['abcdef', 1, '…'],
    ['', 1, ''],
    ['🚀🚀🚀', 6, '🚀🚀🚀'],
    ['🚀🚀🚀', 5, '🚀🚀…'],
    ['🚀🚀🚀', 2, '…'],
  ])('%j at %i is %j', (text, length, expected) => {
    expect(cut(text, length)).toBe(expected);
  });

  it('has at most that many units, no half of a pair, and nothing but its own beginning', () => {
    fc.assert(
      fc.property(hardText(), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const short = cut(text, length);
        expect(short.length).toBeLessThanOrEqual(length);
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= length) expect(short).toBe(text);
        else {
          expect(short.endsWith('…')).toBe(true);
          expect(text.startsWith(short.slice(0, -1))).toBe(true);
          expect(short.length).toBeGreaterThanOrEqual(length - 1);
        }
      }),
      runs,
    );
  });
});

describe('a text that is cut by letters', () => {
  const family = '👨‍👩‍👧‍👦';
  const zalgo = `z${'\u0301'.repeat(100)}`;

  it.each<[string, number, string]>([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['abcdef', 1, '…'],
    ['', 1, ''],
    ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['🇩🇪🇫🇷🇯🇵', 2, '🇩🇪…'],
    [family, 2, family],
    [`a${family}b`, 2, 'a…'],
    ['a\r\nb', 3, 'a\r\nb'],
    ['a\r\nb', 2, 'a…'],
    // A letter is worth eight units on average; what is piled up higher is cut.
    [`ab${zalgo}`, 10, 'ab…'],
    [zalgo, 1, '…'],
    [zalgo, 20, zalgo],
  ])('%j at %i is %j', (text, count, expected) => {
    expect(cutGraphemes(text, count)).toBe(expected);
  });

  it('has at most that many, whole ones, and nothing but its own beginning', () => {
    const segmenter = new Intl.Segmenter();
    fc.assert(
      fc.property(hardText(), fc.integer({ min: 1, max: 40 }), (text, count) => {
        const short = cutGraphemes(text, count);
        const letters = [...segmenter.segment(short)];
        expect(letters.length).toBeLessThanOrEqual(count);
        expect(short.length).toBeLessThanOrEqual(8 * count + 1);
        expect(short.isWellFormed()).toBe(true);
        if (short === text) return;
        const kept = short.slice(0, -1);
        expect(short.endsWith('…')).toBe(true);
        expect(text.startsWith(kept)).toBe(true);
        const boundary = segmenter.segment(text).containing(kept.length);
        expect(boundary?.index).toBe(kept.length);
      }),
      runs,
    );
  });

  it('of many megabytes takes no longer than a short one', async () => {
    const text = 'ab🚀'.repeat(1_000_000);
    expect(await within(2000, () => cutGraphemes(text, 10))).toBe('ab🚀ab🚀ab🚀…');
  });
});
