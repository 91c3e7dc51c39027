/** Writes a line of YAML with its value in quotes. */

import { fields } from '../fields.ts';
import { beginsWith, CLOSED, isBracketed, named, reasonToQuote } from './plain-values.ts';

/** A value that needs quotes. */
export interface Quoting {
  /** What needs them and why: `the value needs quotes because it contains …`. */
  readonly said: string;
  /** What to write, as a sentence. */
  readonly hint: string;
  /** Where the value begins, from 1. */
  readonly column: number;
}

/** Longer lines are judged by their beginning. */
const MAX_LENGTH = 4096;

/** Dashes of a list, and a key with its colon: quoted, or plain without `{{` and ` #` in it. */
const BEFORE_VALUE =
  /^(?:- +)*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'[\]{}#,*&!|>%@`](?:(?!\{\{| #)[^:]|:(?=\S))*)\s*:(?:\s+|$))?/;

/**
 * @param inBrackets whether something between the brackets of the value is known to be wrong.
 * @returns nothing for a line whose value can stay as it is.
 */
export function findQuoting(text: string, inBrackets: boolean): Quoting | undefined {
  const { indent, before, value } = splitLine(text);
  const key = quoteKey(before + value, indent);
  if (key !== undefined) return key;
  const reason = reasonToQuote(value) ?? (inBrackets ? beginsWith(value) : undefined);
  if (reason === undefined) return undefined;
  // Without a key or dash before it, the value began in a line above.
  const hint = before === '' ? SEVERAL_LINES : writeLine(before + quoteValue(value, before));
  return {
    said: `the value needs quotes because ${reason}`,
    hint,
    column: indent + before.length + 1,
  };
}

/** A quote or bracket that a line opens and does not close. */
interface Opening {
  readonly character: string;
  /** What to write, as a sentence. */
  readonly hint: string;
}

/** @returns nothing for a line whose value opens nothing, or closes it. */
export function findOpening(text: string): Opening | undefined {
  const { before, value } = splitLine(text);
  const content = value.replace(/^(?:[&!]\S*\s+)+/, '');
  const isOpen = /^["']/.test(content)
    ? !CLOSED.test(content)
    : /^[[{]/.test(content) && !isBracketed(content);
  if (!isOpen) return undefined;
  const character = content.charAt(0);
  const written = writeLine(before + quoteValue(value, before));
  if (/["']/.test(character)) return { character, hint: `Close it. ${written}` };
  const hint = takesBrackets(before) ? '' : ` If it is text, put it in quotes. ${written}`;
  return { character, hint: `Close it.${hint}` };
}

/** What to do about text of several lines. */
export const SEVERAL_LINES =
  'Put text of several lines in quotes as a whole, or write it as a block: `key: |`, and the text indented below.';

/** @returns the sentence that shows a line with all that follows the key in quotes. */
export function writeInQuotes(text: string): string {
  const { before, value } = splitLine(text);
  return before === '' ? SEVERAL_LINES : writeLine(before + inQuotes(value));
}

/** @returns the sentence that shows a line inside brackets with its expressions in quotes. */
export function writeItems(text: string): string {
  const { before, value } = splitLine(text);
  return writeLine(before + quoteItems(value));
}

function writeLine(line: string): string {
  return line.includes('`') ? `Write: ${line}` : `Write \`${line}\`.`;
}

/** @returns whether a line begins with a key or the dash of a list. */
export function hasKey(text: string): boolean {
  return splitLine(text).before !== '';
}

/** @returns whether a column is between the brackets of a line's value. */
export function isInBrackets(text: string, column: number): boolean {
  const { indent, before, value } = splitLine(text);
  return column > indent + before.length + 1 && isBracketed(value);
}

/** @returns whether the value of a line begins at a column, and is in brackets. */
export function hasBrackets(text: string, column: number): boolean {
  const { indent, before, value } = splitLine(text);
  return indent + before.length + 1 === column && isBracketed(value.replace(/\s+#.*/, ''));
}

function splitLine(text: string): {
  readonly indent: number;
  readonly before: string;
  readonly value: string;
} {
  const start = text.slice(0, MAX_LENGTH).trimEnd();
  const line = start.trimStart();
  const value = line.replace(BEFORE_VALUE, '');
  const before = line.slice(0, line.length - value.length);
  return { indent: start.length - line.length, before, value };
}

/** A key that begins as no plain text can, such as the fallback `*` of a user map. */
function quoteKey(line: string, indent: number): Quoting | undefined {
  const [, key = '', first = '', value] = /^(([*&!%@`])[^\s:]*):\s+(.*)$/.exec(line) ?? [];
  if (value === undefined) return undefined;
  const quoted = reasonToQuote(value) === undefined ? value : quoteValue(value, '');
  const hint = writeLine(`${inQuotes(key)}: ${quoted}`);
  const said = `the key needs quotes because it begins with ${named(first)}`;
  return { said, hint, column: indent + 1 };
}

/** Keys whose values may be written in brackets. */
const collections = [
  'notification',
  'notifications',
  ...fields
    .filter(({ kind }) => ['recipients', 'override', 'additional'].includes(kind))
    .map(({ name }) => name),
];

/** Whether what is before a value is a key of `collections`, or no key at all. */
function takesBrackets(before: string): boolean {
  const key = before.replace(/^(?:- +)*|\s*:\s*$/g, '');
  return key === '' || collections.includes(key);
}

function quoteValue(value: string, before: string): string {
  if (/^["']/.test(value)) return requote(value);
  if (isBracketed(value) && takesBrackets(before)) return quoteItems(value);
  const text = value.replace(/(?<!\$)\{\{(?=\s*[\w-]+[.(])/g, '${{');
  const start = text.replace(/\s+# .*$/, '');
  const isCut = reasonToQuote(start) !== undefined;
  return isCut ? inQuotes(start) + text.slice(start.length) : inQuotes(text);
}

/** Of a value that is quoted the wrong way, the text that was meant. */
function requote(value: string): string {
  const quote = value.charAt(0);
  const inner = value.slice(1, -1);
  const isWhole = value.length > 1 && value.endsWith(quote);
  if (!isWhole) return inQuotes(quote === '"' && !CLOSED.test(value) ? value.slice(1) : value);
  // In `"a" is "b"` the second quote closes a word; in `"say "a" now"` it opens one.
  const next = inner.charAt(inner.indexOf(quote) + 1);
  return inner.includes(quote) && /\s/.test(next) ? inQuotes(value) : inQuotes(inner);
}

/** A quoted text, or the key and the plain text of an item in brackets. */
const ITEM =
  /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|((?:[\w#$.-]+:\s+)?)((?:\$\{\{(?:'[^']*'|[^'])*?\}\}|[^\s,[\]{}])(?:\$\{\{(?:'[^']*'|[^'])*?\}\}|[^,[\]{}])*)/g;

function quoteItems(value: string): string {
  return value.replace(ITEM, (item, key: string | undefined, written: string | undefined) => {
    if (key === undefined || written === undefined) return item;
    const text = written.trimEnd();
    const isSound = !text.includes('${{') && reasonToQuote(text) === undefined;
    return key + (isSound ? text : inQuotes(text)) + written.slice(text.length);
  });
}

/** A text in the quotes that need the fewest escapes. */
function inQuotes(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}
