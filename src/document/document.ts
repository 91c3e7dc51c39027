/** Parses JSON, JSON with comments, or YAML into a tree with positions. */

import { asFault, type Diagnostics, Fault } from '../diagnostics.ts';
import { createLocator, entriesOf, type JsonNode, parseJson, scalarText } from '../text/json.ts';
import { isBuiltin } from '../text/names.ts';
import { inBoundedMemory, reportSyntax, type Source, type Syntax } from './source.ts';
import {
  EMPTY,
  MAX_DEPTH,
  nameOf,
  nodesOf,
  type Path,
  type Position,
  TOO_DEEP,
  type Tree,
} from './tree.ts';

/** @returns the syntax that a file's name promises; that of a ready-made file follows from its text. */
export function syntaxOfFile(path: string, text: string): Syntax | undefined {
  if (/\.jsonc?$/i.test(path)) return 'json';
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  return isBuiltin(path) ? syntaxOfText(text) : undefined;
}

/** @returns the syntax of an inline document: JSON begins with a bracket. */
export function syntaxOfText(text: string): Syntax {
  return /^\s*[{[]/.test(text) ? 'json' : 'yaml';
}

/**
 * Parses a document. Loads the parser it needs on first use.
 * @returns the tree, or nothing if the document cannot be read. The reason goes to `diagnostics`.
 */
export async function parseDocument(
  source: Source,
  diagnostics: Diagnostics,
): Promise<Tree | undefined> {
  try {
    refuseForeignText(source.text);
    return await inBoundedMemory(source.text, async () => {
      if (source.syntax === 'json') return parseJsonTree(source.text);
      const { parseYaml } = await import(/* webpackChunkName: "yaml" */ './yaml.ts');
      return parseYaml(source, diagnostics);
    });
  } catch (error) {
    reportSyntax(asFault(error), source, diagnostics);
    return undefined;
  }
}

/** @throws {Fault} for a pointer or the marks of a conflict, which Git writes, and for a block of Markdown. */
function refuseForeignText(text: string): void {
  if (text.startsWith('version https://git-lfs.github.com/')) {
    throw new Fault('it is a pointer of Git LFS, not the file', {
      hint: 'Set `lfs: true` in the step with `actions/checkout`.',
    });
  }
  if (/^\s*```/.test(text)) {
    throw new Fault('it is between the ``` lines of Markdown', { hint: 'Remove these lines.' });
  }
  const mark = /^(?:<{7}|>{7}) /m.exec(text);
  if (mark === null) return;
  throw new Fault('it has the marks of a merge conflict', {
    hint: 'Resolve the conflict, and remove the lines with `<<<<<<<`, `=======`, and `>>>>>>>`.',
    location: createLocator(text)(mark.index),
  });
}

/** A bracket, or a comment before it. */
const JSON_START = /^\s*(?:[{[]|\/[/*])/;

/** A string that is not closed continues to the end, so that the search takes linear time. */
const STRINGS = /"(?:[^"\\]|\\.?)*(?:"|$)/gs;

const FOLDED =
  'Write the comment as `/* … */`. In a workflow, `payload: |` keeps the lines, and `payload: >` does not.';

const IS_YAML = 'If the document is YAML, give the file a name that ends in `.yml`.';

async function parseJsonTree(text: string): Promise<Tree> {
  if (text.trim() === '') throw new Fault(EMPTY);
  const at = createLocator(text);
  const parsed = await parseJson(text);
  if (!parsed.ok) throw jsonFault(text, parsed.reason, parsed.offset);
  const convert = (node: JsonNode, depth: number): Tree => {
    const location = at(node.offset);
    if (node.children === undefined) {
      const written = scalarText(text, node) ?? '';
      // 1e999 is valid JSON, but no number can hold it, so it stays text.
      const infinite = node.type === 'number' && !Number.isFinite(node.value);
      return { kind: 'scalar', value: infinite ? written : node.value, text: written, ...location };
    }
    if (depth > MAX_DEPTH) throw new Fault(TOO_DEEP, { location });
    if (node.type === 'array') {
      const items = node.children.map((item) => convert(item, depth + 1));
      return { kind: 'list', items, ...location };
    }
    const entries = entriesOf(node).map(([key, value]) => {
      return { key: String(key.value), at: at(key.offset), value: convert(value, depth + 1) };
    });
    return { kind: 'mapping', entries, ...location };
  };
  return convert(parsed.root, 1);
}

function jsonFault(text: string, reason: string, offset: number): Fault {
  const location = createLocator(text)(offset);
  const before = text.slice(offset - location.column + 1, offset);
  if (before.endsWith('"') && before.lastIndexOf('${{') > before.lastIndexOf('}}')) {
    const message = 'a double quote between `${{` and `}}` ends the string';
    return new Fault(message, {
      hint: "Put text in an expression in single quotes: `'…'`.",
      location,
    });
  }
  const written = text.trim();
  if (!written.includes('\n') && written.replace(STRINGS, '').includes('//')) {
    const message = 'a comment that begins with `//` continues to the end of the only line';
    return new Fault(message, { hint: FOLDED, location });
  }
  return new Fault(reason, { hint: JSON_START.test(text) ? undefined : IS_YAML, location });
}

/** A key that no document may have. */
interface KeyError {
  /** What is wrong with it: `key … is set twice`. */
  readonly reason: string;
  readonly hint: string;
  readonly at: Position;
  readonly path: Path;
}

const wrongKeys: ReadonlyMap<string, Pick<KeyError, 'reason' | 'hint'>> = new Map([
  ['__proto__', { reason: 'is not allowed', hint: 'Remove it.' }],
  [
    '<<',
    {
      reason: 'does not merge mappings, because documents are YAML 1.2',
      hint: 'Write out the values.',
    },
  ],
]);

const TWICE = { reason: 'is set twice', hint: 'Remove one of them.' };

/** @returns the keys that appear twice in their mapping, and those that no mapping can have. */
export function findKeyErrors(tree: Tree, quote: Diagnostics['quote']): readonly KeyError[] {
  const wrong: KeyError[] = [];
  for (const [node, path] of nodesOf(tree)) {
    if (node.kind !== 'mapping') continue;
    const seen = new Set<string>();
    for (const { key, at } of node.entries) {
      const found = wrongKeys.get(key) ?? (seen.has(key) ? TWICE : undefined);
      seen.add(key);
      if (found === undefined) continue;
      const here = [...path, key];
      const reason = `key ${nameOf(here, quote)} ${found.reason}`;
      wrong.push({ reason, hint: found.hint, at, path: here });
    }
  }
  return wrong;
}
