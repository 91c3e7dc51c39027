/** Checks the names in an expression before it is evaluated: contexts, functions, and what is withheld. */

import { type Token, TokenType } from '@actions/expressions/lexer';
import { Fault } from '../diagnostics.ts';
import { builtInContexts, didYouMean } from '../text/names.ts';
import type { Contexts } from './contexts.ts';

const builtIn: readonly string[] = builtInContexts;

/** Contexts of a workflow that a step can pass by the input `context`. */
const passable: readonly string[] = ['steps', 'inputs', 'vars', 'jobs'];

/**
 * @param allNames the contexts that the expressions of the document name.
 * @returns a function that returns a context's name as it is known, and throws a `Fault` if it is not.
 */
export function createContextCheck(
  contexts: Contexts,
  allNames: () => readonly string[],
): (name: string) => string {
  const known = Object.keys(contexts.values);
  let isExplained = false;
  const find = (name: string): string | undefined =>
    known.find((candidate) => candidate === name.toLowerCase()) ??
    known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());

  /** One hint for all contexts that are missing: with one line for each, people add the first. */
  const howToPass = (name: string): string | undefined => {
    if (isExplained) return undefined;
    isExplained = true;
    const missing = [name, ...allNames().map((it) => it.toLowerCase())].filter(
      (it) => passable.includes(it) && find(it) === undefined,
    );
    const members = [...new Set(missing)].map((it) => `"${it}": \${{ toJSON(${it}) }}`).join(', ');
    return known.every((it) => builtIn.includes(it))
      ? `Add to the inputs of the step: \`context: '{${members}}'\`.`
      : `Add to the JSON in \`context\`: \`${members}\`.`;
  };

  return (name) => {
    const found = find(name);
    if (found === 'needs' && contexts.values['needs']?.() === undefined) {
      throw new Fault('`needs` is not set', { code: 'value-missing', hint: PASS_NEEDS });
    }
    if (found !== undefined) return found;
    const lower = name.toLowerCase();
    const hint = passable.includes(lower) ? howToPass(lower) : explainUnknown(lower, known);
    throw invalid(`there is no context \`${name}\``, hint);
  };
}

const PASS_NEEDS =
  'Add `needs: ${{ toJSON(needs) }}` to the inputs of the step, and the jobs to the `needs` of its job.';

function explainUnknown(name: string, known: readonly string[]): string {
  const list = `Known: ${known.join(', ')}.`;
  return name === 'secrets'
    ? `Secrets cannot be used in a notification. ${list}`
    : `${didYouMean(name, known)} ${list} Pass others with the \`context\` input.`.trim();
}

/** @throws {Fault} if there is no such function. */
export function checkFunction(
  name: string,
  functions: ReadonlyMap<string, { name: string }>,
): void {
  if (functions.has(name.toLowerCase())) return;
  if (name.toLowerCase() === 'hashfiles') {
    throw invalid(
      '`hashFiles` is not available here',
      'Compute it in a step and pass its output through `context`.',
    );
  }
  const known = [...functions.values()].map(({ name: it }) => it.replace(/Json$/, 'JSON'));
  throw invalid(
    `there is no function \`${name}\``,
    `${didYouMean(name, known)} Known: ${known.join(', ')}.`.trim(),
  );
}

/**
 * Looks for `env.NAME`, `env['NAME']` and `github.token` among the tokens.
 * @throws {Fault} if the expression reads a value that is withheld.
 */
export function checkWithheld(tokens: readonly Token[], contexts: Contexts): void {
  for (const [index, token] of tokens.entries()) {
    const key = tokens[index + 2];
    const name = key?.type === TokenType.STRING ? String(key.value) : (key?.lexeme ?? '');
    const reason = contexts.withheld(token.lexeme, name);
    if (reason !== undefined && tokens[index - 1]?.type !== TokenType.DOT) {
      throw new Fault(reason, { code: 'value-missing', hint: WITHHELD });
    }
  }
}

const WITHHELD =
  'Remove it. To use a value that is not a secret, pass it in `context` under another name.';

/** @returns the error of an expression. */
export function invalid(message: string, hint?: string): Fault {
  return new Fault(message, { code: 'expression-invalid', ...(hint !== undefined && { hint }) });
}
