/** Converts Markdown to the text that a reader sees. Loads its parsers, and is itself loaded on first use. */

import { createContext, Script } from 'node:vm';
import { htmlToText } from './html-text.ts';
import { markdownToHtml } from './markdown-html.ts';

/** UTF-16 units of Markdown. GitHub keeps release notes and descriptions to 125,000 characters. */
const MAX_LENGTH = 150_000;

/**
 * The parser takes half a second for as many, but minutes for text that was made for it. Meanwhile no
 * signal is handled, and a cancelled step has two seconds (interface, section 9).
 */
const MAX_MS = 1500;

/** Node.js ends a function that takes too long only when a separate script calls it. */
const script = new Script('run()');
const scope = createContext({});

/**
 * Converts GitHub's Markdown, with the HTML in it, to plain text: emphasis and headings lose their
 * marks, list items begin with `•`, and a link is its text with the address in brackets. Lines end in
 * `\n`.
 * @param repository the `owner/name` of the repository, whose pull requests are `#12`.
 * @param maxMs time for the parser, in milliseconds.
 * @throws {Error} if the text is longer than 150,000 characters, or takes longer than that.
 */
export function plainText(markdown: string, repository = '', maxMs = MAX_MS): string {
  if (markdown.length > MAX_LENGTH) throw new Error('plainText: longer than 150,000 characters');
  let text = '';
  const run = (): void => {
    text = htmlToText(markdownToHtml(markdown), repository);
  };
  try {
    script.runInContext(Object.assign(scope, { run }), { timeout: maxMs });
  } catch (cause) {
    const reason = cause instanceof RangeError ? 'nested too deeply' : 'too complex to parse';
    throw new Error(`plainText: ${reason}. Leave the text out, or use its first line`, { cause });
  }
  return text;
}
