/** Reads the overrides and the further fields of a document. */

import {
  checkNames,
  fieldNames,
  PAIRS,
  type Reading,
  reportAt,
  reportType,
  TEXT,
} from '../document/mismatch.ts';
import {
  describePath,
  type Entry,
  entryOf,
  isGiven,
  type Mapping,
  type Path,
  type Tree,
} from '../document/tree.ts';
import { failedAt, type Given } from '../layer.ts';
import { withoutHashes } from '../text/names.ts';
import { givenOf } from './document-values.ts';

declare global {
  interface JSON {
    /** @see https://github.com/tc39/proposal-json-parse-with-source (in Node.js since 21) */
    rawJSON(text: string): unknown;
  }
}

/** @returns the overrides of a notification by key without hashes. A null is not given. */
export function readOverride(
  notification: Mapping,
  path: Path,
  reading: Reading,
): ReadonlyMap<string, Given<string>> {
  const here = [...path, 'override'];
  const found = new Map<string, Given<string>>();
  for (const pair of overridePairs(entryOf(notification, 'override'), here, reading)) {
    const { key, value, at } = pair;
    const name = withoutHashes(key);
    const location = reading.source.locate(at, pair.path);
    if (name === '' || found.has(name)) {
      const twice = `sets the key \`${reading.diagnostics.quote(name)}\` twice`;
      const message = `\`${describePath(here)}\` ${name === '' ? 'has an empty key' : twice}.`;
      reportAt(at, pair.path, { message, hint: 'Remove it, or use another key.' }, reading);
    } else if (value.kind !== 'scalar' || value.failed) {
      reportType(value, at, pair.path, TEXT, reading);
      found.set(name, failedAt(location));
    } else if (value.value !== null || value.missing) {
      found.set(name, givenOf(value, value.text, location));
    }
  }
  return found;
}

interface OverridePair extends Entry {
  readonly path: Path;
}

function overridePairs(
  entry: Entry | undefined,
  path: Path,
  reading: Reading,
): readonly OverridePair[] {
  if (!isGiven(entry)) return [];
  const { value: node, at: keyAt } = entry;
  if (node.kind === 'mapping') {
    const names = node.entries.map(({ key }) => key).toSorted();
    if (names.join() === 'key,value') {
      reportAt(keyAt, path, ONE_ITEM, reading);
      return [];
    }
    // A key that is given twice was reported already.
    const entries = new Map(node.entries.map((it) => [it.key, it])).values().toArray();
    return entries.map((it) => ({ ...it, path: [...path, it.key] }));
  }
  if (node.kind === 'list') {
    return node.items.flatMap((item, index) => overridePair(item, [...path, index], reading));
  }
  reportType(node, keyAt, path, PAIRS, reading);
  return [];
}

const ONE_ITEM = {
  message: '`override` is one item of a list, not a list.',
  hint: "Write WalkMe's list, `override: [{key: URL, value: https://example.com}]`, or a mapping, `override: {URL: https://example.com}`.",
};

function overridePair(item: Tree, path: Path, reading: Reading): readonly OverridePair[] {
  if (item.kind !== 'mapping') {
    reportType(item, item, path, 'a mapping', reading);
    return [];
  }
  if (!checkNames(item, ['key', 'value'], path, reading)) return [];
  const key = entryOf(item, 'key');
  const value = entryOf(item, 'value');
  if (value === undefined) reportType(undefined, item, [...path, 'value'], TEXT, reading);
  const name = key?.value;
  if (name?.kind !== 'scalar' || name.failed) {
    reportType(name, key?.at ?? item, [...path, 'key'], TEXT, reading);
    return [];
  }
  if (value === undefined) return [];
  return [{ key: name.text, value: value.value, at: value.at, path: [...path, 'value'] }];
}

/** @returns the further fields of a notification by name. */
export function readAdditional(
  notification: Mapping,
  path: Path,
  reading: Reading,
): ReadonlyMap<string, Given<unknown>> {
  const found = new Map<string, Given<unknown>>();
  const entry = entryOf(notification, 'additionalFields');
  if (!isGiven(entry)) return found;
  const here = [...path, 'additionalFields'];
  if (entry.value.kind !== 'mapping') {
    reportType(entry.value, entry.at, here, 'a mapping', reading);
    return found;
  }
  for (const { key, value, at } of entry.value.entries) {
    if (fieldNames.includes(key)) {
      const message = `\`${key}\` is a field of a notification and cannot be in \`additionalFields\`.`;
      reportAt(at, [...here, key], { message }, reading);
    } else if (value.kind !== 'scalar' || (value.value !== null && !value.failed)) {
      const location = reading.source.locate(at, [...here, key]);
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
