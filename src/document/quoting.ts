/** Finds what is wrong with a line of YAML, and writes the line that was probably meant. */

import { CLOSED, isBracketed, named, reasonToQuote } from './plain-values.ts';
import { NO_HARD_SPACE } from './source.ts';

/** A line as it should be, from the first character that is not indentation. */
export interface Rewrite {
  /** Dashes of a list, and the key with its colon. */
  readonly before: string;
  readonly value: string;
  /** A comment. */
  readonly after: string;
  /** The value as the parser must read it; nothing where it stays as it was written. */
  readonly meant: string | undefined;
}

/** What is wrong with a line. */
export interface LineFault {
  /** What is wrong and why: `the value needs quotes because it contains …`. */
  readonly message: string;
  /** The column, from 1, where it begins. */
  readonly column: number;
  /** The corrected line; nothing where the value began in a line above. */
  readonly rewrite?: Rewrite;
  /** What to do, where it is not "write this line". */
  readonly hint?: string;
}

/** Longer lines are judged by their beginning. */
const MAX_LENGTH = 4096;

/** Dashes of a list, and a key with its colon: quoted, or plain without `{{` and ` #` in it. */
const BEFORE_VALUE =
  /^(?:- +)*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'[\]{}#,*&!|>%@`](?:(?!\{\{| #)[^:]|:(?=\S))*)\s*:(?:\s+|$))?/;

interface LineParts extends Pick<Rewrite, 'before' | 'value'> {
  readonly indent: string;
  readonly column: number;
}

/**
 * @returns a line in its parts, and the column of its value, from 1. `before` is blank without a key or
 * dash: then, the value began in a line above.
 */
export function splitLine(text: string): LineParts {
  const start = text.slice(0, MAX_LENGTH).trimEnd();
  const line = start.trimStart();
  const value = line.replace(BEFORE_VALUE, '');
  const before = line.slice(0, line.length - value.length);
  const indent = start.slice(0, start.length - line.length);
  return { indent, before, value, column: indent.length + before.length + 1 };
}

/**
 * @param inBrackets whether something between the brackets of the value is known to be wrong.
 * @returns nothing for a line whose value can stay as it is.
 */
export function findLineFault(text: string, inBrackets: boolean): LineFault | undefined {
  const { indent, before, value, column } = splitLine(text);
  const other = findSpace(indent + before + value) ?? quoteKey(before + value, indent.length + 1);
  if (other !== undefined) return other;
  const reason = reasonToQuote(value);
  if (reason === undefined && !inBrackets) return undefined;
  return {
    message: `the value needs quotes because ${reason ?? 'YAML cannot read what is between its brackets'}`,
    column,
    ...(before !== '' && { rewrite: rewriteValue(before, value) }),
  };
}

/** A quote or bracket that a line opens and does not close. */
interface Opening {
  readonly character: string;
  /** The line with it in quotes; nothing where its text continues in the line below. */
  readonly rewrite: Rewrite | undefined;
}

/** @returns the quote or bracket that a line opens and does not close. */
export function findOpening(text: string, below: string): Opening | undefined {
  const { before, value } = splitLine(text);
  const content = value.replace(/^(?:[&!]\S*\s+)+/, '');
  const isQuote = /^["']/.test(content);
  const isOpen = isQuote ? !CLOSED.test(content) : /^[[{]/.test(content) && !isBracketed(content);
  if (!isOpen) return undefined;
  const isContinued = isQuote && /^\s*[^\s#]/.test(below) && splitLine(below).before === '';
  return {
    character: content.charAt(0),
    rewrite: isContinued ? undefined : rewriteValue(before, value),
  };
}

/** Spaces that YAML takes for letters: they come with text from a web page or an editor. */
const HARD_SPACE = '[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]';

const HARD_INDENT = new RegExp(`^[ ]*${HARD_SPACE}`);

const AFTER_COLON = new RegExp(
  `^(\\s*(?:- +)*([A-Za-z_#][\\w#.-]+):)(${HARD_SPACE}|(?=[^\\s:/\\\\]))\\s*(.+)$`,
);

/** A non-breaking space, or a missing space after the colon of a key. */
function findSpace(line: string): LineFault | undefined {
  if (HARD_INDENT.test(line)) {
    return { message: 'a non-breaking space indents this line', column: 1, hint: NO_HARD_SPACE };
  }
  const [, start = '', key, space, value = ''] = AFTER_COLON.exec(line) ?? [];
  if (key === undefined) return undefined;
  const found = space === '' ? 'no space' : 'a non-breaking space';
  return {
    message: `the colon of the key \`${key}\` has ${found} after it`,
    column: start.length,
    rewrite: rewriteIfWrong(`${start.trimStart()} `, value),
  };
}

/** A key that begins with a character that needs quotes, such as the fallback `*` of a user map. */
function quoteKey(line: string, column: number): LineFault | undefined {
  const [, key = '', value] = /^([*&!%@`][^\s:]*):\s+(.*)$/.exec(line) ?? [];
  if (value === undefined) return undefined;
  const message = `the key needs quotes because it begins with ${named(key.charAt(0))}`;
  return { message, column, rewrite: rewriteIfWrong(`${inQuotes(key)}: `, value) };
}

/** @returns a key with a value, in quotes if it needs them. */
export function writePair(key: string, value: string): Rewrite {
  return rewriteIfWrong(`${key}: `, value);
}

function rewriteIfWrong(before: string, value: string): Rewrite {
  const isSound = /^[|>][-+\d]*$/.test(value) || reasonToQuote(value) === undefined;
  return isSound ? { before, value, after: '', meant: undefined } : rewriteValue(before, value);
}

/** A value in quotes. A comment stays behind it. */
function rewriteValue(before: string, value: string): Rewrite {
  if (/^["']/.test(value)) {
    // A comma after the value is a habit from JSON.
    const meant = withSingleQuotes(unquote(value.replace(/(?<=["'])\s*[,;]$/, '')));
    return { before, value: inQuotes(meant), after: '', meant };
  }
  const text = withSingleQuotes(value.replace(/(?<!\$)\{\{(?=\s*[\w-]+[.(])/g, '${{'));
  const start = text.replace(/\s+# .*$/, '');
  const meant = reasonToQuote(start) === undefined ? text : start;
  return { before, value: inQuotes(meant), after: text.slice(meant.length), meant };
}

/** In an expression, text is in single quotes. */
function withSingleQuotes(text: string): string {
  return text.replace(/\$\{\{[^'}]*\}\}/g, (it) => it.replaceAll('"', "'"));
}

/** @returns the text that was meant by a value that is quoted the wrong way. */
function unquote(value: string): string {
  const quote = value.charAt(0);
  const inner = value.slice(1, -1);
  const isWhole = value.length > 1 && value.endsWith(quote);
  if (!isWhole) return quote === '"' && !CLOSED.test(value) ? value.slice(1) : value;
  // In `"a" is "b"` the second quote closes a word; in `"say "a" now"` it opens one.
  const next = inner.charAt(inner.indexOf(quote) + 1);
  return inner.includes(quote) && /\s/.test(next) ? value : inner;
}

/** @returns a text in the quotes that need the fewest escapes. */
export function inQuotes(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}

/**
 * @returns lines that set a placeholder by its name as a template has it, `###KEY###: value`, which is a
 * comment in YAML. Of many, the first are enough.
 */
export function findHashedKeys(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/(?<=^[ \t]*)###([^#\s]{1,60})###[ \t]*[:=][ \t]*(.*)/gm).take(50)];
}
