/**
 * Knows HTML's character references from the table that `src/markdown/html-text.ts` loads: without a
 * second table, `dist/` is 36 KB smaller.
 */
import { decodeHTMLStrict } from 'entities/decode';

export function decodeNamedCharacterReference(name) {
  const reference = `&${name};`;
  const decoded = decodeHTMLStrict(reference);
  return decoded !== reference && decoded;
}
