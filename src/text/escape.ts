/** Escapes text from outside, so that it cannot act as a runner command or hide what it says. */

/**
 * C0, DEL, C1, line and paragraph separators, and every bidirectional control (Unicode UAX #9).
 * Joiners stay: emoji need them.
 */
const ACTIVE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * @returns the text on one line: control and bidirectional characters become `␊` or `[U+202E]`,
 * and the runner finds no command in it.
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function escapeForLog(text: string): string {
  return text
    .replace(ACTIVE, visible)
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

function visible(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** A run of letters, with the `@` of a mailbox after it or without. Each run is matched once, for speed. */
const MAILBOX = /[^\s"'`,:;<>()[\]{}@/]+(@(?=(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}))?/gu;

/** @returns the text without the part of e-mail addresses that is before the `@`. */
export function hideMailboxes(text: string): string {
  return text.replace(MAILBOX, (run, at) => (at === undefined ? run : '…@'));
}

/** @returns the text, at most `length` UTF-16 units long, with `…` as the last where it was cut. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = length - 1;
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}

/**
 * Below U+0300, and in the punctuation from U+2010, every character but CR LF is a separate letter.
 * `Intl.Segmenter` takes 10 ms when it is first used.
 */
const SINGLE = /^[\u0000-\u000c\u000e-\u02ff\u2010-\u2027]*$/;

/** @returns the letters of the text as people see them (Unicode UAX #29, grapheme clusters). */
export function graphemes(text: string): Iterable<string> {
  if (SINGLE.test(text)) return text;
  return Iterator.from(new Intl.Segmenter().segment(text)).map(({ segment }) => segment);
}

/**
 * @returns the text, at most `count` letters as people see them, with `…` as the last if cut. A
 * letter can consist of any number of characters, so their average length in UTF-16 units is limited.
 */
export function cutGraphemes(text: string, count: number, averageLength = 8): string {
  if (text.length <= count) return text;
  const kept: string[] = [];
  let length = 0;
  for (const letter of graphemes(text.slice(0, averageLength * (count + 1)))) {
    length += letter.length;
    if (kept.length === count || length > averageLength * count)
      return `${kept.slice(0, count - 1).join('')}…`;
    kept.push(letter);
  }
  return text;
}
