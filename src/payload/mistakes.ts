/** Explains mistakes that are common in documents, before their expressions are evaluated. */

import type { Diagnostic, Diagnostics } from '../diagnostics.ts';
import type { Source, Syntax } from '../document/source.ts';
import { nameOf, nodesOf, type Tree } from '../document/tree.ts';
import type { Contexts } from '../expressions/contexts.ts';
import { splitTemplate } from '../expressions/template.ts';
import { isProse } from '../fields.ts';
import { CONDITION } from '../layer.ts';
import { didYouMean } from '../text/names.ts';
import { hasLiteralBreak, ofVariable } from './text-warnings.ts';

const IS_JSON =
  'Text that begins with `{` or `[` is read as JSON, with names and strings in straight double quotes. ';

/** @returns what to say about an inline `payload` that is not a document, but something that leads to one. */
export function explainInline(text: string): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  if (/^(?:@?\S+\.(?:jsonc?|ya?ml)|builtin:\S*)$/i.test(text)) {
    return {
      message: '`payload` is the name of a file.',
      hint: 'Set `payload-file` to the name. `payload` takes the document itself.',
    };
  }
  if (/^(?:\$\s*)?curl\s|^(?:-d|--data(?:-\w+)?)[\s=]/.test(text)) {
    return {
      message: '`payload` is a command of curl.',
      hint: 'Set it to the document alone: what is between the quotes after `-d`.',
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
  const [rule, key] = syntax === 'yaml' ? ['', 'runtimeTitle'] : [IS_JSON, '"runtimeTitle"'];
  return `${rule}Put values from expressions in \`toJSON()\`: \`${key}: \${{ toJSON(github.event.release.name) }}\`.`;
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
    ? 'has a backslash in double quotes, which changes the character after it'
    : undefined;
}

/** What `toJSON()` writes. */
const SOUND_ESCAPE = /\\(?:["\\/n]|r(?=\\n)|u[0-9a-f]{4})/gi;

/** Inside a word, it is a part of a path: `src\temp`. */
const SOUND_TAB = /(?<![\w.])\\[bft]/g;

const DRIVE = /(?<![A-Za-z])[A-Za-z]:\\(?!\\)/;

/**
 * Warns about `\n` in texts that people read.
 * @param contexts of the expressions, where they are evaluated: templates of other languages that
 * name one of them get a warning.
 */
export function warnOfSource(
  tree: Tree,
  source: Source,
  contexts: Contexts | undefined,
  diagnostics: Diagnostics,
): void {
  const { quote, warnings } = diagnostics;
  for (const [node, path] of nodesOf(tree)) {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') continue;
    const warn = (said: string, hint: string): void => {
      const message = `${nameOf(path, quote)} ${said}.`;
      warnings.push({ level: 'warning', message, hint, location: source.locate(node, path) });
    };
    if (isProse(path) && hasLiteralBreak(node.value.replace(JSON_TEXT, ''))) {
      warn('contains `\\n`, which people see as a backslash and an n', LINE_BREAK_HINT);
    }
    const isExpression = path.at(-1) === CONDITION || node.value.includes('${{');
    const comparison =
      contexts !== undefined && isExpression ? findComparison(node.value) : undefined;
    if (comparison !== undefined) {
      const { left, value, hint } = comparison;
      warn(`compares \`${left}\` with '${quote(value)}', which it never is`, hint);
    }
    const foreign = contexts === undefined ? undefined : findForeign(node.value, contexts);
    if (foreign !== undefined) {
      const { found, meant } = foreign;
      const hint = `Write \`\${{ ${quote(meant)} }}\`.`;
      warn(`contains \`${quote(found)}\`, which is not evaluated`, hint);
    }
  }
}

/** What a job can end as, for `if` and everywhere else. */
const results = ['success', 'failure', 'cancelled', 'skipped'];

const RESULT =
  /(?<![\w.])(job\.status|run(?:\.previous)?\.result|needs\.[\w-]+\.result|overallResult\(\s*needs\s*\))\s*[=!]=\s*'([^']+)'/gi;

const REF =
  /(?<![\w.])(?:(github\.ref)\s*[=!]=\s*|startsWith\(\s*(github\.ref)\s*,\s*)'(?!refs\/)([^']+)'/i;

/** @returns a comparison that is false in every run, so that a notification may never be sent. */
function findComparison(
  text: string,
): { readonly left: string; readonly value: string; readonly hint: string } | undefined {
  for (const [, left = '', value = ''] of text.matchAll(RESULT)) {
    if (results.includes(value.toLowerCase())) continue;
    const hint = `A result is ${results.join(', ')}.${didYouMean(value, results)}`;
    return { left, value, hint };
  }
  const [, equal, start, value] = REF.exec(text) ?? [];
  const left = equal ?? start;
  return left === undefined || value === undefined
    ? undefined
    : {
        left,
        value,
        hint: 'It begins with `refs/`. The name of the branch or tag alone is `github.ref_name`.',
      };
}

/** In JSON inside an expression, `\n` is a line break. */
const JSON_TEXT = /fromJSON\(\s*'(?:[^']|'')*'\s*\)/gi;

const LINE_BREAK_HINT =
  'For a line break, use a YAML block (`key: |`), `"\\n"` in double quotes in YAML or JSON, or `fromJSON(\'"\\n"\')` in an expression.';

interface Foreign {
  readonly found: string;
  /** The expression that is meant. */
  readonly meant: string;
}

/**
 * `{{ github.actor }}`, `${ github.actor }`, `${GITHUB_ACTOR}` or `$GITHUB_ACTOR`. The name is found in
 * one piece, by looking ahead: otherwise, a long word would be split at each letter.
 */
const FOREIGN = /\{\{\s*((?=([\w.-]+))\2[^{}]*)\}\}|\$\{\s*([\w.-]+)\s*\}|\$([A-Za-z_]\w*)/g;

/** GitHub's contexts that a payload file has only where `context` gives them. */
const otherContexts = ['inputs', 'secrets', 'steps', 'vars'];

function findForeign(text: string, { values }: Contexts): Foreign | undefined {
  const literals = (splitTemplate(text) ?? []).filter(({ kind }) => kind === 'literal');
  const matches = literals.flatMap((part) => [...part.text.matchAll(FOREIGN)]);
  for (const [found, inBraces, first, inOne, bare = ''] of matches) {
    const name = first ?? inOne ?? bare;
    const [context = ''] = name.split('.');
    const isContext =
      context !== name && (Object.hasOwn(values, context) || otherContexts.includes(context));
    if (isContext) return { found, meant: inBraces?.trim() ?? name };
    const variables = Object(values['env']?.());
    const isVariable = inBraces === undefined && Object.hasOwn(variables, name);
    if (isVariable) return { found, meant: ofVariable(name) };
  }
  return undefined;
}
