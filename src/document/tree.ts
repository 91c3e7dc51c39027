/** A parsed document: scalars, lists and mappings, each with its position. */

import { fieldAt } from '../fields.ts';
import { CONDITION } from '../layer.ts';

/** A position in a text. Line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Text, a number, a boolean or null. */
export interface Scalar extends Position {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as the author wrote it, without quotes: `1.10` stays `1.10`. */
  readonly text: string;
  /** The source of a text that YAML may have joined from several lines; nothing for a text on one line. */
  readonly lines?: string;
  /** Set when one expression gave the whole value; not inside a list or mapping that it gave. */
  readonly evaluated?: true;
  /** Set when an expression yielded null and `missing-values` lets that pass. */
  readonly missing?: true;
  /** Set when an error with this value was already reported. */
  readonly failed?: true;
}

/** A list. */
export interface List extends Position {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  /** Set when one expression gave the list. */
  readonly evaluated?: true;
  /** The expressions that gave no item, where none is left. */
  readonly source?: string;
}

/** A mapping, in the order of the document, duplicates included. */
export interface Mapping extends Position {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
}

/** One key of a mapping and its value. */
export interface Entry {
  readonly key: string;
  readonly at: Position;
  readonly value: Tree;
}

/** @returns whether a value is more than null or blank, or an error with it was reported. */
export function isGiven(entry: Entry | undefined): entry is Entry {
  if (entry?.value.kind !== 'scalar') return entry !== undefined;
  const { value, text, failed } = entry.value;
  return failed === true || (value !== null && text.trim() !== '');
}

/** Any node of a document. */
export type Tree = Scalar | List | Mapping;

/** Steps from the root to a node: keys and list indexes. */
export type Path = readonly (string | number)[];

/** Levels of lists and mappings that a document may have. A document that is written by hand has fewer. */
export const MAX_DEPTH = 64;

/** What a parser says about a document without a value. */
export const EMPTY = 'it is empty';

/** What a parser says about a deeper one. */
export const TOO_DEEP = `nested deeper than ${MAX_DEPTH} levels`;

/** Values that a document may have. Only aliases that multiply produce more. */
export const MAX_NODES = 100_000;

/** @returns whether a path leads to recipients. */
export function isRecipient(path: Path): boolean {
  return fieldAt(path).field?.kind === 'recipients';
}

/**
 * @returns whether what is at a path may be the ID of a person, so that no message shows it: a recipient,
 * or what is at a name that is no field. That may be a misspelled one.
 */
export function isPrivate(path: Path): boolean {
  const { field, name } = fieldAt(path);
  const isUnknown = field === undefined && name !== undefined && name !== CONDITION;
  return isUnknown || field?.kind === 'recipients';
}

/**
 * @returns a path as people write it: `notifications[0].override.URL`. A key below recipients, where none
 * can be, is a recipient, and so is one below a login of a user map.
 */
export function describePath(path: Path): string {
  const isInside = /^notifications?$/.test(`${path[0]}`);
  const shown = isPrivate(path) ? path.length - fieldAt(path).below.length : path.length;
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `.${index < (isInside ? shown : 1) ? step : '…'}`,
    )
    .join('')
    .replace(/^\./, '');
}

/** @returns a path as messages call what is there. */
export function nameOf(path: Path, quote: (text: string, length: number) => string): string {
  return path.length === 0 ? 'The document' : `\`${quote(describePath(path), 200)}\``;
}

/** @returns what messages call a value that is not as it must be. */
export function describe(node: Tree | undefined): string {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return 'nothing';
  return node.kind === 'scalar' ? 'text' : `a ${node.kind}`;
}

/** @returns the last entry with this key. */
export function entryOf(mapping: Mapping, key: string): Entry | undefined {
  return mapping.entries.findLast((entry) => entry.key === key);
}

/** @returns each node with its path, in the order of the document; a list or mapping before what is in it. */
export function* nodesOf(tree: Tree): Generator<readonly [node: Tree, path: Path], undefined> {
  // Nested generators would be slower: each node would pass through one for every level above it.
  const rest: (readonly [Tree, Path])[] = [[tree, []]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    yield next;
    const [node, path] = next;
    for (const [step, inside] of stepsInto(node).reverse()) rest.push([inside, [...path, step]]);
  }
}

function stepsInto(node: Tree): (readonly [string | number, Tree])[] {
  if (node.kind === 'list') return node.items.map((item, index) => [index, item]);
  return node.kind === 'mapping' ? node.entries.map(({ key, value }) => [key, value]) : [];
}
