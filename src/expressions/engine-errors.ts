/** Explains the errors of GitHub's engine: what is wrong with the expression, and what to write. */

import { Fault } from '../diagnostics.ts';
import { textAt, valueAt } from '../text/property.ts';
import { adviseOnSyntax, invalid } from './checks.ts';
import { BLANK_JSON } from './values.ts';

const SPLIT = 'Split it into several values.';

/** What an error means: the beginning of the engine's message, what is wrong, and what to do. */
const explanations: readonly (readonly [found: RegExp, message: string, hint?: string])[] = [
  [/^ErrorExceededMaxLength/, 'it is longer than 21,000 characters', SPLIT],
  [/^Exceeded max expression/, 'it is nested deeper than 50 levels', SPLIT],
  [/^Too few/, 'a function has too few arguments'],
  [/^Too many/, 'a function has too many arguments', 'Remove all arguments.'],
  [/^Even number/, 'a function has no default as its last argument'],
  [
    /^case predicate/,
    'a condition of `case` is neither true nor false',
    "Compare it, such as `case(env.STAGE == 'live', 'yes', 'no')`.",
  ],
  [
    /^The following format string is invalid/,
    'the first argument of `format` has a single brace',
    'Write `{0}` for the first value, and `{{` or `}}` for a brace.',
  ],
  [
    /^The following format string references/,
    'the first argument of `format` has a number without a value',
    "Add a value for each number, which begins at 0: `format('{0} {1}', first, second)`.",
  ],
  [
    /^Unexpected end/,
    'the value after the last symbol is missing',
    "An operator requires a value on both sides: `github.ref_name == 'main'`.",
  ],
  [
    /^Unexpected symbol/,
    'it has an unexpected symbol',
    "Put an operator such as `||` between two values, and text in single quotes ('').",
  ],
];

/** Arguments of the functions, as their pages name them. The engine puts names in quotes. */
const signatures: Readonly<Record<string, string>> = {
  "'case'": 'case(condition, value, …, default)',
  "'contains'": 'contains(search, item)',
  "'duration'": 'duration(seconds)',
  "'endswith'": 'endsWith(text, suffix)',
  "'firstline'": 'firstLine(text)',
  "'format'": "format('{0}', value, …)",
  "'fromjson'": 'fromJSON(json)',
  "'jobswithresult'": "jobsWithResult(needs, 'failure')",
  "'join'": "join(list, ', ')",
  "'mentions'": 'mentions(logins)',
  "'overallresult'": 'overallResult(needs)',
  "'plaintext'": 'plainText(markdown)',
  "'short'": 'short(sha)',
  "'startswith'": 'startsWith(text, prefix)',
  "'tojson'": 'toJSON(value)',
  "'truncate'": 'truncate(text, 200)',
};

/** @returns the fault that an error of the engine, or of a function in it, means. */
export function explainEngineError(error: unknown, source: string): Fault {
  if (error instanceof Fault) return error;
  // An error inside brackets is the cause of another one.
  const cause = valueAt(error, 'cause');
  if (cause !== undefined) return explainEngineError(cause, source);
  const message = textAt(error, 'message');
  if (message === BLANK_JSON) return invalid(message, adviseOnBlank(source));
  const known = explanations.find(([pattern]) => pattern.test(message));
  if (known === undefined) return invalid('the engine refuses it', adviseOnSyntax(source), message);
  const [, meaning, advice] = known;
  const [, found] = /: (.+?)(?:\. Located at .*)?$/s.exec(message) ?? [];
  const signature = /parameters/.test(message) && signatures[`${found}`.toLowerCase()];
  const hint = signature ? `Write \`${signature}\`.` : (adviseOnSyntax(source) ?? advice);
  return invalid(meaning, hint, found);
}

/** Shows a default for each argument of `fromJSON` that is a value alone and may be blank. */
function adviseOnBlank(source: string): string {
  const read = [...source.matchAll(/\bfromJSON\(([^(),]+)\)/gi)].map(([, it = '']) => it.trim());
  const blank = read.filter((it) => !/'|\|\|/.test(it.replace(/\['[^']*'\]/g, '')));
  const calls = (blank.length > 0 ? blank : ['…']).map((it) => `\`fromJSON(${it} || '[]')\``);
  return `Add a default: ${[...new Set(calls)].join(', ')}.`;
}
