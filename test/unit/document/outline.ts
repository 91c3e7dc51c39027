/** Writes the tree of a document as lines. */

import { describePath, nodesOf, type Tree } from '../../../src/document/tree.ts';

/** Each node with its location and its text, and of a mapping the keys with theirs. */
export function outline(tree: Tree): readonly string[] {
  return Array.from(nodesOf(tree)).flatMap(([node, path]) => {
    const keys = node.kind === 'mapping' ? node.entries : [];
    const what = node.kind === 'scalar' ? `"${node.text}"` : node.kind;
    return [
      `${describePath(path)} ${node.line}:${node.column} ${what}`,
      ...keys.map(({ key, at }) => `- ${key} ${at.line}:${at.column}`),
    ];
  });
}
