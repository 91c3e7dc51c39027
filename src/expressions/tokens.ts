/** Finds the names and calls in the tokens of an expression. */

import { type Token, TokenType } from '@actions/expressions/lexer';

/** @returns the name tokens of the functions that are called. */
export function callsIn(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, index) => isCall(token, tokens[index + 1]));
}

/** @returns the identifiers that name a context. */
export function contextNames(tokens: readonly Token[]): readonly string[] {
  return tokens.filter((_, index) => isContextName(tokens, index)).map((token) => token.lexeme);
}

function isContextName(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return (
    token?.type === TokenType.IDENTIFIER &&
    tokens[index - 1]?.type !== TokenType.DOT &&
    !isCall(token, tokens[index + 1])
  );
}

/** @returns whether an expression asks for a context before it uses it: `needs && …`. */
export function isGuarded(name: string, tokens: readonly Token[]): boolean {
  const first = tokens.findIndex(
    ({ lexeme }, index) =>
      isContextName(tokens, index) && lexeme.toLowerCase() === name.toLowerCase(),
  );
  return tokens[first + 1]?.type === TokenType.AND;
}

/**
 * @returns the members of a context that an expression names, in lower case, so that GitHub is asked for
 * no others; `*` where the members cannot be determined.
 */
export function membersNamed(context: string, tokens: readonly Token[]): ReadonlySet<string> {
  const named = tokens.flatMap((token, index) => {
    if (!isContextName(tokens, index) || token.lexeme.toLowerCase() !== context) return [];
    const [next, member, end] = tokens.slice(index + 1, index + 4);
    if (next?.type === TokenType.DOT) {
      return member?.type === TokenType.IDENTIFIER ? [member.lexeme.toLowerCase()] : ['*'];
    }
    if (next?.type === TokenType.LEFT_BRACKET) {
      const isLiteral = member?.type === TokenType.STRING && end?.type === TokenType.RIGHT_BRACKET;
      return isLiteral ? [String(member.value).toLowerCase()] : ['*'];
    }
    const isCondition = next?.type === TokenType.AND || tokens[index - 1]?.type === TokenType.BANG;
    return isCondition ? [] : ['*'];
  });
  return new Set(named);
}

function isCall(token: Token, next: Token | undefined): boolean {
  return token.type === TokenType.IDENTIFIER && next?.type === TokenType.LEFT_PAREN;
}
