/** Texts to try: grown from the corpus by mutation, and made of the pieces that syntax is made of. */

import fc from '../support/fast-check.ts';
import { filesIn, read } from '../support/project.ts';
import { pieces as hardPieces } from '../support/texts.ts';

/** @returns what stands in the fixtures, the examples and the corpus. */
export function seeds(): readonly string[] {
  const folders = ['examples', 'test/fixtures/payloads', 'test/fixtures/corpus'];
  const files = folders.flatMap((folder) =>
    filesIn(folder).map((path) => read(`${folder}/${path}`)),
  );
  return files.filter((text) => text.length < 20_000);
}

/** Beside the hard ones: signs, YAML, expressions, values, dates. */
const pieces = [
  ...hardPieces,
  ...['}', '  ', '- ', '# ', '//', '/*', '*/', '>', '&a ', '*a', '!!str ', '---', '...', '~'],
  ...['%YAML 1.1\n---\n', 'notification:', 'override', '__proto__', 'constructor'],
  ...['github.event', '.*', 'format(', 'fromJSON(', ')', '&&', '||', '==', '!', "''", '##['],
  ...['0x1F', '1e9', '1.10', 'null', 'true', '\u0000', '\ud800', '👩‍👩‍👧', '\\u0041', '&amp;'],
  ...['2026-02-30', 'T24:00', '+02:00', 'Z', '+7d', 'https://a.b/?c=d%20e', 'c2VjcmV0'],
];

const made = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 40 })
  .map((parts) => parts.join(''));

/** Cuts, repeats and crosses two texts. */
const mutated = (corpus: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...corpus), made, fc.nat(), fc.nat(), fc.nat({ max: 60 }))
    .map(([text, insert, from, length, times]) => {
      const start = from % (text.length + 1);
      const end = start + (length % Math.min(200, text.length - start + 1));
      return (
        text.slice(0, start) + insert.repeat(1 + (times % 3 === 0 ? times : 0)) + text.slice(end)
      );
    });

/** @returns the generator of texts. */
export function texts(): fc.Arbitrary<string> {
  return fc.oneof(made, mutated(seeds()), fc.string({ unit: 'binary', maxLength: 200 }));
}
