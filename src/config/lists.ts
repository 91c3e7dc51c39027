/** Text of an input in, the list or the key-value pairs that it holds out; errors as sentences. */

import {
  childrenOf,
  createLocator,
  entriesOf,
  type JsonNode,
  parseJson,
  scalarText,
} from '../text/json.ts';
import { withoutHashes } from '../text/names.ts';

/** A value, or why there is none: each reason ends a sentence that begins with the input's name. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reasons: readonly string[] };

/** One override: its key without hashes, and its value. */
export type Pair = readonly [key: string, value: string];

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

/**
 * Reads overrides: `KEY=VALUE` lines and `KEY<<DELIMITER` blocks as in `$GITHUB_OUTPUT`, or one
 * JSON object, in which null means "not given".
 */
export async function parsePairs(text: string): Promise<Parsed<readonly Pair[]>> {
  const found = text.startsWith('{') ? await parseJsonPairs(text) : parseLines(text);
  if (!found.ok) return found;
  const seen = new Set<string>();
  const reasons: string[] = [];
  const pairs = found.value.map(([key, value]): Pair => {
    const name = withoutHashes(key);
    if (name === '') reasons.push('has an empty key');
    else if (seen.has(name)) reasons.push(`gives the key "${name}" twice`);
    seen.add(name);
    return [name, value];
  });
  return outcome(pairs, reasons);
}

function parseLines(text: string): Parsed<readonly Pair[]> {
  const written = text.split('\n');
  const lines = written.map((line) => line.replace(/\r$/, ''));
  const pairs: Pair[] = [];
  const reasons: string[] = [];
  let next = 0;
  for (const [index, line] of lines.entries()) {
    if (index < next || line.trim() === '') continue;
    const [, key = '', separator, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    const delimiter = rest.trim();
    // A block keeps its carriage returns, unless its own first line ends in one.
    const block = line === written[index] ? written : lines;
    const end = separator === '<<' ? block.indexOf(delimiter, index + 1) : index;
    if (separator === undefined) {
      reasons.push(`needs KEY=VALUE or KEY<<DELIMITER in line ${index + 1}, where no "=" stands`);
    } else if (separator === '=') {
      pairs.push([key, rest]);
    } else if (delimiter === '' || end === -1) {
      reasons.push(`has a block in line ${index + 1} that no line with its delimiter ends`);
      break;
    } else {
      pairs.push([key, block.slice(index + 1, end).join('\n')]);
      next = end + 1;
    }
  }
  return outcome(pairs, reasons);
}

async function parseJsonPairs(text: string): Promise<Parsed<readonly Pair[]>> {
  const pairs: Pair[] = [];
  const reasons: string[] = [];
  const root = await readJson(text, reasons);
  for (const [key, value] of root.flatMap(entriesOf)) {
    const content = scalarText(text, value);
    if (typeof content === 'string') pairs.push([String(key.value), content]);
    else if (content === undefined) reasons.push(`has a value of "${key.value}" that is not text`);
  }
  return outcome(pairs, reasons);
}

/** @returns the root of the JSON; nothing, and a reason, if there is none. */
async function readJson(text: string, reasons: string[]): Promise<readonly JsonNode[]> {
  const parsed = await parseJson(text);
  if (parsed.ok) return [parsed.root];
  const { line, column } = createLocator(text)(parsed.offset);
  reasons.push(`is not valid JSON at line ${line}, column ${column}: ${parsed.reason}`);
  return [];
}

function outcome<T>(value: T, reasons: readonly string[]): Parsed<T> {
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, value };
}
