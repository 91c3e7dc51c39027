/** Reads a list that is written as one string. */

import { childrenOf, createLocator, type JsonNode, parseJson, scalarText } from './json.ts';

/** Reports why a text cannot be read: the end of a sentence that begins with the name of its input. */
export type Reject = (reason: string) => void;

/**
 * Reads a list: a JSON array, or items separated by line ends, commas, and semicolons. A `- ` or `* ` at
 * the start of a line is dropped, `#` begins a comment at the start of a line or after a blank, and an
 * item that begins with a quote ends at it, with the quote doubled inside. Duplicates are dropped,
 * order is kept (interface, section 1).
 */
export async function parseList(text: string, reject: Reject): Promise<readonly string[]> {
  const items = text.startsWith('[')
    ? await parseJsonList(text, reject)
    : parsePlainList(text, reject);
  return [...new Set(items)].filter((item) => item !== '');
}

/** @returns whether a list is the empty JSON array, which says on purpose that no item is left. */
export function isEmptyJsonList(text: string): boolean {
  return /^\[\s*\]$/.test(text);
}

/** What is wrong with an empty list of systems. */
export const NO_SYSTEM = 'is an empty list. Name a system, or remove it';

function parsePlainList(text: string, reject: Reject): readonly string[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const items = splitLine(line.replace(/^\s*[-*](?:\s+|$)/, ''));
    if (items === undefined) {
      reject(
        `has a quote in line ${index + 1} that does not enclose a whole item. Remove it, or put the whole item in quotes`,
      );
    }
    return items ?? [];
  });
}

/** Blanks, and the comment behind them or at the start of a line. */
const BETWEEN = /\s*(?:(?<!\S)#.*)?/sy;

/** An item in quotes, or as far as a separator or a comment. */
const ITEM = /"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(?!["'])((?:[^,;\s]|\s(?!#))*)/y;

/** The items of one line; nothing if a quote does not enclose a whole item. */
function splitLine(line: string): readonly string[] | undefined {
  const items: string[] = [];
  let end = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = end;
    const found = pattern.exec(line);
    end += found?.[0].length ?? 0;
    return found;
  };
  for (; ; end += 1) {
    next(BETWEEN);
    const item = next(ITEM);
    if (item === null) return undefined;
    const [, double, single, plain = ''] = item;
    items.push(double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? plain.trim());
    next(BETWEEN);
    if (end === line.length) return items;
    if (!',;'.includes(line.charAt(end))) return undefined;
  }
}

async function parseJsonList(text: string, reject: Reject): Promise<readonly string[]> {
  const root = await readJson(text, reject);
  return root.flatMap(childrenOf).flatMap((child, index) => {
    const value = scalarText(text, child);
    if (typeof value === 'string') return [value];
    reject(`has an item ${index + 1} that is not text. Write each item in double quotes`);
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
