/** Converts Markdown to the text that a reader sees. Loads its parser, and is itself loaded on first use. */

import { createContext, Script } from 'node:vm';
import type { Parents, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { textAt } from '../text/property.ts';

/** UTF-16 units of Markdown. GitHub keeps release notes and descriptions to 125,000 characters. */
const MAX_LENGTH = 150_000;

/**
 * The parser takes half a second for as many, but minutes where somebody made them for that.
 * Meanwhile no signal is heard, and a cancelled step has two seconds (interface, section 9).
 */
const MAX_MS = 1500;

/** Node.js ends a function that takes too long only when a script of its own calls it. */
const script = new Script('run()');
const scope = createContext({});

/**
 * Turns GitHub's Markdown into plain text: emphasis and headings lose their marks, list items begin
 * with `•`, and a link stands as its text with the address in brackets. Lines end in `\n`.
 * @param maxMs time for the parser, in milliseconds.
 * @throws {Error} if the text is longer than 150,000 characters, or takes longer than that.
 */
export function plainText(markdown: string, maxMs = MAX_MS): string {
  if (markdown.length > MAX_LENGTH) throw new Error('plainText: longer than 150,000 characters');
  let text = '';
  const run = (): void => {
    text = convert(markdown);
  };
  try {
    script.runInContext(Object.assign(scope, { run }), { timeout: maxMs });
  } catch (cause) {
    const reason = cause instanceof RangeError ? 'nested too deeply' : 'too intricate to read';
    throw new Error(`plainText: ${reason}; leave the text out, or take its first line`, { cause });
  }
  return text;
}

function convert(markdown: string): string {
  const root = fromMarkdown(markdown.replace(/\r\n?/g, '\n'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  return blocks(root)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Blocks stand apart by an empty line. */
function blocks(parent: Parents, separator = '\n\n'): string {
  return parent.children
    .map((node) => show(node))
    .filter((text) => text !== '')
    .join(separator);
}

function inline(parent: Parents): string {
  return parent.children.map((node) => show(node)).join('');
}

function show(node: RootContent): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value;
    case 'html':
      return withoutTags(node.value);
    case 'break':
      return '\n';
    case 'image':
    case 'imageReference':
      return textAt(node, 'alt');
    case 'link':
      return linkText(inline(node), node.url);
    case 'list':
      return node.children
        .map((item, index) => {
          const number = `${(node.start ?? 1) + index}.`;
          const sign = item.checked === true ? '☑' : item.checked === false ? '☐' : '•';
          return `${node.ordered ? number : sign} ${blocks(item, '\n').replaceAll('\n', '\n  ')}`;
        })
        .join('\n');
    case 'table':
      return blocks(node, '\n');
    case 'tableRow':
      return node.children.map((cell) => inline(cell)).join(' | ');
    case 'blockquote':
    case 'listItem':
    case 'footnoteDefinition':
      return blocks(node);
    case 'paragraph':
    case 'heading':
    case 'emphasis':
    case 'strong':
    case 'delete':
    case 'linkReference':
    case 'tableCell':
      return inline(node);
    case 'thematicBreak':
    case 'definition':
    case 'footnoteReference':
    case 'yaml':
      return '';
  }
}

/** A bare address is its own text; an address of mail needs no scheme. */
function linkText(text: string, url: string): string {
  const address = url.replace(/^mailto:/, '');
  return text === '' || text === address || url.endsWith(`//${text}`)
    ? text || url
    : `${text} (${url})`;
}

/** Removes comments and tags, and keeps the text between them. */
function withoutTags(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}
