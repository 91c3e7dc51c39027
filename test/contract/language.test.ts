import { expect, it } from 'vitest';
import { filesIn, read } from '../support/project.ts';
import { pages } from '../support/snippets.ts';

/** Words that the project does not use, and what it uses instead. */
const avoided: readonly (readonly [RegExp, string])[] = [
  [/what became of/i, 'the status, the outcome'],
  [/\btold\b/i, 'reported, shown'],
  [/\bgravest?\b/i, 'most serious'],
  [/\bat hand\b/i, 'this'],
  [/\bof (its|their|your|our) own\b/i, 'own, separate'],
  [/\bsomebody\b|\bpersons\b/i, 'someone, people'],
  [/\bto the letter\b/i, 'exactly'],
  [/[,–—-] as in `/i, 'for example'],
  [/\bnot for you\b/i, 'Do not set this input.'],
  [/\band nothing else\b/i, 'only'],
  [/\bfates?\b/i, 'status'],
  [/\bverdicts?\b/i, 'outcome'],
  [/\breceipts?\b/i, 'job summary'],
  [/\brepl(y|ies|ied)\b/i, 'response'],
  [/\banswer(s|ed)?\b/i, 'response, returned'],
  [/\binert\b|\bconceal/i, 'escape, redact, mask'],
  [/has no value here/i, 'evaluates to null'],
  [/asked to wait|too late\b/i, 'Retry-After, deadline'],
  [/\blayers? wins?\b|\blater layer/i, 'precedence'],
  [/\b(stands?|stood) (in|below|above|outside|before|after|alone|for)\b/i, 'is, appears'],
  [/\bgoes below\b/i, 'is under'],
  [/\btake out\b/i, 'remove'],
  [/\b(is|are) needed\b/i, 'required'],
  [/\brepeat(s|ed|ing)?\b/i, 'retry'],
  [/\bmend(s|ed)?\b/i, 'fix'],
  [/\b(no|any|every)body('s)?\b/i, 'no one, anyone, everyone'],
  [/\b(the|an|of) ids?\b/, 'ID, IDs'],
  [/\be-mails?\b/i, 'email'],
  [/\bby others\b/i, 'third-party'],
  [/\bgoes on\b|\bmeant so\b/i, 'continues, intended'],
  [/\b(is|are|was|were) lacking\b/i, 'missing'],
];

const files = [...pages, 'action.yml', 'simulator/README.md'];

it.each(files)('%s uses the words of the project', (path) => {
  expect(violations(read(path))).toEqual([]);
});

it.each(filesIn('src', /\.ts$/))('the texts in src/%s use the words of the project', (path) => {
  expect(violations(textsOf(read(`src/${path}`)))).toEqual([]);
});

/** Keeps only the contents of string literals. Their backticks still mark code. */
function textsOf(source: string): string {
  return source
    .split('\n')
    .map((line) => {
      if (/^\s*(\/?\*|\/\/)|^import |\bfrom '|import\(/.test(line)) return '';
      const literals = line.match(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g) ?? [];
      return literals.map((it) => it.slice(1, -1).replaceAll('\\`', '`')).join('  ');
    })
    .join('\n');
}

/** @returns each avoided word outside code as `line: word (use …)`. */
function violations(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) =>
    avoided.flatMap(([pattern, instead]) => {
      const found = pattern.exec(line.replace(/`[^`]*`/g, '``'))?.[0];
      return found === undefined ? [] : [`${index + 1}: ${found} (use: ${instead})`];
    }),
  );
}

it('the check of words finds an avoided word, and says what to use', () => {
  const text = 'fine\nThe receipt is in `receipts.ts`.';
  expect(violations(text)).toEqual(['2: receipt (use: job summary)']);
});
