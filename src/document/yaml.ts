/** Parses YAML 1.2 into a tree with positions. */

import type { ParsedNode, Scalar as YamlScalar } from 'yaml';
import { type Diagnostics, Fault } from '../diagnostics.ts';
import { textAt } from '../text/property.ts';
import { proposeWhole } from './proposal.ts';
import { hearSignals, reportSyntax, type Source } from './source.ts';
import {
  EMPTY,
  type Entry,
  MAX_DEPTH,
  MAX_NODES,
  type Path,
  type Position,
  TOO_DEEP,
  type Tree,
} from './tree.ts';
import { explainErrors } from './yaml-errors.ts';
import {
  createYamlText,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseInParts,
  type YamlText,
} from './yaml-parser.ts';
import { createValueJudge, type ValueJudge } from './yaml-values.ts';

/**
 * Errors of the syntax, and warnings about comments that cut a value, go to `diagnostics`.
 * @returns the tree, or `undefined` if there is an error.
 * @throws {Fault} with a location, if the document is empty or too large.
 */
export async function parseYaml(
  source: Source,
  diagnostics: Diagnostics,
): Promise<Tree | undefined> {
  const parsed = await parseInParts(source.text);
  await hearSignals(source.text);
  const document = createYamlText(source.text, source.people, parsed);
  const faults = explainErrors(document);
  for (const fault of faults) reportSyntax(fault, source, diagnostics);
  if (faults.length > 0) return undefined;
  if (parsed.contents === null) throw new Fault(EMPTY);
  const judge = createValueJudge({ source, document, diagnostics });
  const tree = convert(parsed.contents, judge, document);
  judge.end();
  return tree;
}

/** Aliases are resolved on the way, in document order, and bounded in what they multiply to. */
function convert(root: ParsedNode, judge: ValueJudge, document: YamlText): Tree {
  const { at } = document;
  let nodes = 0;
  const walk = (node: ParsedNode | null, parent: Position, path: Path, depth: number): Tree => {
    const location = node?.range === undefined ? parent : at(node.range[0]);
    nodes += 1;
    if (nodes > MAX_NODES) throw new Fault(`it has more than ${MAX_NODES} values`, { location });
    if (node === null) return { kind: 'scalar', value: null, text: '', ...location };
    if (isAlias(node)) {
      const target = judge.follow(node.source);
      if (target === undefined) throw unknownAlias(location, document);
      return walk(target, location, path, depth);
    }
    // The items of `!!omap` are none of these.
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) {
      throw new Fault('the tag of this value is not supported', { location });
    }
    if (!judge.read(node, path)) {
      return { kind: 'scalar', value: null, text: '', failed: true, ...location };
    }
    if (isScalar(node)) return scalar(node, location, document);
    if (depth > MAX_DEPTH) throw new Fault(TOO_DEEP, { location });
    if (isSeq(node)) {
      const items = node.items.map((it, index) => walk(it, location, [...path, index], depth + 1));
      return { kind: 'list', items, ...location };
    }
    const entries = node.items.map(({ key: name, value }): Entry => {
      // The parser was asked to take texts only for keys.
      const key = textAt(name, 'value');
      const keyAt = at(name.range[0]);
      return { key, at: keyAt, value: walk(value, keyAt, [...path, key], depth + 1) };
    });
    return { kind: 'mapping', entries, ...location };
  };
  return walk(root, { line: 1, column: 1 }, [], 1);
}

/** Text with an asterisk at its beginning is likelier than a misspelled alias. */
function unknownAlias(location: Position, document: YamlText): Fault {
  const message =
    'the value needs quotes because it begins with `*`, which YAML takes for an alias, and no anchor above it has that name';
  const { hint } = proposeWhole(location.line, document);
  return new Fault(message, { hint, location });
}

function scalar(node: YamlScalar.Parsed, location: Position, { text: source }: YamlText): Tree {
  const { value, type, range } = node;
  if (typeof value === 'string') {
    const written = source.slice(range[0], range[1]);
    const mayBeJoined = type !== 'BLOCK_LITERAL' && written.includes('\n');
    const lines = mayBeJoined && { lines: written };
    return { kind: 'scalar', value, text: value, ...lines, ...location };
  }
  if (value === null) return { kind: 'scalar', value, text: '', ...location };
  const text = String(node.source);
  // JSON has neither infinity nor "not a number"; they stay the text they were.
  const isJson =
    typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  return { kind: 'scalar', value: isJson ? value : text, text, ...location };
}
