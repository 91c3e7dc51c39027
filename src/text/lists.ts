/** Reads a list that is written as one text. */

import { childrenOf, createLocator, type JsonNode, parseJson, scalarText } from './json.ts';

/** A value, or why there is none: each reason ends a sentence that begins with the input's name. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reasons: readonly string[] };

/**
 * Reads a list: newline or comma separated, items optionally in double quotes (`""` inside stands
 * for one quote), `#` comments at the start of a line, or a JSON array. Duplicates are dropped,
 * order is kept.
 */
export async function parseList(text: string): Promise<Parsed<readonly string[]>> {
  const found = text.startsWith('[') ? await parseJsonList(text) : parsePlainList(text);
  if (!found.ok) return found;
  return { ok: true, value: [...new Set(found.value)].filter((item) => item !== '') };
}

function parsePlainList(text: string): Parsed<readonly string[]> {
  const items: string[] = [];
  const reasons: string[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trimStart().startsWith('#')) return;
    const found = splitLine(line);
    if (found === undefined) {
      reasons.push(`has a double quote in line ${index + 1} that does not enclose a whole item`);
    } else {
      for (const item of found) items.push(item);
    }
  });
  return outcome(items, reasons);
}

/** The items of one line: each is either quoted as a whole or holds no comma. */
function splitLine(line: string): readonly string[] | undefined {
  const items: string[] = [];
  const item = /\s*(?!\s)(?:"((?:[^"]|"")*)"\s*|([^",][^,]*|))(,|$)/y;
  for (;;) {
    const found = item.exec(line);
    if (found === null) return undefined;
    const [, quoted, plain = '', end] = found;
    items.push(quoted?.replaceAll('""', '"') ?? plain.trim());
    if (end !== ',') return items;
  }
}

async function parseJsonList(text: string): Promise<Parsed<readonly string[]>> {
  const items: string[] = [];
  const reasons: string[] = [];
  const root = await readJson(text, reasons);
  root.flatMap(childrenOf).forEach((child, index) => {
    const value = scalarText(text, child);
    if (typeof value === 'string') items.push(value);
    else reasons.push(`has an item ${index + 1} that is not text`);
  });
  return outcome(items, reasons);
}

/** @returns the root of the JSON; nothing, and a reason, if there is none. */
export async function readJson(text: string, reasons: string[]): Promise<readonly JsonNode[]> {
  const parsed = await parseJson(text);
  if (parsed.ok) return [parsed.root];
  const { line, column } = createLocator(text)(parsed.offset);
  reasons.push(`is not valid JSON at line ${line}, column ${column}: ${parsed.reason}`);
  return [];
}

/** @returns the value, unless there are reasons against it. */
export function outcome<T>(value: T, reasons: readonly string[]): Parsed<T> {
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, value };
}
