/** Markdown in, the text that a reader sees out. Loads its parser; loaded itself on first use. */

import type { Nodes, Parents } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** UTF-16 units of Markdown. GitHub keeps release notes and descriptions to 125,000 characters. */
const MAX_LENGTH = 150_000;

/**
 * Turns GitHub's Markdown into plain text: emphasis and headings lose their marks, list items begin
 * with `•`, and a link stands as its text with the address in brackets.
 * @throws {Error} if the text is longer than 150,000 characters.
 */
export function plainText(markdown: string): string {
  if (markdown.length > MAX_LENGTH) throw new Error('plainText: longer than 150,000 characters');
  const root = fromMarkdown(markdown, {
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

function show(node: Nodes): string {
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
      return node.alt ?? '';
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
    case 'root':
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

/** Comments and tags go, what stands between them stays. */
function withoutTags(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}
