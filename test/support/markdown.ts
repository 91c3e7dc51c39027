/** Markdown in, what a reader of GitHub's kind makes of it out. */

import type { Nodes, Parents, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** Parses as GitHub does: tables, strikethrough, links without brackets. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** @returns every node of a type below a node, in order. */
export function findAll<T extends Nodes['type']>(
  node: Nodes,
  type: T,
): readonly Extract<Nodes, { readonly type: T }>[] {
  const isWanted = (it: Nodes): it is Extract<Nodes, { readonly type: T }> => it.type === type;
  return [...walk(node)].filter(isWanted);
}

function* walk(node: Nodes): Generator<Nodes> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* walk(child);
}

/**
 * @returns the text that people read; nothing if the node holds anything but plain text, line ends
 * and links that say where they lead.
 */
export function plainTextOf(node: Parents): string | undefined {
  const texts = node.children.map((child) => {
    if (child.type === 'text') return child.value;
    if (child.type === 'html' && child.value === '<br>') return '\n';
    if (child.type !== 'link') return undefined;
    const shown = plainTextOf(child);
    const leads = [shown, `http://${shown}`, `mailto:${shown}`];
    return shown !== undefined && !child.title && leads.includes(child.url) ? shown : undefined;
  });
  return texts.includes(undefined) ? undefined : texts.join('');
}
