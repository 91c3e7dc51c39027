/** A validated document in, the layers that it gives out. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { fieldNames, WHOLE_EXPRESSION } from '../document/schema.ts';
import { child, describePath, type Path, type Position, type Tree } from '../document/tree.ts';
import { type ListField, listFields, type TextField, textFields } from '../fields.ts';
import { withoutHashes } from '../text/names.ts';
import type { Given, Layer } from './layers.ts';

declare global {
  interface JSON {
    /** @see https://github.com/tc39/proposal-json-parse-with-source (in Node.js since 21) */
    rawJSON(text: string): unknown;
  }
}

/** What a document gives: one notification, or several. */
export type DocumentLayers =
  | { readonly kind: 'single'; readonly layer: Layer }
  | { readonly kind: 'several'; readonly layers: readonly Layer[] };

/** What reading a document needs besides it. */
export interface Reader {
  /** @returns the location to report for a node. */
  readonly locate: (at: Position, path: Path) => Location;
  readonly diagnostics: Diagnostics;
}

/**
 * Reads a document whose shape was validated. Errors that a schema cannot say (`payload-invalid`)
 * go to `diagnostics`.
 * @returns nothing for a document that gives neither one nor several notifications.
 */
export function readDocument(root: Tree, reader: Reader): DocumentLayers | undefined {
  if (root.kind !== 'mapping') return undefined;
  const single = child(root, 'notification');
  const several = child(root, 'notifications');
  const error = (message: string, key: string, node: Position): void => {
    const location = reader.locate(node, [key]);
    reader.diagnostics.errors.push({ code: 'payload-invalid', message, location });
  };
  if (single?.kind === 'mapping' && several?.kind === 'list') {
    error(
      '`notification` and `notifications` cannot stand in one document.',
      'notifications',
      several,
    );
  }
  if (several?.kind === 'list') {
    if (several.items.length === 0) error('`notifications` is empty.', 'notifications', several);
    const layers = several.items.map((item, index) =>
      readLayer(item, ['notifications', index], reader),
    );
    return { kind: 'several', layers };
  }
  if (single?.kind !== 'mapping') return undefined;
  return { kind: 'single', layer: readLayer(single, ['notification'], reader) };
}

function readLayer(node: Tree, path: Path, reader: Reader): Layer {
  const find = (field: string): Tree | undefined =>
    node.kind === 'mapping' ? child(node, field) : undefined;
  const texts = textFields.flatMap(({ name }): [TextField, Given<string>][] => {
    const [given] = readText(find(name), [...path, name], reader);
    return given === undefined ? [] : [[name, given]];
  });
  const lists = listFields.flatMap(({ name }): [ListField, readonly Given<string>[]][] => {
    const given = readTexts(find(name), [...path, name], reader);
    return given.length === 0 ? [] : [[name, given]];
  });
  return {
    texts: Object.fromEntries(texts),
    lists: Object.fromEntries(lists),
    override: readOverride(find('override'), [...path, 'override'], reader),
    additional: readAdditional(find('additionalFields'), [...path, 'additionalFields'], reader),
  };
}

/** The texts of a list's items; one text is a list of one. */
function readTexts(node: Tree | undefined, path: Path, reader: Reader): readonly Given<string>[] {
  if (node?.kind !== 'list') return readText(node, path, reader);
  return node.items.flatMap((item, index) => readText(item, [...path, index], reader));
}

/** The text of a scalar, if it was given. What the schema has refused counts as given. */
function readText(node: Tree | undefined, path: Path, reader: Reader): readonly Given<string>[] {
  if (node === undefined) return [];
  const location = reader.locate(node, path);
  if (node.kind !== 'scalar' || node.failed) return [{ value: '', location, failed: true }];
  const blank = node.evaluated ? node.text === '' : node.text.trim() === '';
  return node.value === null || blank ? [] : [{ value: node.text, location }];
}

function readOverride(
  node: Tree | undefined,
  path: Path,
  reader: Reader,
): ReadonlyMap<string, Given<string>> {
  const found = new Map<string, Given<string>>();
  for (const { key, value, at, path: here } of overridePairs(node, path)) {
    const name = withoutHashes(key);
    const location = reader.locate(at, here);
    const wrong =
      name === ''
        ? 'has an empty key'
        : found.has(name)
          ? `gives the key \`${reader.diagnostics.quote(name)}\` twice`
          : '';
    if (wrong !== '') {
      const message = `\`${describePath(path)}\` ${wrong}.`;
      reader.diagnostics.errors.push({ code: 'payload-invalid', message, location });
    } else if (value.kind === 'scalar' && (value.value !== null || value.missing || value.failed)) {
      found.set(name, { value: value.text, location, ...(value.failed && { failed: true }) });
    }
  }
  // The schema takes an expression, but inline none is evaluated.
  if (node?.kind === 'scalar' && WHOLE_EXPRESSION.test(node.text)) {
    const message = `\`${describePath(path)}\` must be a mapping, or a list of {key, value}.`;
    reader.diagnostics.errors.push({
      code: 'payload-invalid',
      message,
      location: reader.locate(node, path),
    });
  }
  return found;
}

interface OverridePair {
  readonly key: string;
  readonly value: Tree;
  readonly at: Position;
  readonly path: Path;
}

/** The pairs of either form: a mapping, or WalkMe's list. */
function overridePairs(node: Tree | undefined, path: Path): readonly OverridePair[] {
  if (node?.kind === 'mapping') {
    // A key that stands twice as it is was reported already.
    const entries = new Map(node.entries.map((entry) => [entry.key, entry])).values().toArray();
    return entries.map(({ key, value, at }) => ({ key, value, at, path: [...path, key] }));
  }
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item, index): OverridePair[] => {
    const key = item.kind === 'mapping' ? child(item, 'key') : undefined;
    const value = item.kind === 'mapping' ? child(item, 'value') : undefined;
    if (key?.kind !== 'scalar' || key.failed || value === undefined) return [];
    return [{ key: key.text, value, at: key, path: [...path, index, 'value'] }];
  });
}

function readAdditional(
  node: Tree | undefined,
  path: Path,
  reader: Reader,
): ReadonlyMap<string, Given<unknown>> {
  const found = new Map<string, Given<unknown>>();
  for (const { key, value, at } of node?.kind === 'mapping' ? node.entries : []) {
    const location = reader.locate(at, [...path, key]);
    if (fieldNames.has(key)) {
      const message = `\`${key}\` is a field of its own: it cannot stand in \`additionalFields\`.`;
      reader.diagnostics.errors.push({ code: 'payload-invalid', message, location });
    } else if (value.kind !== 'scalar' || (value.value !== null && !value.failed)) {
      found.set(key, { value: toJson(value), location });
    }
  }
  return found;
}

/** A node as JSON. A number keeps the digits that it was written with. */
function toJson(node: Tree): unknown {
  if (node.kind === 'list') return node.items.filter(isPresent).map(toJson);
  if (node.kind === 'mapping') {
    const present = node.entries.filter((entry) => isPresent(entry.value));
    return Object.fromEntries(present.map((entry) => [entry.key, toJson(entry.value)]));
  }
  const isNumber = typeof node.value === 'number' && JSON_NUMBER.test(node.text);
  return isNumber ? JSON.rawJSON(node.text) : node.value;
}

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i;

/** Of an expression that is null, only a whole value is left out. */
function isPresent(node: Tree): boolean {
  return node.kind !== 'scalar' || node.value !== null || !node.missing;
}
