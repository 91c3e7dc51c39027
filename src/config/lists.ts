/** Reads the overrides of an input: lines, blocks or a JSON object. */

import { entriesOf, scalarText } from '../text/json.ts';
import { outcome, type Parsed, readJson } from '../text/lists.ts';
import { withoutHashes } from '../text/names.ts';

/** One override: its key without hashes, and its value. */
export type Pair = readonly [key: string, value: string];

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
