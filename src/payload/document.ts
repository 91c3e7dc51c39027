/** JSON, JSON with comments or YAML text in, a tree with positions out. */

import { createLocator, type JsonNode, parseJson, scalarText } from '../json.ts';
import {
  DocumentError,
  describePath,
  type Entry,
  MAX_DEPTH,
  type Path,
  type Position,
  TOO_DEEP,
  type Tree,
} from './tree.ts';

/** How a document is written. */
export type Syntax = 'json' | 'yaml';

/** @returns the syntax that a file's name promises, if it is one that documents can have. */
export function syntaxOfFile(path: string): Syntax | undefined {
  if (/\.jsonc?$/i.test(path)) return 'json';
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  return undefined;
}

/** @returns the syntax of an inline document: JSON begins with a bracket. */
export function syntaxOfText(text: string): Syntax {
  return /^\s*[{[]/.test(text) ? 'json' : 'yaml';
}

/**
 * Parses a document. Loads the parser it needs on first use.
 * @returns the tree, or `undefined` for a document in which nothing stands.
 * @throws {DocumentError} on the first thing that is wrong with the syntax.
 */
export async function parseDocument(text: string, syntax: Syntax): Promise<Tree | undefined> {
  if (syntax === 'json') return text.trim() === '' ? undefined : parseJsonTree(text);
  const { parseYaml } = await import(/* webpackChunkName: "yaml" */ './yaml.ts');
  try {
    return parseYaml(text);
  } catch (error) {
    // The parser descends by recursion: hostile nesting ends it.
    if (error instanceof RangeError) throw new DocumentError(TOO_DEEP, { line: 1, column: 1 });
    throw error;
  }
}

async function parseJsonTree(text: string): Promise<Tree> {
  const at = createLocator(text);
  const parsed = await parseJson(text);
  if (!parsed.ok) throw new DocumentError(parsed.reason, at(parsed.offset));
  const convert = (node: JsonNode, depth: number): Tree => {
    const place = at(node.offset);
    if (depth > MAX_DEPTH) throw new DocumentError(TOO_DEEP, place);
    const children = node.children ?? [];
    if (node.type === 'array') {
      return { kind: 'list', items: children.map((item) => convert(item, depth + 1)), ...place };
    }
    if (node.type !== 'object') {
      const written = scalarText(text, node) ?? '';
      // 1e999 is JSON, but no number that could be sent: it stays the text it was.
      const value = node.value === Number.POSITIVE_INFINITY ? written : node.value;
      return { kind: 'scalar', value, text: written, ...place };
    }
    const entries = children.flatMap(({ children: [key, value] = [] }): Entry[] =>
      key === undefined || value === undefined
        ? []
        : [{ key: String(key.value), at: at(key.offset), value: convert(value, depth + 1) }],
    );
    return { kind: 'mapping', entries, ...place };
  };
  return convert(parsed.root, 1);
}

/** A key that no document may have, and why. */
export interface KeyProblem {
  readonly message: string;
  readonly at: Position;
  readonly path: Path;
}

/** @returns the keys that stand twice in their mapping, and those that no object can hold. */
export function findKeyProblems(tree: Tree, path: Path = []): readonly KeyProblem[] {
  if (tree.kind === 'scalar') return [];
  if (tree.kind === 'list') {
    return tree.items.flatMap((item, index) => findKeyProblems(item, [...path, index]));
  }
  const seen = new Set<string>();
  return tree.entries.flatMap(({ key, at, value }) => {
    const here = [...path, key];
    const problems = [...findKeyProblems(value, here)];
    const name = describePath(here);
    if (key === '__proto__') {
      problems.push({ message: `the key \`${name}\` is not allowed`, at, path: here });
    } else if (seen.has(key)) {
      problems.push({ message: `the key \`${name}\` is given twice`, at, path: here });
    }
    seen.add(key);
    return problems;
  });
}
