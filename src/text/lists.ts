/** Reads a list that is written as one text. */

import { childrenOf, createLocator, type JsonNode, parseJson, scalarText } from './json.ts';

/** Reports why a text cannot be read: the end of a sentence that begins with the name of its input. */
export type Reject = (reason: string) => void;

/**
 * Reads a list: newline or comma separated, items optionally in double quotes (`""` inside stands
 * for one quote), `#` comments at the start of a line, or a JSON array. Duplicates are dropped,
 * order is kept.
 */
export async function parseList(text: string, reject: Reject): Promise<readonly string[]> {
  const items = text.startsWith('[')
    ? await parseJsonList(text, reject)
    : parsePlainList(text, reject);
  return [...new Set(items)].filter((item) => item !== '');
}

function parsePlainList(text: string, reject: Reject): readonly string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trimStart().startsWith('#')) return [];
    const items = splitLine(line);
    if (items === undefined) {
      reject(`has a double quote in line ${index + 1} that does not enclose a whole item`);
    }
    return items ?? [];
  });
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

async function parseJsonList(text: string, reject: Reject): Promise<readonly string[]> {
  const root = await readJson(text, reject);
  return root.flatMap(childrenOf).flatMap((child, index) => {
    const value = scalarText(text, child);
    if (typeof value === 'string') return [value];
    reject(`has an item ${index + 1} that is not text`);
    return [];
  });
}

/** @returns the root of the JSON; nothing if it cannot be read. */
export async function readJson(text: string, reject: Reject): Promise<readonly JsonNode[]> {
  const parsed = await parseJson(text);
  if (parsed.ok) return [parsed.root];
  const { line, column } = createLocator(text)(parsed.offset);
  reject(`is not valid JSON at line ${line}, column ${column}: ${parsed.reason}`);
  return [];
}
