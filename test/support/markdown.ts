/** Parses Markdown as GitHub does. */

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

/** @returns the text that people read; nothing if the node holds anything but text and breaks. */
export function plainTextOf(node: Parents): string | undefined {
  const texts = node.children.map((child) => {
    if (child.type === 'text') return child.value;
    if (child.type !== 'html') return undefined;
    return { '<br>': '\n', '<em>': '', '</em>': '' }[child.value];
  });
  return texts.includes(undefined) ? undefined : texts.join('');
}
