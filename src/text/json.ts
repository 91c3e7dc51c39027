/** Parses JSON with comments and trailing commas into nodes with offsets. */

import type { Node, ParseError } from 'jsonc-parser';

export type { Node as JsonNode } from 'jsonc-parser';

/** The nodes of a JSON text, or the first thing that is wrong with it. */
type ParsedJson =
  | { readonly ok: true; readonly root: Node }
  | { readonly ok: false; readonly reason: string; readonly offset: number };

/** Parses JSON with comments. Loads its parser on first use. */
export async function parseJson(text: string): Promise<ParsedJson> {
  const { parseTree, printParseErrorCode } = await import(
    /* webpackChunkName: "json" */ 'jsonc-parser'
  );
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch {
    return { ok: false, reason: 'nested too deeply', offset: 0 };
  }
  const [first] = errors;
  if (root !== undefined && first === undefined) return { ok: true, root };
  const offset = first?.offset ?? 0;
  const letter = text.charAt(offset);
  if (/[\u2018\u2019\u201c\u201d]/.test(letter)) {
    return { ok: false, reason: `the curly quote ${letter} must be a straight one (")`, offset };
  }
  const name = first === undefined ? 'Empty' : printParseErrorCode(first.error);
  const isBehind = name === 'InvalidSymbol' && offset >= endOf(root);
  return { ok: false, reason: sentence(isBehind ? 'EndOfFileExpected' : name), offset };
}

/** @returns the items of a list or the properties of a mapping; nothing for a scalar. */
export function childrenOf(node: Node | undefined): readonly Node[] {
  return node?.children ?? [];
}

/** @returns the keys of a mapping with their values; nothing for a list or scalar. */
export function entriesOf(node: Node | undefined): readonly (readonly [key: Node, value: Node])[] {
  return childrenOf(node).flatMap((property): (readonly [Node, Node])[] => {
    const [key, value] = childrenOf(property);
    const isEntry = property.type === 'property' && key !== undefined && value !== undefined;
    return isEntry ? [[key, value]] : [];
  });
}

/** @returns a function that returns the line and column, both from 1, of an offset into the text. */
export function createLocator(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0, ...text.matchAll(/\n/g).map(({ index }) => index + 1)];
  return (offset) => {
    let line = 0;
    let end = starts.length;
    while (end - line > 1) {
      const middle = (line + end) >>> 1;
      if (Number(starts[middle]) <= offset) line = middle;
      else end = middle;
    }
    return { line: line + 1, column: offset - Number(starts[line]) + 1 };
  };
}

/**
 * @returns a string's content, a number's or boolean's letters as they are written (so that a long
 * id keeps its digits), `null` for null, and nothing for a list or mapping.
 */
export function scalarText(text: string, node: Node): string | null | undefined {
  if (node.children !== undefined) return undefined;
  if (node.type === 'string') return String(node.value);
  return node.type === 'null' ? null : text.slice(node.offset, node.offset + node.length);
}

function endOf(node: Node | undefined): number {
  return node === undefined ? Number.POSITIVE_INFINITY : node.offset + node.length;
}

/** What the parser's names for errors leave out. */
const advice: Readonly<Record<string, string>> = {
  EndOfFileExpected: 'remove what follows the JSON',
  InvalidSymbol: 'put names and strings in double quotes',
  PropertyNameExpected: 'put names in double quotes',
  InvalidCharacter: 'in a string, write `\\n` for a line break and `\\t` for a tab',
  UnexpectedEndOfString: 'close the string on its line with a double quote',
  InvalidEscapeCharacter: 'write `\\\\` for a backslash',
};

/** `InvalidSymbol` -> `invalid symbol; put names and strings in double quotes`. */
function sentence(errorName: string): string {
  const name = errorName.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
  const more = advice[errorName];
  return more === undefined ? name : `${name}; ${more}`;
}

/** @returns whether a text is a JSON string with its quotes. */
export function isJsonString(text: string): boolean {
  if (!/^\s*"[\s\S]*"\s*$/.test(text)) return false;
  try {
    return typeof JSON.parse(text) === 'string';
  } catch {
    return false;
  }
}
