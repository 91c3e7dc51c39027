/** Writes words, lines, and list items, with the space that belongs between them. */

/** Levels of list items that are indented. Deeper items are aligned with the last of them. */
const MAX_INDENT = 20;

const INDENT = '  ';

/** Sign of a list item without a number. */
export const BULLET = '• ';

/** A text that is being written, and what separates it from the next piece. */
interface TextWriter {
  /** By turns what separates a piece from the text before it, and the piece. */
  readonly pieces: string[];
  /** Line breaks before the next piece, at most two. */
  lines: number;
  /** Whether there is white space before the next piece. */
  space: boolean;
  /** Whether the next piece begins another word. */
  parted: boolean;
  /** What is before the text of a list item, until there is such text. */
  sign: string;
  /** Open list items. */
  level: number;
}

/** @returns a writer of an empty text. */
export function createTextWriter(): TextWriter {
  return { pieces: [], lines: 0, space: false, parted: false, sign: '', level: 0 };
}

/** @returns all of the text. */
export function textOf({ pieces }: TextWriter): string {
  return pieces.join('').trim();
}

/** Writes text in which white space counts as one space. */
export function writeText(writer: TextWriter, text: string): void {
  const piece = text.trim();
  writer.space ||= /^\s/.test(text);
  if (piece === '') return;
  put(writer, piece.replace(/[ \t\n\f\r]+/g, ' '));
  writer.space = /\s$/.test(text);
}

/** Writes text in which each space counts. */
export function writeCode(writer: TextWriter, text: string): void {
  if (text !== '') put(writer, text);
}

/** Ends the line (1), or leaves an empty line (2), before the next text. List items are dense. */
export function leaveGap(writer: TextWriter, lines: 1 | 2): void {
  writer.lines = Math.max(writer.lines, writer.level > 0 ? 1 : lines);
}

/** Adds a line break. Two of them leave an empty line. */
export function breakLine(writer: TextWriter): void {
  writer.lines = Math.min(writer.lines + 1, 2);
}

/** Puts a space between the letters on both sides, if nothing else is there. */
export function partWords(writer: TextWriter): void {
  writer.parted = true;
}

/** Begins a list item. */
export function beginItem(writer: TextWriter, sign: string): void {
  leaveGap(writer, 1);
  writer.sign = `${writer.sign || indentOf(writer)}${sign}`;
  writer.level += 1;
}

/** Ends a list item. One without text consists of its sign. */
export function endItem(writer: TextWriter): void {
  if (writer.sign !== '') put(writer, '');
  writer.level -= 1;
  leaveGap(writer, 1);
}

/** Writes the box of a task, in the place of the bullet if the list item begins with the box. */
export function writeBox(writer: TextWriter, box: string): void {
  const { sign } = writer;
  if (sign === '') writeText(writer, box);
  else writer.sign = `${sign.endsWith(BULLET) ? sign.slice(0, -BULLET.length) : sign}${box}`;
}

/** @returns the text since a number of pieces. */
export function textSince({ pieces }: TextWriter, place: number): string {
  return pieces
    .slice(place + 1)
    .join('')
    .trim();
}

/** Replaces the text since a number of pieces. */
export function replaceSince(writer: TextWriter, place: number, text: string): void {
  const { pieces } = writer;
  if (place === pieces.length) put(writer, text);
  else pieces.splice(place + 1, pieces.length, text);
}

function put(writer: TextWriter, piece: string): void {
  writer.pieces.push(separatorOf(writer, piece), piece);
  Object.assign(writer, { lines: 0, space: false, parted: false, sign: '' });
}

function separatorOf(writer: TextWriter, piece: string): string {
  const { pieces, lines, sign, space, parted } = writer;
  if (pieces.length === 0) return sign;
  const lineEnds = '\n\n'.slice(0, lines);
  if (sign !== '') return `${lineEnds}${sign}`;
  if (lines > 0) return `${lineEnds}${indentOf(writer)}`;
  return space || (parted && areWords(pieces.at(-1), piece)) ? ' ' : '';
}

function indentOf({ level }: TextWriter): string {
  return INDENT.repeat(Math.min(level, MAX_INDENT));
}

/** Whether the end of one text and the beginning of another would read as one word. */
function areWords(before = '', after: string): boolean {
  return /[\p{L}\p{N}]$/u.test(before.slice(-2)) && /^[\p{L}\p{N}]/u.test(after);
}
