/** `fromJSON` and `toJSON` within bounds, and without losing a name. */

import * as data from '@actions/expressions/data/index';
import { MAX_DEPTH } from '../document/tree.ts';
import { toJson, toValue, type Value } from './values.ts';

/** @returns a value as the JSON that GitHub's `toJSON` writes. */
export function writeJson(value: Value | undefined): Value {
  return new data.StringData(JSON.stringify(toJson(value), null, 2));
}

/**
 * @param limit where counting ends.
 * @returns an upper bound of the length of the indented JSON.
 */
export function jsonLength(value: Value | undefined, limit: number): number {
  let length = 0;
  const add = (node: Value | undefined, depth: number): void => {
    length += 2 * depth + 4;
    if (length > limit || node === undefined) return;
    if (node.kind === data.Kind.Array) {
      for (const item of node.values()) add(item, depth + 1);
    } else if (node.kind === data.Kind.Dictionary) {
      for (const pair of node.pairs()) {
        length += pair.key.length + 4;
        add(pair.value, depth + 1);
      }
    } else {
      length += node.coerceString().length;
    }
  };
  add(value, 0);
  return length;
}

/** The message about JSON that is blank. */
export const BLANK_JSON = 'fromJSON: the value is blank';

/** Reads JSON. @throws {Error} that says what JSON is expected. */
export function readJson(json: string): Value {
  if (json.trim() === '') throw new Error(BLANK_JSON);
  checkDepth(json);
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new Error(
      `fromJSON requires JSON, such as ["a", "b"] or {"a": 1}, but the value is ${json.trim()}`,
    );
  }
  return toValue(parsed);
}

/**
 * Deep nesting turns into long indentation and deep recursion. A text without an end counts up to
 * the end, so that the pattern never looks back.
 */
function checkDepth(json: string): void {
  let depth = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.?)*(?:"|$)|[[{]|[\]}]/gs)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > MAX_DEPTH) throw new Error(`fromJSON: nested deeper than ${MAX_DEPTH} levels`);
  }
}
