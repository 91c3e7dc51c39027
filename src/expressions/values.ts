/** Converts between JSON and the values of GitHub's expression engine, within bounds, and keeps every name. */

import * as data from '@actions/expressions/data/index';
import { Fault } from '../diagnostics.ts';
import { MAX_DEPTH } from '../document/tree.ts';
import { invalid } from './checks.ts';

/** A value of the expression engine. */
export type Value = data.ExpressionData;

/**
 * @returns an empty dictionary. The engine's own looks names up in a plain object, so it loses
 * `constructor` and `__proto__`, and of two names that differ only in case, the second. Here all are
 * kept; a look-up without regard to case finds the first.
 */
export function createDictionary(): data.Dictionary {
  const pairs: ReturnType<data.Dictionary['pairs']> = [];
  const index = new Map<string, Value>();
  return Object.assign(new data.Dictionary(), {
    add(key: string, value: Value): void {
      pairs.push({ key, value });
      const name = key.toLowerCase();
      if (!index.has(name)) index.set(name, value);
    },
    get: (key: string) => index.get(key.toLowerCase()),
    values: () => pairs.map(({ value }) => value),
    pairs: () => [...pairs],
  });
}

/**
 * @param reasonFor returns why a name is not available.
 * @returns a context that refuses to return such names.
 */
export function withhold(context: Value, reasonFor: (name: string) => string | undefined): Value {
  if (context.kind !== data.Kind.Dictionary) return context;
  const get = context.get.bind(context);
  return Object.assign(context, {
    get(name: string) {
      const reason = reasonFor(name);
      if (reason !== undefined) throw new Fault(reason, { code: 'value-missing', hint: WITHHELD });
      return get(name);
    },
  });
}

const WITHHELD =
  'Remove it. To use a value that is not a secret, pass it in `context` under another name.';

/** @returns JSON as a value of the engine. @throws {Fault} if it is nested too deeply. */
export function toValue(json: unknown, depth = 0): Value {
  if (depth > MAX_DEPTH) {
    throw invalid(`a context is nested deeper than ${MAX_DEPTH} levels`);
  }
  if (typeof json === 'string') return new data.StringData(json);
  if (typeof json === 'number') return new data.NumberData(json);
  if (typeof json === 'boolean') return new data.BooleanData(json);
  if (Array.isArray(json)) {
    const list = new data.Array();
    for (const item of json) list.add(toValue(item, depth + 1));
    return list;
  }
  if (typeof json !== 'object' || json === null) return new data.Null();
  const dictionary = createDictionary();
  for (const [key, value] of Object.entries(json)) dictionary.add(key, toValue(value, depth + 1));
  return dictionary;
}

/** @returns a value as JSON. */
export function toJson(value: Value | undefined): unknown {
  switch (value?.kind) {
    case data.Kind.Array:
      return value.values().map(toJson);
    case data.Kind.Dictionary: {
      // An object without a prototype holds `__proto__` like any other name.
      const object: Record<string, unknown> = Object.create(null);
      for (const { key, value: member } of value.pairs()) object[key] = toJson(member);
      return object;
    }
    case data.Kind.String:
    case data.Kind.Number:
    case data.Kind.Boolean:
      return value.value;
    case data.Kind.Null:
    case undefined:
      return null;
  }
}

/** @returns an estimate of the length of the indented JSON, counted as far as the limit. */
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

const NO_JSON = 'fromJSON requires JSON, such as ["a", "b"] or {"a": 1}, not this value';

const CORRECT_JSON = 'Correct the value, or remove `fromJSON()` if the value is text.';

/** Reads JSON. @throws {Error} that says what JSON is expected. */
export function readJson(json: string): Value {
  if (json.trim() === '') throw new Error(BLANK_JSON);
  checkDepth(json);
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw invalid(NO_JSON, CORRECT_JSON, json.trim());
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
    if (depth > MAX_DEPTH) throw invalid(`fromJSON: nested deeper than ${MAX_DEPTH} levels`);
  }
}

/** @returns a value as text; blank where there is none. */
export function textOf(value: Value | undefined): string {
  return value?.coerceString() ?? '';
}

/**
 * @param subject begins the message: `it returns`.
 * @throws {Fault} if a list or mapping is among values of a text: no one means the word "Array".
 */
export function requireTexts(values: readonly Value[], subject: string): void {
  const structure = values.find(({ primitive }) => !primitive);
  if (structure === undefined) return;
  const isList = structure.kind === data.Kind.Array;
  throw invalid(
    `${subject} a ${isList ? 'list' : 'mapping'}, which cannot be part of a string`,
    isList
      ? "Join its items: `join(…, ', ')`."
      : 'Pick one value of it, or write all of it with `toJSON(…)`.',
  );
}

/** @returns the work of reading a value: the length of a text, or the number of items of a list. */
export function lengthOf(value: Value): number {
  if (value.kind === data.Kind.String) return value.value.length;
  return value.kind === data.Kind.Array ? value.values().length : 1;
}
