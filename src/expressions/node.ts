/** Converts the value of an expression to a node of the document. */

import * as data from '@actions/expressions/data/index';
import { Fault } from '../diagnostics.ts';
import { isRecipient, type Path, type Position, type Tree } from '../document/tree.ts';
import { fieldAt } from '../fields.ts';
import type { Value } from './values.ts';

/**
 * @returns the value of an expression as a node. It keeps its type.
 * @throws {Fault} where the document does not allow a value of this type, or no expression at all.
 */
export function toNode(value: Value, at: Position, path: Path): Tree {
  const tree = toTree(value, at);
  const form = formInPayload(tree, path);
  if (form !== undefined) {
    throw new Fault('this part of a payload file cannot be computed', {
      hint: `Set it in \`payload\`, where the runner inserts it: \`payload: '${form}'\`.`,
    });
  }
  if (tree.kind === 'scalar') return tree;
  const allowed = structuresAllowedAt(path);
  if (allowed.includes(tree.kind))
    return tree.kind === 'list' ? { ...tree, evaluated: true } : tree;
  const wanted = ['text', ...allowed.map((kind) => `a ${kind}`)].join(' or ');
  throw new Fault(`it returns a ${tree.kind}, but ${wanted} is required here`, {
    hint: isRecipient(path)
      ? 'For accounts and teams of GitHub, use `mentions(…)`. Otherwise, pick one value of it.'
      : 'Pick one value of it, or write it as text with `toJSON()` or `join()`.',
  });
}

/** @returns how to set a part of the document in `payload`, if no expression of the file can return it. */
function formInPayload({ kind }: Tree, path: Path): string | undefined {
  const value = kind === 'scalar' ? '${{ … }}' : '${{ toJSON(…) }}';
  const [root, step] = path;
  if (root === undefined) return value;
  const { field, below } = fieldAt(path);
  if (field?.kind === 'additional' && below.length === 0) {
    return `{"notification": {"${field.name}": ${value}}}`;
  }
  const isItem = root === 'notifications' && typeof step === 'number' && path.length === 2;
  if (isItem) return `{"notifications": [${value}]}`;
  const isWhole = path.length === 1 && /^notifications?$/.test(String(root));
  return isWhole ? `{"${root}": ${value}}` : undefined;
}

function structuresAllowedAt(path: Path): readonly ('list' | 'mapping')[] {
  const { field, below } = fieldAt(path);
  switch (field?.kind) {
    case 'additional':
      return ['list', 'mapping'];
    case 'recipients':
      return below.length < 2 ? ['list'] : [];
    case 'override':
      return below.length === 0 ? ['list', 'mapping'] : [];
    case 'text':
    case 'id':
    case 'systems':
    case 'type':
    case 'date':
    case undefined:
      return [];
  }
}

/** A value of the engine as a node at the location of the expression. */
function toTree(value: Value, at: Position): Tree {
  switch (value.kind) {
    case data.Kind.Array:
      return { kind: 'list', items: value.values().map((it) => toTree(it, at)), ...at };
    case data.Kind.Dictionary: {
      const pairs = value.pairs();
      const entries = pairs.map(({ key, value: it }) => ({ key, at, value: toTree(it, at) }));
      return { kind: 'mapping', entries, ...at };
    }
    case data.Kind.Null:
      return { kind: 'scalar', value: null, text: '', ...at, evaluated: true };
    case data.Kind.String:
    case data.Kind.Number:
    case data.Kind.Boolean:
      return {
        kind: 'scalar',
        value: primitive(value),
        text: value.coerceString(),
        ...at,
        evaluated: true,
      };
  }
}

/** A number that JSON cannot hold becomes text. */
function primitive(value: Value): string | number | boolean {
  if (value.kind === data.Kind.Boolean) return value.value;
  if (value.kind === data.Kind.Number && Number.isFinite(value.value)) return value.value;
  return value.coerceString();
}
