/** Writes text from outside as Markdown that only shows it. */

import { cutGraphemes, escapeForLog } from '../text/escape.ts';

/** Letters of one text in the job summary. */
const MAX_LETTERS = 2000;

/** Writes texts as Markdown. Each text is redacted first, then cut, then escaped. */
export interface Markdown {
  /**
   * @returns the text for the inside of a line. Each character that is syntax of Markdown or HTML is an
   * entity, each line end is `<br>`, and control and bidirectional characters are visible.
   */
  readonly text: (text: string, letters?: number) => string;
  /** @returns a message of ours: what is in backticks is code. */
  readonly message: (text: string, letters?: number) => string;
  /** @returns the text as inline code. */
  readonly code: (text: string, letters?: number) => string;
  /** @returns lines as a block of code that can be folded away. */
  readonly folded: (title: string, text: string, letters: number) => string;
}

/** @param redact removes secrets from a text. */
export function createMarkdown(redact: (text: string) => string): Markdown {
  const text = (original: string, letters = MAX_LETTERS): string =>
    cutGraphemes(redact(original), letters)
      .split(/\r\n|\n/)
      .map((line) => escapeForLog(line).replace(SYNTAX, toEntity))
      .join('<br>');
  return {
    text,
    message: (original, letters) => text(original, letters).replace(CODE, '<code>$1</code>'),
    code: (original, letters) => `<code>${text(original, letters)}</code>`,
    folded(title, original, letters) {
      // In a block, only HTML is syntax, and only a blank line ends it.
      const lines = cutGraphemes(redact(original), letters)
        .split('\n')
        .map((line) => escapeForLog(line).replace(/[&<>]/g, entity).replace(/^ *$/, '&#32;'));
      return `<details><summary>${text(title)}</summary><pre><code>${lines.join('\n')}</code></pre></details>`;
    },
  };
}

/** @returns a table. The cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}

/**
 * Syntax inside a line, of HTML and of GitHub's Markdown: links, mentions, references, emoji and math
 * included.
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
const SYNTAX = /[&<>"'`*_{}[\]()#+!|~\\$@]|:(?=\/\/|[\w+-]+:)|(?<=www)\.|(?<=\bGH)-/gi;

/** Shows nothing, and separates what GitHub looks for after it replaced entities. */
const BREAK = '<em></em>';

/** Text in backticks on one line. */
const CODE = /&#96;((?:[^<]|<em><\/em>)+?)&#96;/g;

function toEntity(char: string, at: number, line: string): string {
  if (char === '.') return BREAK + entity(char);
  // A location, such as `:12:5`, is no emoji.
  if (char === ':' && /^:\d+:/.test(line.slice(at, at + 8))) return entity(char);
  return '@#:-'.includes(char) ? entity(char) + BREAK : entity(char);
}

function entity(char: string): string {
  return `&#${char.charCodeAt(0)};`;
}
