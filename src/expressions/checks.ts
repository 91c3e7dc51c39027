/** Says what is wrong with an expression: names that are unknown or withheld, and its syntax. */

import { Fault } from '../diagnostics.ts';
import { builtInContexts, didYouMean } from '../text/names.ts';

/**
 * @param found the value that is wrong; it is not shown where it may be a recipient.
 * @returns the error of an expression.
 */
export function invalid(message: string, hint?: string, found?: string): Fault {
  return new Fault(message, { code: 'expression-invalid', hint, found });
}

/** Contexts of a workflow that a step can pass by the input `context`. */
const passable = ['inputs', 'jobs', 'steps', 'vars'];

/** @returns a function that returns a context's name as it is known, and throws a `Fault` if it is not. */
export function createContextCheck(
  known: readonly string[],
  expressions: () => readonly string[],
): (name: string) => string {
  let isExplained = false;
  const find = (name: string): string | undefined =>
    known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());

  /** One hint for all missing contexts, because people add only the first of several lines. */
  const howToPass = (name: string): string | undefined => {
    if (isExplained) return undefined;
    isExplained = true;
    const sources = [name, ...expressions()].map(withoutTexts).join('\n');
    const isNamed = (it: string): boolean =>
      new RegExp(`(?<![\\w.-])${it}(?![\\w-])`, 'i').test(sources);
    const missing = passable.filter((it) => find(it) === undefined && isNamed(it));
    const members = missing.map((it) => `"${it}": \${{ toJSON(${it}) }}`).join(', ');
    const isSet = known.length > builtInContexts.length;
    return isSet
      ? `Add to the JSON in \`context\`: \`${members}\`. ${listOf(known)}`
      : `Add to the inputs of the step: \`context: '{${members}}'\`. ${listOf(known)}`;
  };

  return (name) => {
    const found = find(name);
    if (found !== undefined) return found;
    const lower = name.toLowerCase();
    const hint = passable.includes(lower) ? howToPass(lower) : explainUnknown(lower, known);
    throw invalid(`there is no context \`${name}\``, hint);
  };
}

/** What to do where `needs` is used and not set. */
export const PASS_NEEDS =
  'Add `needs: ${{ toJSON(needs) }}` to the inputs of the step, and the jobs to the `needs` of its job.';

/** @returns what is wrong with `needs`, where an expression names a job in it or only the whole. */
export function explainNeeds(needs: unknown, asksForJob: boolean): string | undefined {
  if (needs === undefined) return '`needs` is not set';
  const isEmpty = Object.keys(Object(needs)).length === 0;
  return asksForJob && isEmpty ? '`needs` has no jobs, because its job needs none' : undefined;
}

function listOf(known: readonly string[]): string {
  return `Known: ${known.join(', ')}.`;
}

function explainUnknown(name: string, known: readonly string[]): string {
  const list = listOf(known);
  const operator = new Map([
    ['and', '&&'],
    ['or', '||'],
    ['not', '!'],
  ]).get(name);
  if (operator !== undefined) return `Write \`${operator}\` instead of \`${name}\`.`;
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

/** What other languages write, and what to write here. In this order: the first that is found is meant. */
const mistakes: readonly (readonly [found: RegExp, advice: string])[] = [
  [/\?\?/, 'Write `||` instead of `??`.'],
  [/\?[.[]/, 'Write `.` instead of `?.`: a member of null is null.'],
  [
    /\?/,
    "There is no `? :`. Write `case(condition, 'yes', 'no')`, or `condition && 'yes' || 'no'`.",
  ],
  [
    /\+/,
    "`+` does not join text. Write `format('{0} {1}', a, b)`, or put two expressions side by side.",
  ],
  [/(?<!\|)\|(?!\|)/, 'There are no filters. Call a function: `truncate(text, 200)`.'],
  [/\[[^\]]*(?::|\.\.)[^\]]*\]/, 'There are no slices. Write `short(sha)` or `truncate(text, 7)`.'],
  [/\$\w/, 'An environment variable is `env.NAME`, and a context has no `$`: `github.actor`.'],
  [/"/, "Put text in single quotes ('), and double each single quote inside it ('')."],
  [/(?<![=!<>])=(?!=)|[=!]==/, 'To compare, write `==` or `!=`.'],
  [/(?<!&)&(?!&)/, 'Write `&&` for "and".'],
  [/(?:^|[^\w\])*.-])\.|\.(?=\s+\S)/, "`.` does not join text. Write `format('{0} {1}', a, b)`."],
];

/** @returns the source of an expression without the contents of its texts. */
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

/** What to do about a single quote inside a text. */
export const DOUBLE_IT = "Inside text, double each single quote: `'it''s'`.";

const UNCLOSED = `A text is not closed. ${DOUBLE_IT}`;
