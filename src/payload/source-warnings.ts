/** Warns about what an author wrote in a document, before its expressions are evaluated. */

import type { Diagnostics } from '../diagnostics.ts';
import type { Source } from '../document/source.ts';
import { nameOf, nodesOf, type Tree } from '../document/tree.ts';
import type { Contexts } from '../expressions/contexts.ts';
import { splitTemplate } from '../expressions/template.ts';
import { isProse } from '../fields.ts';
import { hasLiteralBreak } from './text-warnings.ts';

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
    const foreign = contexts === undefined ? undefined : findForeign(node.value, contexts);
    if (foreign !== undefined) {
      const { found, meant } = foreign;
      const hint = `Write \`\${{ ${quote(meant)} }}\`.`;
      warn(`contains \`${quote(found)}\`, which is not evaluated`, hint);
    }
  }
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

/** `GITHUB_ACTOR` is `github.actor`. */
function ofVariable(name: string): string {
  const [, context, member] = /^(GITHUB|RUNNER)_(.+)$/.exec(name) ?? [];
  return context === undefined ? `env.${name}` : `${context}.${member}`.toLowerCase();
}
