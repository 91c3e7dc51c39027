/** Reads the input `overrides`: lines, blocks or a JSON object. */

import { entriesOf, scalarText } from '../text/json.ts';
import { type Reject, readJson } from '../text/lists.ts';
import { withoutHashes } from '../text/names.ts';

/** One override: its key without hashes, and its value. */
export type Pair = readonly [key: string, value: string];

/**
 * Reads overrides: `KEY=VALUE` lines and `KEY<<DELIMITER` blocks as in `$GITHUB_OUTPUT`, or one
 * JSON object, in which null means "not given".
 */
export async function parsePairs(text: string, reject: Reject): Promise<readonly Pair[]> {
  const pairs = isJson(text) ? await parseJsonPairs(text, reject) : parseLines(text, reject);
  const seen = new Set<string>();
  for (const [key] of pairs) {
    if (seen.has(key)) reject(`sets the key "${key}" twice`);
    seen.add(key);
  }
  return pairs;
}

/** @returns whether overrides are written as a JSON object. */
export function isJson(text: string): boolean {
  return text.startsWith('{');
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
    if (/^\s*#(?!##[^=]*(=|<<))/.test(line)) {
      reject(
        `cannot contain comments, because a value may contain "#". Remove line ${number}, which begins with "#"`,
      );
    } else if (separator === undefined) {
      reject(
        `requires KEY=VALUE or KEY<<DELIMITER, but line ${number} has no "=".${meantPair(line)}`,
      );
    } else if (separator === '<<' && (delimiter === '' || end === -1)) {
      reject(
        `has a block that begins in line ${number} and has no line with its delimiter at the end`,
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
  const root = await readJson(text, reject);
  for (const [key, value] of root.flatMap(entriesOf)) {
    const content = scalarText(text, value);
    const name = checkKey(String(key.value), 'the JSON object', '', reject);
    if (content === undefined) reject(`has a value of "${key.value}" that is not text`);
    if (name !== undefined && typeof content === 'string') pairs.push([name, content]);
  }
  return pairs;
}

/** @returns the key without hashes, unless it is none. */
function checkKey(
  written: string,
  where: string,
  meant: string,
  reject: Reject,
): string | undefined {
  const key = withoutHashes(written);
  if (key === '') reject(`has an empty key in ${where}`);
  else if (/[\s:/]/.test(key)) {
    reject(
      `has the invalid key "${key}" in ${where}. A key cannot contain a space, colon, or slash.${meant}`,
    );
  } else return key;
  return undefined;
}

/** `KEY: value` is YAML, and was meant as a pair. */
function meantPair(line: string): string {
  const [, key, value] = /^\s*"?([^\s:="]+)"?\s*:\s+(.*)$/.exec(line) ?? [];
  return key === undefined ? '' : ` Did you mean "${key}=${value}"?`;
}
