/** Checks the tokens of an expression before it is evaluated: functions, and values that are withheld. */

import { type Token, TokenType } from '@actions/expressions/lexer';
import { Fault } from '../diagnostics.ts';
import { didYouMean } from '../text/names.ts';
import type { Contexts } from './contexts.ts';
import { signatureOf } from './syntax.ts';
import { argumentCount, callsIn } from './tokens.ts';

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

/** @returns how to call a function that is called with too few arguments. */
export function adviseOnCall(
  tokens: readonly Token[],
  functions: ReadonlyMap<string, { readonly minArgs: number }>,
): string | undefined {
  const called = new Set(callsIn(tokens).map(({ lexeme }) => lexeme.toLowerCase()));
  const wrong = [...functions].find(
    ([name, { minArgs }]) => called.has(name) && argumentCount(name, tokens) < minArgs,
  );
  const signature = wrong && signatureOf(wrong[0]);
  return signature && `Write \`${signature}\`.`;
}

const WITHHELD =
  'Remove it. To use a value that is not a secret, pass it in `context` under another name.';

/** @returns the error of an expression. */
export function invalid(message: string, hint?: string): Fault {
  return new Fault(message, { code: 'expression-invalid', ...(hint !== undefined && { hint }) });
}
