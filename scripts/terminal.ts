/** Text for a terminal of 80 columns: width as it shows, wrapping, boxes. */

import { stripVTControlCharacters, styleText } from 'node:util';

/** Columns that everything fits into. */
export const COLUMNS = 80;

const wide =
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** @returns the columns that a text takes. */
export function widthOf(text: string): number {
  const plain = stripVTControlCharacters(text);
  return [...new Intl.Segmenter().segment(plain)].reduce(
    (sum, { segment }) => sum + (wide.test(segment) ? 2 : 1),
    0,
  );
}

/**
 * @returns the text in lines of at most `width` columns, broken between words where possible; what
 * continues a line keeps its indentation.
 */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const indent = /^ */.exec(paragraph)?.[0] ?? '';
    const inner = width - indent.length;
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph
      .trimStart()
      .split(' ')
      .flatMap((it) => chop(it, inner))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (widthOf(longer) > inner) lines.push(line);
      line = widthOf(longer) > inner ? word : longer;
    }
    return [...lines, line].map((it) => indent + it);
  });
}

/** A word that is longer than a line is broken within. */
function chop(word: string, width: number): readonly string[] {
  const pieces: string[] = [''];
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const last = pieces.at(-1) ?? '';
    if (widthOf(last + segment) > width) pieces.push(segment);
    else pieces[pieces.length - 1] = last + segment;
  }
  return pieces;
}

/** @returns lines in a box with round corners. */
export function box(lines: readonly string[], width: number): readonly string[] {
  const inner = width - 4;
  const edge = (text: string): string => styleText('dim', text);
  return [
    edge(`╭${'─'.repeat(width - 2)}╮`),
    ...lines.map(
      (line) =>
        `${edge('│')} ${line}${' '.repeat(Math.max(0, inner - widthOf(line)))} ${edge('│')}`,
    ),
    edge(`╰${'─'.repeat(width - 2)}╯`),
  ];
}
