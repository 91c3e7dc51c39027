/** Explains mistakes that are common in the inline `payload`. */

import type { Diagnostic, Diagnostics } from '../diagnostics.ts';
import type { Source, Syntax } from '../document/source.ts';
import { nameOf, nodesOf, type Tree } from '../document/tree.ts';

const VALUES =
  'Put values from expressions in `toJSON()`: `runtimeTitle: ${{ toJSON(github.event.release.name) }}`.';

const IS_JSON =
  'Text that begins with `{` or `[` is read as JSON, with names and texts in straight double quotes.';

/** @returns what to say about text that is not a document, but something that leads to one. */
export function explainInline(text: string): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  if (/^@?\S+\.(?:jsonc?|ya?ml)$/i.test(text)) {
    return {
      message: '`payload` is the path of a file.',
      hint: 'Set `payload-file` to the path. `payload` takes the document itself.',
    };
  }
  return /^["']\s*\{/.test(text)
    ? {
        message: '`payload` is JSON inside quotes.',
        hint: 'Remove the quotes, or the `toJSON()` around the whole document.',
      }
    : undefined;
}

/** @returns what is likely behind an error of the syntax. */
export function inlineHint(syntax: Syntax): string {
  return syntax === 'yaml' ? VALUES : `${IS_JSON} ${VALUES}`;
}

/**
 * Warns about strings that an expression may have changed, as the runner inserts text before the document
 * is parsed: line breaks that YAML folds, and backslashes that become other characters.
 */
export function warnOfExpanded(tree: Tree, source: Source, { warnings, quote }: Diagnostics): void {
  const lines = source.text.split('\n');
  for (const [node, path] of nodesOf(tree)) {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') continue;
    const line = lines.slice(node.line - 1, node.line).join();
    const changed = findChange(line.slice(node.column - 1), node.text);
    if (changed === undefined) continue;
    const message = `${nameOf(path, quote)} ${changed}.`;
    warnings.push({ level: 'warning', message, hint: HINT, location: source.locate(node, path) });
  }
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
