/** Converts Markdown to HTML, in which the HTML of the author stays as it is. */

import type { ListItem, Parents, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { textAt } from '../text/property.ts';
import { withAlertTitle } from './alert.ts';

/** Levels of quotes, lists, and emphasis. The Markdown of people has fewer than ten. */
const MAX_DEPTH = 500;

/**
 * UTF-16 units of addresses that reference links may add. A short text could otherwise name
 * one long address many times. GitHub's parser has the same limit.
 */
const MAX_REFERENCED_LENGTH = 150_000;

/**
 * Tags whose contents a browser reads as text, up to the end of the document where they are not
 * closed. GitHub disarms them too: people write `<title>` in a sentence and mean the word.
 */
const TEXT_TAGS = /<(\/?)(?=(?:iframe|noembed|noframes|plaintext|textarea|title|xmp)[\s/>])/gi;

/** Tags that begin or end a link. */
const ANCHOR = /^<(?:a\s[\s\S]*href|\/a[\s>])/i;

const TAGS = {
  blockquote: 'blockquote',
  heading: 'h1',
  paragraph: 'p',
  table: 'table',
  tableRow: 'tr',
  tableCell: 'td',
  footnoteDefinition: 'section',
} as const;

/** State of the conversion of one document. */
interface Conversion {
  /** Addresses by the identifier of their definition. */
  readonly addresses: Readonly<Record<string, string>>;
  referencedLength: number;
  depth: number;
  /** Whether the paragraph is inside an `<a>` of the author. */
  isInAnchor: boolean;
}

/**
 * Reads GitHub's Markdown. A line break in a paragraph becomes `<br>`, as in GitHub's releases and
 * descriptions, and an alert becomes a paragraph that begins with its kind.
 * @throws {RangeError} if the text nests too deeply.
 */
export function markdownToHtml(markdown: string): string {
  const root = fromMarkdown(markdown.replace(/\r\n?/g, '\n'), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const html = children(root, {
    addresses: addressesOf(root),
    referencedLength: 0,
    depth: 0,
    isInAnchor: false,
  });
  return closeOpenTexts(html);
}

/** The first definition of a name applies. */
function addressesOf(root: Root): Readonly<Record<string, string>> {
  const addresses = new Map<string, string>();
  const waiting: (Root | RootContent)[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('children' in node) waiting.push(...node.children.toReversed());
    if (node.type === 'definition' && !addresses.has(node.identifier)) {
      addresses.set(node.identifier, node.url);
    }
  }
  return Object.fromEntries(addresses);
}

function children(parent: Parents, conversion: Conversion): string {
  conversion.depth += 1;
  if (conversion.depth > MAX_DEPTH) throw new RangeError('nested too deeply');
  const html = parent.children
    .map((node, index) => toHtml(withoutSecondBreak(node, parent.children[index - 1]), conversion))
    .join('');
  conversion.depth -= 1;
  return html;
}

/** Who writes `<br>` at the end of a line means one line break. */
function withoutSecondBreak(node: RootContent, before: RootContent | undefined): RootContent {
  return node.type === 'text' && before?.type === 'html' && /^<br\b/i.test(before.value)
    ? { ...node, value: node.value.replace(/^\n/, '') }
    : node;
}

function toHtml(node: RootContent, conversion: Conversion): string {
  return 'children' in node ? parentHtml(node, conversion) : leafHtml(node, conversion);
}

function leafHtml(node: Exclude<RootContent, Parents>, conversion: Conversion): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value).replaceAll('\n', '<br>');
    case 'inlineCode':
      return `<code>${escapeHtml(node.value)}</code>`;
    case 'code':
      return `<pre>${escapeHtml(node.value)}</pre>`;
    case 'html':
      if (ANCHOR.test(node.value)) conversion.isInAnchor = !node.value.startsWith('</');
      return node.value.replace(TEXT_TAGS, '<$1x-');
    case 'break':
      return '<br>';
    case 'image':
    case 'imageReference':
      return `<img alt="${escapeHtml(textAt(node, 'alt'))}">`;
    case 'thematicBreak':
      return '<hr>';
    case 'definition':
    case 'footnoteReference':
    case 'yaml':
      return '';
  }
}

function parentHtml(node: Extract<RootContent, Parents>, conversion: Conversion): string {
  if (node.type === 'heading' || node.type === 'paragraph') conversion.isInAnchor = false;
  const html = children(node.type === 'blockquote' ? withAlertTitle(node) : node, conversion);
  switch (node.type) {
    case 'link':
      return anchor(node.url, html, conversion);
    case 'linkReference':
      return referencedAnchor(node.identifier, html, conversion);
    case 'list':
      return node.ordered
        ? `<ol start="${textAt(node, 'start')}">${html}</ol>`
        : `<ul>${html}</ul>`;
    case 'listItem':
      return `<li>${checkbox(node)}${html}</li>`;
    case 'blockquote':
    case 'heading':
    case 'paragraph':
    case 'table':
    case 'tableRow':
    case 'tableCell':
    case 'footnoteDefinition':
      return `<${TAGS[node.type]}>${html}</${TAGS[node.type]}>`;
    case 'emphasis':
    case 'strong':
    case 'delete':
      return html;
  }
}

/** Markdown makes a link of an address that is the text of an `<a>` already. */
function anchor(address: string, html: string, { isInAnchor }: Conversion): string {
  return isInAnchor ? html : `<a href="${escapeHtml(address)}">${html}</a>`;
}

function referencedAnchor(identifier: string, html: string, conversion: Conversion): string {
  const address = textAt(conversion.addresses, identifier);
  conversion.referencedLength += address.length;
  return conversion.referencedLength > MAX_REFERENCED_LENGTH
    ? html
    : anchor(address, html, conversion);
}

function checkbox({ checked }: ListItem): string {
  if (typeof checked !== 'boolean') return '';
  return `<input type="checkbox"${checked ? ' checked' : ''}>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A `<script>` or `<style>` that nobody closes is a word of the text too. */
function closeOpenTexts(html: string): string {
  return ['script', 'style'].reduce((text, name) => {
    const end = text.toLowerCase().lastIndexOf(`</${name}`);
    return text.replace(new RegExp(`<(?=${name}[\\s/>])`, 'gi'), (found, at: number) =>
      at > end ? '<x-' : found,
    );
  }, html);
}
