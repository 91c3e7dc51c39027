/** Finds the members of a context that an expression names, so that no other is asked for. */

import { type Token, TokenType } from '@actions/expressions/lexer';
import { Fault } from '../diagnostics.ts';
import type { AskRun } from '../run/describe-run.ts';
import { isContextName } from './tokens.ts';

/** All members. */
const ALL = '*';

/** @returns the members in lower case; `*` where they cannot be told. */
export function membersNamed(context: string, tokens: readonly Token[]): ReadonlySet<string> {
  const named = tokens.flatMap((_, index) => {
    if (!isNameOf(context, tokens, index)) return [];
    const [next, member, end] = tokens.slice(index + 1, index + 4);
    if (next?.type === TokenType.DOT) {
      return member?.type === TokenType.IDENTIFIER ? [member.lexeme.toLowerCase()] : [ALL];
    }
    if (next?.type === TokenType.LEFT_BRACKET) {
      const isLiteral = member?.type === TokenType.STRING && end?.type === TokenType.RIGHT_BRACKET;
      return isLiteral ? [String(member.value).toLowerCase()] : [ALL];
    }
    const isCondition = next?.type === TokenType.AND || tokens[index - 1]?.type === TokenType.BANG;
    return isCondition ? [] : [ALL];
  });
  return new Set(named);
}

function isNameOf(context: string, tokens: readonly Token[], index: number): boolean {
  return isContextName(tokens, index) && tokens[index]?.lexeme.toLowerCase() === context;
}

/**
 * @returns the members of `run` that an expression names.
 * @throws {Fault} `github-unavailable` where GitHub gave no usable answer.
 */
export async function readRun(askRun: AskRun, tokens: readonly Token[]): Promise<unknown> {
  const answer = await askRun(membersNamed('run', tokens));
  if (answer.kind === 'known') return answer.run;
  throw new Fault(answer.reason, { code: 'github-unavailable' });
}
