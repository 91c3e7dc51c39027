/** Redacts the IDs of recipients in a response, however they are encoded. */

import { decodeHtml } from './decoded.ts';
import { decoded } from './format.ts';

const REPLACEMENT = '[recipient]';

/** The shortest beginning of an id, in UTF-16 units, that is redacted at a cut end. */
const MIN_CUT_LENGTH = 4;

/** The shortest ID that is looked for in Base64, where shorter ones are found by chance. */
const MIN_ENCODED_LENGTH = 6;

/**
 * @param isCut whether the text was cut off at its end, where it may have only the beginning of an id.
 * @returns the text without the ids of people and audiences. Each that is a word by itself becomes
 * `[recipient]`: in any case, broken over lines, and as a URL, JSON, HTML or Base64 encodes it.
 */
export function redactIds(text: string, ids: readonly string[], isCut = false): string {
  const spellings = new Set(ids.flatMap((id) => [fold(id), decode(id).text.trim()]));
  const known = [...spellings].filter((id) => id !== '');
  const find = createFinder(known);
  const readable = decode(text);
  const found = find(readable.text);
  const [, last = 0] = found.at(-1) ?? [];
  const cutAt = isCut ? findCutId(readable.text, known, last) : undefined;
  if (cutAt !== undefined) found.push([cutAt, readable.text.length]);
  let safe = '';
  let end = 0;
  for (const [from, to] of found) {
    safe += text.slice(end, readable.starts[from]) + REPLACEMENT;
    end = readable.starts[to] ?? text.length;
  }
  return redactEncoded(safe + text.slice(end), known, isCut);
}

type Span = readonly [from: number, to: number];

/** @returns a function that finds every id in a decoded text, the longest first. */
function createFinder(ids: readonly string[]): (text: string) => Span[] {
  const firsts = new Set<string | undefined>(ids.map((id) => id[0]));
  const byLength = [...Map.groupBy(ids, ({ length }) => length)]
    .map(([length, list]) => ({ length, list: new Set(list) }))
    .sort((a, b) => b.length - a.length);
  return (text) => {
    const found: Span[] = [];
    for (let at = 0; at < text.length; at++) {
      if (!firsts.has(text[at]) || !isBoundary(text, at, 'before')) continue;
      const id = byLength.find(({ length, list }) => {
        return list.has(text.slice(at, at + length)) && isBoundary(text, at + length, 'after');
      });
      if (id === undefined) continue;
      found.push([at, at + id.length]);
      at += id.length - 1;
    }
    return found;
  };
}

/** @returns whether there is no letter or digit before or after a position. */
function isBoundary(text: string, at: number, side: 'before' | 'after'): boolean {
  return side === 'before'
    ? !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))
    : !/^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));
}

/** UTF-16 units that half an escape can have: `%f0%9f%9a%8`. */
const MAX_CUT_PIECE = 12;

/** Half an escape, or a character that was cut in two. */
const CUT_PIECE = /(?:(?:%[0-9a-f]{0,2})+|\\(?:u[0-9a-f]{0,3})?|&[#a-z0-9]{0,8}|\ufffd)$/;

/** @returns the position of the beginning of an id at the end of a decoded text, if there is one. */
function findCutId(text: string, ids: readonly string[], from: number): number | undefined {
  // Only the end is searched: at each place of a long text, the pattern would look as far as it can.
  const piece = CUT_PIECE.exec(text.slice(-MAX_CUT_PIECE))?.[0] ?? '';
  const end = text.length - piece.length;
  const longest = ids.reduce((length, id) => Math.max(length, id.length), 0);
  for (let at = Math.max(from, end - longest); at <= end - MIN_CUT_LENGTH; at++) {
    const beginning = text.slice(at, end);
    if (isBoundary(text, at, 'before') && ids.some((id) => id.startsWith(beginning))) return at;
  }
  return undefined;
}

/** Replaces what is Base64 of a text that holds an id. */
function redactEncoded(text: string, ids: readonly string[], isCut: boolean): string {
  const find = createFinder(ids.filter(({ length }) => length >= MIN_ENCODED_LENGTH));
  return text.replace(/[a-z0-9+/_-]{8,}={0,2}/gi, (run: string, at: number) => {
    const isAtCut = isCut && at + run.length === text.length;
    const holdsId = ['', 'A', 'AA', 'AAA'].some((shift) => {
      const decoded = fold(Buffer.from(shift + run, 'base64').toString());
      return find(decoded).length > 0 || (isAtCut && findCutId(decoded, ids, 0) !== undefined);
    });
    return holdsId ? REPLACEMENT : run;
  });
}

/** Lower case, with one blank for several. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s+]+/g, ' ')
    .trim();
}

/** Plain ASCII, or one character in percent-encoded UTF-8, as a JSON escape, an HTML reference, or as it is. */
const PIECE =
  /[!-$'-*,-[\]-~]+|%[0-7]\p{AHex}|%[cdCD]\p{AHex}%[89abAB]\p{AHex}|%[eE]\p{AHex}(?:%[89abAB]\p{AHex}){2}|%[fF][0-7](?:%[89abAB]\p{AHex}){3}|\\{1,4}u\p{AHex}{4}|\\[bfnrt"'\\/]|&(?:#[xX]\p{AHex}{1,6}|#\d{1,7}|amp|lt|gt|quot|apos|nbsp);|./gsu;

/** What makes a text other than its lower case: escapes, several blanks, and letters that are not ASCII. */
const INTRICATE = /[^ -~]|[%\\&]|[ +]{2}/;

/**
 * Lower case, without escapes, and with one blank or backslash for several: JSON inside JSON doubles
 * backslashes, and a form spells a blank as `+`.
 * @returns the text, and where in the original each UTF-16 unit of it begins.
 */
function decode(original: string): { readonly text: string; readonly starts: readonly number[] } {
  // Most responses. The pattern of pieces takes 1 ms when it is first used.
  if (!INTRICATE.test(original)) {
    const text = original.toLowerCase().replaceAll('+', ' ');
    return { text, starts: Array.from(text, (_, index) => index) };
  }
  const chars: string[] = [];
  const starts: number[] = [];
  for (const { 0: piece, index } of original.matchAll(PIECE)) {
    const decoded = decodePiece(piece).toLowerCase();
    const char = /[\s+]/.test(decoded) ? ' ' : decoded;
    if (' \\'.includes(char) && chars.at(-1) === char) continue;
    chars.push(char);
    const step = char.length === piece.length ? 1 : 0;
    for (let unit = 0; unit < char.length; unit++) starts.push(index + unit * step);
  }
  return { text: chars.join(''), starts };
}

function decodePiece(piece: string): string {
  const first = piece.charAt(0);
  const second = piece.charAt(1);
  if (second === '' || !'%\\&'.includes(first)) return piece;
  if (first === '%') return decoded(piece);
  if (first === '\\' && piece.length > 2)
    return String.fromCharCode(Number.parseInt(piece.slice(-4), 16));
  if (first === '\\') return /[bfnrt]/.test(second) ? ' ' : second;
  return decodeHtml(piece);
}
