/** YAML 1.2 text in, a tree with positions out. The only importer of the YAML parser. */

import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar as YamlScalar,
} from 'yaml';
import { Fault } from '../diagnostics.ts';
import { textAt } from '../text/property.ts';
import { type Entry, MAX_DEPTH, MAX_NODES, type Position, TOO_DEEP, type Tree } from './tree.ts';

/**
 * @returns the tree, or `undefined` for a document in which nothing stands.
 * @throws {Fault} with a location, on the first thing that is wrong.
 */
export function parseYaml(text: string): Tree | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    stringKeys: true,
    // Checked later, with positions: the parser compares each key with each.
    uniqueKeys: false,
  });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [trouble] = [...document.errors, ...document.warnings];
  if (trouble !== undefined) throw new Fault(explain(trouble), { location: at(trouble.pos[0]) });
  if (document.contents === null) return undefined;
  return createConverter(at)(document.contents, { line: 1, column: 1 }, 1);
}

type Convert = (node: Node | null, parent: Position, depth: number) => Tree;

/** Aliases are resolved on the way, in document order, and bounded in what they multiply to. */
function createConverter(at: (offset: number) => Position): Convert {
  const anchors = new Map<string, Node>();
  let nodes = 0;

  const locationOf = (node: Node | null, parent: Position): Position =>
    node?.range == null ? parent : at(node.range[0]);
  const convert: Convert = (node, parent, depth) => {
    const location = locationOf(node, parent);
    nodes += 1;
    if (nodes > MAX_NODES) throw new Fault(`has more than ${MAX_NODES} values`, { location });
    if (depth > MAX_DEPTH) throw new Fault(TOO_DEEP, { location });
    if (node === null) return { kind: 'scalar', value: null, text: '', ...location };
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) {
        throw new Fault(`no anchor stands before the alias *${node.source}`, { location });
      }
      return convert(target, location, depth + 1);
    }
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    if (isScalar(node)) return scalar(node, location);
    if (isSeq<Node | null>(node)) {
      const items = node.items.map((item) => convert(item, location, depth + 1));
      return { kind: 'list', items, ...location };
    }
    // The parser was asked to take texts only for keys.
    if (!isMap<YamlScalar, Node | null>(node)) throw new Fault('not a YAML value', { location });
    const entries = node.items.map(({ key, value }): Entry => {
      const keyAt = locationOf(key, location);
      return { key: String(key.value), at: keyAt, value: convert(value, keyAt, depth + 1) };
    });
    return { kind: 'mapping', entries, ...location };
  };
  return convert;
}

function scalar(node: YamlScalar, location: Position): Tree {
  const { value } = node;
  if (typeof value === 'string') return { kind: 'scalar', value, text: value, ...location };
  if (value === null) return { kind: 'scalar', value, text: '', ...location };
  const text = textAt(node, 'source');
  if (typeof value === 'boolean') return { kind: 'scalar', value, text, ...location };
  // JSON has neither infinity nor "not a number"; they stay the text they were.
  const finite = typeof value === 'number' && Number.isFinite(value) ? value : text;
  return { kind: 'scalar', value: finite, text, ...location };
}

/** What the parser found, as the end of a sentence; never the text around it. */
function explain(trouble: { readonly code: string; readonly message: string }): string {
  if (trouble.message.startsWith('Maximum call stack')) return TOO_DEEP;
  if (trouble.code === 'MULTIPLE_DOCS') return 'a second document begins here (---)';
  if (trouble.code === 'BAD_SCALAR_START') {
    return `${trouble.message}; put the value in quotes, as in "@login"`;
  }
  return trouble.message.replace(/\n[\s\S]*/, '');
}
