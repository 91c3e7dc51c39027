/** Texts that are hard to carry, quote or hide: for property tests. */

import fc from './fast-check.ts';

/**
 * Pieces on which parsers, escapers and runners trip: quotes and blanks, invisible characters, commands
 * and expressions, signs, letters.
 */
export const pieces = [
  ...['"', "'", '`', '\\', '\n', '\r\n', '\r', '\t', ' ', '\0'],
  ...['\u0085', '\u202e', '\u2028', '\ufeff', '\ufffd'],
  ...['${{ github.token }}', '${{', '}}', '###', '##[error]', '##', '[', '::', ':', '::error::'],
  ...['<<', '=', 'EOF', '%', '%0A', '+', '/', '&', '<b>', '|', '*', '***', '#', ',', '{', ']'],
  ...['é', 'e\u0301', '🚀', '👨‍👩‍👧‍👦', 'İ'],
] as const;

/** Halves of a surrogate pair, alone. */
const halves = ['\ud83d', '\ude80'] as const;

/** Any text without lone surrogates, hard pieces in most of them, sometimes very long. */
export function hardText(maxPieces = 12): fc.Arbitrary<string> {
  return joined(fc.constantFrom(...pieces), maxPieces);
}

/** The same, with lone surrogates: any text that JavaScript can hold. */
export function anyText(maxPieces = 12): fc.Arbitrary<string> {
  return joined(fc.constantFrom(...pieces, ...halves), maxPieces);
}

function joined(piece: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> {
  const plain = fc.string({ maxLength: 6 });
  const unicode = fc.string({ unit: 'binary', maxLength: 6 });
  const long = fc.string({ maxLength: 4 }).map((text) => text.repeat(3000));
  const part = fc.oneof(
    { weight: 12, arbitrary: piece },
    { weight: 6, arbitrary: plain },
    { weight: 4, arbitrary: unicode },
    { weight: 1, arbitrary: long },
  );
  return fc.array(part, { maxLength }).map((parts) => parts.join(''));
}
