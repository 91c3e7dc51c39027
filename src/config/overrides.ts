/** Reads the input `overrides`: lines, blocks, or JSON. */

import type { Diagnostics } from '../diagnostics.ts';
import { childrenOf, entriesOf, type JsonNode, scalarText } from '../text/json.ts';
import { type Reject, readJson } from '../text/lists.ts';
import { withoutHashes } from '../text/names.ts';

/** One override: its key without hashes, and its value. */
export type Pair = readonly [key: string, value: string];

/**
 * Reads overrides: `KEY=VALUE` lines and `KEY<<DELIMITER` blocks as in `$GITHUB_OUTPUT`, one JSON object,
 * or WalkMe's JSON list of `{key, value}`. In JSON, null means "not set".
 */
export async function parsePairs(text: string, reject: Reject): Promise<readonly Pair[]> {
  const pairs = isJson(text) ? await parseJsonPairs(text, reject) : parseLines(text, reject);
  const seen = new Set<string>();
  for (const [key] of pairs) {
    if (seen.has(key)) reject(`sets the key "${key}" twice. Remove one of them`);
    seen.add(key);
  }
  return pairs;
}

function isJson(text: string): boolean {
  return /^[{[]/.test(text);
}

function parseLines(text: string, reject: Reject): readonly Pair[] {
  const written = text.split('\n');
  const lines = written.map((line) => line.replace(/\r$/, ''));
  const pairs: Pair[] = [];
  let next = 0;
  for (const [index, line] of lines.entries()) {
    if (index < next || line.trim() === '') continue;
    const number = index + 1;
    const [, key = '', separator, rest = ''] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    const delimiter = rest.trim();
    // A block keeps its carriage returns, unless its own first line ends in one.
    const block = line === written[index] ? written : lines;
    const end = separator === '<<' ? block.indexOf(delimiter, number) : index;
    if (/^\s*#(?!##[^=]*###\s*(=|<<))/.test(line)) {
      reject(
        `cannot contain comments, because a value may contain "#". Remove line ${number}, which begins with "#"`,
      );
    } else if (separator === undefined) {
      reject(
        `requires KEY=VALUE or KEY<<DELIMITER, but line ${number} has no "=".${meantPair(line)}`,
      );
    } else if (separator === '<<' && (delimiter === '' || end === -1)) {
      reject(
        `has a block that begins in line ${number}, but no later line is its delimiter alone. Write KEY<<END, the text, and END, each on a separate line`,
      );
      break;
    } else {
      const value = separator === '=' ? rest : block.slice(number, end).join('\n');
      next = end + 1;
      const name = checkKey(key, `line ${number}`, meantPair(line), reject);
      if (name !== undefined) pairs.push([name, value]);
    }
  }
  return pairs;
}

async function parseJsonPairs(text: string, reject: Reject): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  const [root] = await readJson(text, reject);
  const names = entriesOf(root).map(([name]) => name.value);
  if (names.length === 2 && names.includes('key') && names.includes('value')) {
    reject(`is one item of WalkMe's list. ${JSON_FORMS}`);
    return [];
  }
  const found = root?.type === 'array' ? listedPairs(root, reject) : entriesOf(root);
  for (const [key, value] of found) {
    const content = value && scalarText(text, value);
    const written = scalarText(text, key) ?? '';
    const name = checkKey(written, 'the JSON', '', reject);
    if (content === undefined)
      reject(`has a value of "${written}" that is not text. Write it in double quotes`);
    if (name !== undefined && typeof content === 'string') pairs.push([name, content]);
  }
  return pairs;
}

const JSON_FORMS = 'Write [{"key": "URL", "value": "…"}], or {"URL": "…"}';

/** The keys and the values of WalkMe's list. */
function listedPairs(
  list: JsonNode,
  reject: Reject,
): readonly (readonly [key: JsonNode, value: JsonNode | undefined])[] {
  return childrenOf(list).flatMap((item, index) => {
    const members = new Map(entriesOf(item).map(([name, value]) => [String(name.value), value]));
    const key = members.get('key');
    if (key !== undefined) return [[key, members.get('value')]];
    reject(`has an item ${index + 1} without a "key". ${JSON_FORMS}`);
    return [];
  });
}

/** @returns the key without hashes, unless it is invalid. */
function checkKey(
  written: string,
  where: string,
  meant: string,
  reject: Reject,
): string | undefined {
  const key = withoutHashes(written);
  const unquoted = /^(["'`])(.*)\1$/s.exec(key)?.[2];
  if (key === '')
    reject(`has an empty key in ${where}. Write the name of a placeholder before the value`);
  else if (unquoted !== undefined) {
    reject(
      `has quotes around the key ${key} in ${where}. Write ${unquoted}, and its value without quotes`,
    );
  } else if (/[\s:/]/.test(key)) {
    reject(
      `has the invalid key "${key}" in ${where}. A key cannot contain a space, colon, or slash.${meant}`,
    );
  } else return key;
  return undefined;
}

/** `KEY: value` is YAML, and was meant as a pair, without its quotes; `KEY: |` as a block. */
function meantPair(line: string): string {
  const pair = /^\s*(["']?)([^\s:="']+)\1\s*:\s+(["']?)(.*)\3$/.exec(line);
  if (pair === null) return '';
  const [, , key, , value = ''] = pair;
  return /^[|>][-+]?$/.test(value)
    ? ` Did you mean a block: "${key}<<END", the text, and a line "END"?`
    : ` Did you mean "${key}=${value}"?`;
}

/** What follows a value if a workflow folded the next line into it: two capitals or more, and `=`. */
const FURTHER_PAIR = /(?<![\s,;])[\s,;]+(?=[A-Z0-9_]{2,}=)/g;

/** Warns of several pairs on one line: without `|` behind the key, a workflow folds lines. */
export function warnOfFolding(
  text: string,
  pairs: readonly Pair[],
  { warnings, quote }: Diagnostics,
): void {
  const [pair, ...others] = pairs;
  if (pair === undefined || others.length > 0 || isJson(text) || text.includes('\n')) return;
  const [key, value] = pair;
  const outside = value.replace(/"[^"]*"|'[^']*'/g, (it) => 'x'.repeat(it.length));
  const gaps = [...outside.matchAll(FURTHER_PAIR)];
  if (gaps.length === 0) return;
  const starts = [0, ...gaps.map((gap) => gap.index + gap[0].length)];
  const lines = starts.map((start, at) => value.slice(start, gaps[at]?.index).trim());
  const shown = (text: string, length: number, example: string): string =>
    quote(text, length) === text ? text : example;
  const block = [`${key}=${lines[0]}`, ...lines.slice(1)].map(
    (line) => `\n  ${shown(line, 80, 'KEY=value')}`,
  );
  // In YAML, an apostrophe between apostrophes is doubled.
  const json = JSON.stringify({ [key]: value }).replaceAll("'", "''");
  const example = shown(json, 300, '{"KEY": "value"}');
  const message = `The value of \`${quote(key)}\` contains what looks like a further pair, because a workflow joins lines that have no \`|\` after the key.`;
  const hint = `If the value is intended, write \`overrides: '${example}'\`. Otherwise, write each pair on a separate line:\noverrides: |${block.join('')}`;
  warnings.push({ level: 'warning', message, hint, location: { input: 'overrides', key } });
}
