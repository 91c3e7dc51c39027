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
import { textAt } from '../shape.ts';
import {
  DocumentError,
  type Entry,
  MAX_DEPTH,
  MAX_NODES,
  type Position,
  TOO_DEEP,
  type Tree,
} from './tree.ts';

/**
 * @returns the tree, or `undefined` for a document in which nothing stands.
 * @throws {DocumentError} on the first thing that is wrong.
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
  if (trouble !== undefined) throw new DocumentError(explain(trouble), at(trouble.pos[0]));
  if (document.contents === null) return undefined;
  return createConverter(at)(document.contents, { line: 1, column: 1 }, 1);
}

type Convert = (node: Node | null, parent: Position, depth: number) => Tree;

/** Aliases are resolved on the way, in document order, and bounded in what they multiply to. */
function createConverter(at: (offset: number) => Position): Convert {
  const anchors = new Map<string, Node>();
  let nodes = 0;

  const placeOf = (node: Node | null, parent: Position): Position =>
    node?.range == null ? parent : at(node.range[0]);
  const convert: Convert = (node, parent, depth) => {
    const place = placeOf(node, parent);
    nodes += 1;
    if (nodes > MAX_NODES) throw new DocumentError(`has more than ${MAX_NODES} values`, place);
    if (depth > MAX_DEPTH) throw new DocumentError(TOO_DEEP, place);
    if (node === null) return { kind: 'scalar', value: null, text: '', ...place };
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target === undefined) {
        throw new DocumentError(`no anchor stands before the alias *${node.source}`, place);
      }
      return convert(target, place, depth + 1);
    }
    if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node);
    if (isScalar(node)) return scalar(node, place);
    if (isSeq<Node | null>(node)) {
      const items = node.items.map((item) => convert(item, place, depth + 1));
      return { kind: 'list', items, ...place };
    }
    // The parser was asked to take texts only for keys.
    if (!isMap<YamlScalar, Node | null>(node)) throw new DocumentError('not a YAML value', place);
    const entries = node.items.map(({ key, value }): Entry => {
      const keyAt = placeOf(key, place);
      return { key: String(key.value), at: keyAt, value: convert(value, keyAt, depth + 1) };
    });
    return { kind: 'mapping', entries, ...place };
  };
  return convert;
}

function scalar(node: YamlScalar, place: Position): Tree {
  const { value } = node;
  if (typeof value === 'string') return { kind: 'scalar', value, text: value, ...place };
  if (value === null) return { kind: 'scalar', value, text: '', ...place };
  const text = textAt(node, 'source');
  if (typeof value === 'boolean') return { kind: 'scalar', value, text, ...place };
  // JSON has neither infinity nor "not a number"; they stay the text they were.
  const finite = typeof value === 'number' && Number.isFinite(value) ? value : text;
  return { kind: 'scalar', value: finite, text, ...place };
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
