/** Explains an expression that does not parse by what it contains. */

import type { Token } from '@actions/expressions/lexer';
import { argumentsOf } from './tokens.ts';

/** Arguments of the functions, as their pages name them. */
const signatures: Readonly<Record<string, string>> = {
  case: 'case(condition, value, …, default)',
  contains: 'contains(search, item)',
  duration: 'duration(seconds)',
  endswith: 'endsWith(text, suffix)',
  firstline: 'firstLine(text)',
  format: "format('{0}', value, …)",
  fromjson: 'fromJSON(json)',
  jobswithresult: "jobsWithResult(needs, 'failure')",
  join: "join(list, ', ')",
  mentions: 'mentions(logins)',
  overallresult: 'overallResult(needs)',
  plaintext: 'plainText(markdown)',
  short: 'short(sha)',
  startswith: 'startsWith(text, prefix)',
  tojson: 'toJSON(value)',
  truncate: 'truncate(text, 200)',
};

/** What other languages write, and what to write here. In this order: the first that is found is meant. */
const mistakes: readonly (readonly [found: RegExp, advice: string])[] = [
  [
    /\?/,
    "There is no `? :`. Write `case(condition, 'yes', 'no')`, or `condition && 'yes' || 'no'`.",
  ],
  [
    /\+/,
    "`+` does not join text. Write `format('{0} {1}', a, b)`, or put two expressions side by side.",
  ],
  [/(?<!\|)\|(?!\|)/, 'There are no filters. Call a function: `truncate(text, 200)`.'],
  [/\[[^\]]*:[^\]]*\]/, 'There are no slices. Write `short(sha)` or `truncate(text, 7)`.'],
  [/\$\w/, 'An environment variable is `env.NAME`, and a context has no `$`: `github.actor`.'],
  [/"/, "Put text in single quotes ('), and double each single quote inside it ('')."],
  [/(?<![=!<>])=(?!=)/, 'To compare, write `==`.'],
  [/(?<!&)&(?!&)/, 'Write `&&` for "and".'],
  [/(?:^|[^\w\])*-])\.|\.(?=\s|$)/, "`.` does not join text. Write `format('{0} {1}', a, b)`."],
];

/** @returns the source of an expression with its texts empty. */
export function withoutTexts(source: string): string {
  return source.replace(/'(?:[^']|'')*'/g, "''");
}

/** @returns what to write instead, if that can be told from the source of an expression. */
export function adviseOnSyntax(source: string): string | undefined {
  const bare = withoutTexts(source);
  const mistake = mistakes.find(([found]) => found.test(bare))?.[1];
  if (mistake !== undefined) return mistake;
  if (bare.includes("'") && /'/.test(bare.replaceAll("''", ''))) return UNCLOSED;
  const open = bare.split('(').length - bare.split(')').length;
  return open === 0 ? undefined : `${open > 0 ? 'A `(` is not closed' : 'A `)` is too many'}.`;
}

const UNCLOSED = "A text is not closed. Inside text, double each single quote: `'it''s'`.";

/** @returns how to call a function that is called with too few arguments. */
export function adviseOnCall(
  tokens: readonly Token[],
  functions: ReadonlyMap<string, { readonly minArgs: number }>,
): string | undefined {
  const wrong = [...functions].find(([name, { minArgs }]) => {
    const [given] = argumentsOf(name, tokens);
    return given !== undefined && given.length < minArgs;
  });
  const signature = wrong && signatures[wrong[0]];
  return signature && `Write \`${signature}\`.`;
}
