/** Finds the names and calls in the tokens of an expression. */

import { type Token, TokenType } from '@actions/expressions/lexer';

/** @returns the names of functions that are called. */
export function callsIn(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, index) => isCall(token, tokens[index + 1]));
}

/** @returns the identifiers that name a context. */
export function contextNames(tokens: readonly Token[]): readonly string[] {
  return tokens.filter((_, index) => isContextName(tokens, index)).map((token) => token.lexeme);
}

/** @returns whether a token names a context: it is not a property after a dot, and not a call. */
export function isContextName(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return (
    token?.type === TokenType.IDENTIFIER &&
    tokens[index - 1]?.type !== TokenType.DOT &&
    !isCall(token, tokens[index + 1])
  );
}

/** @returns the sources of the arguments with which a function is called, each once. */
export function argumentsOf(name: string, tokens: readonly Token[]): readonly string[] {
  const calls = callsIn(tokens).filter(({ lexeme }) => lexeme.toLowerCase() === name);
  return [...new Set(calls.map((call) => argumentAt(tokens, tokens.indexOf(call) + 1)))];
}

/**
 * @param name in lower case.
 * @returns the number of arguments of the first call of a function.
 */
export function argumentCount(name: string, tokens: readonly Token[]): number {
  const call = tokens.findIndex(
    (token, index) => isCall(token, tokens[index + 1]) && token.lexeme.toLowerCase() === name,
  );
  const start = call + 2;
  if (tokens[start]?.type === TokenType.RIGHT_PAREN) return 0;
  let depth = 0;
  let commas = 0;
  for (const { type } of tokens.slice(start)) {
    if (type === TokenType.LEFT_PAREN || type === TokenType.LEFT_BRACKET) depth += 1;
    else if (type === TokenType.RIGHT_PAREN || type === TokenType.RIGHT_BRACKET) depth -= 1;
    else if (type === TokenType.COMMA && depth === 0) commas += 1;
    if (depth < 0) break;
  }
  return commas + 1;
}

/**
 * @returns whether an expression asks for a context before it uses it: `needs && …`. Where the context
 * is not set, the rest is not evaluated.
 */
export function isGuarded(name: string, tokens: readonly Token[]): boolean {
  const first = tokens.findIndex((token) => token.lexeme.toLowerCase() === name);
  return first !== -1 && tokens[first + 1]?.type === TokenType.AND;
}

/** The source between a parenthesis and the one that closes it. */
function argumentAt(tokens: readonly Token[], open: number): string {
  let depth = 0;
  const end = tokens.findIndex(({ type }, index) => {
    if (index < open) return false;
    if (type === TokenType.LEFT_PAREN) depth += 1;
    if (type === TokenType.RIGHT_PAREN) depth -= 1;
    return depth === 0;
  });
  return tokens
    .slice(open + 1, end)
    .map(({ lexeme }) => lexeme)
    .join('');
}

function isCall(token: Token, next: Token | undefined): boolean {
  return token.type === TokenType.IDENTIFIER && next?.type === TokenType.LEFT_PAREN;
}
