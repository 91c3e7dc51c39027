/** Explains mistakes that are common in documents, before their expressions are evaluated. */

import type { Diagnostic, Diagnostics } from '../diagnostics.ts';
import type { Source, Syntax } from '../document/source.ts';
import { isPrivate, nameOf, nodesOf, type Path, type Scalar, type Tree } from '../document/tree.ts';
import type { Contexts } from '../expressions/contexts.ts';
import { hideTexts, splitTemplate } from '../expressions/template.ts';
import { isProse } from '../fields.ts';
import { CONDITION } from '../layer.ts';
import { didYouMean, jobResults } from '../text/names.ts';
import { hasLiteralBreak, ofVariable } from './text-warnings.ts';

const IS_JSON =
  'Text that begins with `{` or `[` is read as JSON, with names and strings in straight double quotes. ';

/** What `payload` is where it is no document, but something that leads to one. */
const confusions: readonly (readonly [pattern: RegExp, what: string, hint: string])[] = [
  [
    /^(?:@?\S+\.(?:jsonc?|ya?ml)|builtin:\S*)$/i,
    'the name of a file',
    'Set `payload-file` to the name. `payload` takes the document itself.',
  ],
  [
    /^(?:\$\s*)?curl\s|^(?:-d|--data(?:-\w+)?)[\s=]/,
    'a command of curl',
    'Set it to the document alone: what is between the quotes after `-d`.',
  ],
  [
    /^["']\s*\{/,
    'JSON inside quotes',
    'Remove the quotes, or the `toJSON()` around the whole document.',
  ],
];

/** @returns what to say about an inline `payload` that is not a document. */
export function explainInline(text: string): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  const [, what, hint] = confusions.find(([pattern]) => pattern.test(text)) ?? [];
  return what === undefined ? undefined : { message: `\`payload\` is ${what}.`, hint };
}

/** @returns what is likely behind an error of the syntax. */
export function inlineHint(syntax: Syntax): string {
  const [rule, key] = syntax === 'yaml' ? ['', 'runtimeTitle'] : [IS_JSON, '"runtimeTitle"'];
  return `${rule}Put values from expressions in \`toJSON()\`: \`${key}: \${{ toJSON(github.event.release.name) }}\`.`;
}

/** What is odd about a value, as the end of a sentence, and what to do. */
interface SourceWarning {
  readonly reason: string;
  readonly hint: string;
}

/**
 * Warns about values that are hardly meant as they are.
 * @param contexts of the expressions; nothing in `payload`, where the runner has evaluated them.
 */
export function warnOfSource(
  tree: Tree,
  source: Source,
  contexts: Contexts | undefined,
  { quote, warnings }: Diagnostics,
): void {
  const lines = contexts === undefined ? source.text.split('\n') : [];
  for (const [node, path] of nodesOf(tree)) {
    if (node.kind !== 'scalar' || typeof node.value !== 'string') continue;
    const { value, line, column } = node;
    const found = [
      findChange(node, lines[line - 1]?.slice(column - 1)),
      isProse(path) && hasLiteralBreak(value.replace(JSON_TEXT, '')) ? LITERAL_BREAK : undefined,
      contexts && findComparison(value, path, isPrivate(path) ? () => '…' : quote),
      contexts && findForeign(value, contexts, (it) => quote(isPrivate(path) ? hideTexts(it) : it)),
    ];
    for (const { reason, hint } of found.filter((it) => it !== undefined)) {
      const message = `${nameOf(path, quote)} ${reason}.`;
      warnings.push({ level: 'warning', message, hint, location: source.locate(node, path) });
    }
  }
}

/**
 * Finds what an expression may have changed, as the runner inserts text before the document is parsed:
 * line breaks that YAML folds, and backslashes that become other characters.
 * @param line the rest of the line on which the value begins; nothing in a payload file.
 */
function findChange({ lines }: Scalar, line: string | undefined): SourceWarning | undefined {
  if (line === undefined || /^[|>]/.test(line)) return undefined;
  if (lines !== undefined) {
    return { reason: 'spans several lines, which YAML joins with spaces', hint: VALUE };
  }
  const text = /^"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? '';
  const isChanged =
    DRIVE.test(text) || text.replace(SOUND_ESCAPE, ' ').replace(SOUND_TAB, ' ').includes('\\');
  const reason = 'has a backslash in double quotes, which changes the character after it';
  return isChanged ? { reason, hint: VALUE } : undefined;
}

const VALUE =
  'Write an expression in `payload` as `${{ toJSON(…) }}`, without quotes around it, or use `payload-file`.';

/** What `toJSON()` writes. */
const SOUND_ESCAPE = /\\(?:["\\/n]|r(?=\\n)|u[0-9a-f]{4})/gi;

/** Inside a word, it is a part of a path: `src\temp`. */
const SOUND_TAB = /(?<![\w.])\\[bft]/g;

/** Not a letter, a colon, and a line break, as in `Option B:\\n- first`. */
const DRIVE = /(?<![A-Za-z])[A-Za-z]:\\(?!\\|n(?:\W|$))/;

/** In JSON inside an expression, `\n` is a line break. */
const JSON_TEXT = /fromJSON\(\s*'(?:[^']|'')*'\s*\)/gi;

const LITERAL_BREAK: SourceWarning = {
  reason: 'contains `\\n`, which people see as a backslash and an n',
  hint: 'For a line break, use a YAML block (`key: |`), `"\\n"` in double quotes in YAML or JSON, or `fromJSON(\'"\\n"\')` in an expression.',
};

const RESULT =
  /(?<![\w.])(job\.status|run(?:\.previous)?\.result|needs\.[\w-]+\.result|overallResult\(\s*needs\s*\))\s*[=!]=\s*'([^']+)'/gi;

const REF =
  /(?<![\w.])(github\.ref)(?:\s*[=!]=|(?<=startsWith\(\s*github\.ref)\s*,)\s*'(?!refs\/)([^']+)'/i;

const NOT_A_NAME =
  'It begins with `refs/`. The name of the branch or tag alone is `github.ref_name`.';

/** Finds a comparison that is false in every run, so that a notification may never be sent. */
function findComparison(
  text: string,
  path: Path,
  quote: Diagnostics['quote'],
): SourceWarning | undefined {
  if (path.at(-1) !== CONDITION && !text.includes('${{')) return undefined;
  const never = (left: string, value: string, hint: string): SourceWarning => {
    return { reason: `compares \`${left}\` with '${quote(value)}', which it never is`, hint };
  };
  for (const [, left = '', value = ''] of text.matchAll(RESULT)) {
    const hint = `The results are ${jobResults.join(', ')}.${didYouMean(value, jobResults)}`;
    if (!jobResults.includes(value.toLowerCase())) return never(left, value, hint);
  }
  const [, ref, name = ''] = REF.exec(text) ?? [];
  return ref === undefined ? undefined : never(ref, name, NOT_A_NAME);
}

/**
 * `{{ github.actor }}`, `${ github.actor }`, `${GITHUB_ACTOR}` or `$GITHUB_ACTOR`. The name is found in
 * one piece, by looking ahead: otherwise, a long word would be split at each letter.
 */
const FOREIGN = /\{\{\s*((?=([\w.-]+))\2[^{}]*)\}\}|\$\{\s*([\w.-]+)\s*\}|\$([A-Za-z_]\w*)/g;

/** GitHub's contexts that a payload file has only where `context` gives them. */
const otherContexts = ['inputs', 'secrets', 'steps', 'vars'];

function findForeign(
  text: string,
  { values }: Contexts,
  quote: Diagnostics['quote'],
): SourceWarning | undefined {
  const literals = (splitTemplate(text) ?? []).filter(({ kind }) => kind === 'literal');
  const matches = literals.flatMap((part) => [...part.text.matchAll(FOREIGN)]);
  for (const [found, inBraces, first, inOne, bare = ''] of matches) {
    const name = first ?? inOne ?? bare;
    const [context = ''] = name.split('.');
    const isContext =
      context !== name && (Object.hasOwn(values, context) || otherContexts.includes(context));
    const isVariable = inBraces === undefined && Object.hasOwn(Object(values['env']?.()), name);
    if (!isContext && !isVariable) continue;
    const meant = isContext ? (inBraces?.trim() ?? name) : ofVariable(name);
    const reason = `contains \`${quote(found)}\`, which is not evaluated`;
    return { reason, hint: `Write \`\${{ ${quote(meant)} }}\`.` };
  }
  return undefined;
}
