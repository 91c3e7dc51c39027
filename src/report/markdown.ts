/** Text from outside in, Markdown that shows it and cannot act out. */

import { cutGraphemes, escapeForLog } from '../text/escape.ts';

/** Letters of one text in the receipt. */
const MAX_LETTERS = 2000;

/**
 * @returns the text as Markdown that stands in a line of ours: every character that Markdown or HTML
 * could act on there is an entity, every line end `<br>`, control and bidirectional characters are
 * visible.
 */
export function escapeText(text: string, letters = MAX_LETTERS): string {
  return cutGraphemes(text, letters)
    .split(/\r\n|\n/)
    .map((line) => escapeForLog(line).replace(ACTIVE, entity))
    .join('<br>');
}

/** @returns a message of ours as Markdown: what stands between backticks in it is code. */
export function message(text: string): string {
  return escapeText(text).replace(/&#96;([^<]+?)&#96;/g, '<code>$1</code>');
}

/** @returns the text as inline code. */
export function code(text: string, letters = MAX_LETTERS): string {
  return `<code>${escapeText(text, letters)}</code>`;
}

/**
 * @returns lines as a block of code that can be folded away; in it, only HTML could act, and only a
 * blank line could end it.
 */
export function folded(title: string, text: string): string {
  const lines = text
    .split('\n')
    .map((line) => escapeForLog(line).replace(/[&<>]/g, entity).replace(/^ *$/, '&#32;'));
  return `<details><summary>${escapeText(title)}</summary><pre><code>${lines.join('\n')}</code></pre></details>`;
}

/** @returns a table; the cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/** Syntax of HTML and of GitHub's Markdown inside a line, links, mentions, emoji and math included. */
const ACTIVE = /[&<>"'`*_{}[\]()#+!|~\\$@]|:(?=\/\/|[\w+-]+:)|(?<=www)\./gi;

function entity(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}
