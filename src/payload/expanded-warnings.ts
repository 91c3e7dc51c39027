/** Warns about strings of `payload` that an expression may have changed: the runner inserts text before the document is parsed. */

import type { Diagnostics } from '../diagnostics.ts';
import type { Source } from '../document/source.ts';
import { nameOf, type Path, type Tree } from '../document/tree.ts';

/** Warns about line breaks that YAML folds, and about backslashes that become other characters. */
export function warnOfExpanded(tree: Tree, source: Source, diagnostics: Diagnostics): void {
  const lines = source.text.split('\n');
  const walk = (node: Tree, path: Path): void => {
    if (node.kind === 'list') {
      for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
    } else if (node.kind === 'mapping') {
      for (const { key, value } of node.entries) walk(value, [...path, key]);
    } else {
      const line = lines
        .slice(node.line - 1, node.line)
        .join()
        .slice(node.column - 1);
      const changed = typeof node.value === 'string' ? findChange(line, node.text) : undefined;
      if (changed === undefined) return;
      diagnostics.warnings.push({
        level: 'warning',
        message: `${nameOf(path, diagnostics.quote)} ${changed}.`,
        hint: HINT,
        location: source.locate(node, path),
      });
    }
  };
  walk(tree, []);
}

const HINT =
  'Write an expression in `payload` as `${{ toJSON(…) }}`, without quotes around it, or use `payload-file`.';

/** @param line the rest of the line on which the value begins. */
function findChange(line: string, value: string): string | undefined {
  if (/^[|>]/.test(line)) return undefined;
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'(?:[^']|'')*'/.exec(line);
  const spansLines = quoted === null && (/^["']/.test(line) || !line.startsWith(value));
  if (spansLines) return 'spans several lines, which YAML joins with spaces';
  const text = quoted?.[1] ?? '';
  return DRIVE.test(text) || text.replace(SOUND_ESCAPE, ' ').replace(SOUND_TAB, ' ').includes('\\')
    ? 'has a backslash in double quotes, which changes the letter behind it'
    : undefined;
}

/** What `toJSON()` writes. */
const SOUND_ESCAPE = /\\(?:["\\/n]|r(?=\\n)|u[0-9a-f]{4})/gi;

/** Inside a word, it is a part of a path: `src\temp`. */
const SOUND_TAB = /(?<![\w.])\\[bft]/g;

const DRIVE = /(?<![A-Za-z])[A-Za-z]:\\(?!\\)/;
