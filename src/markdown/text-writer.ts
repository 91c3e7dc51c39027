/** Writes words, lines, and list items, with the space that belongs between them. */

/** Sign of a list item without a number. */
export const BULLET = '• ';

/** Two texts that would read as one word. */
const ONE_WORD = /[\p{L}\p{N}]\0[\p{L}\p{N}]/u;

type TextWriter = ReturnType<typeof createTextWriter>;

/** @returns a writer of an empty text. */
export function createTextWriter() {
  const pieces: string[] = [];
  return {
    /** By turns what separates a piece from the text before it, and the piece. */
    pieces,
    /** Line breaks before the next piece, at most two. */
    lines: 0,
    /** Whether there is white space before the next piece. */
    space: false,
    /** Whether the next piece begins another word. */
    parted: false,
    /** What is before the text of a list item, until there is such text. */
    sign: '',
    /** Open list items. */
    level: 0,
  };
}

/** Writes text in which white space counts as one space. */
export function writeText(writer: TextWriter, text: string): void {
  const piece = text.trim();
  writer.space ||= /^\s/.test(text);
  if (piece === '') return;
  writeCode(writer, piece.replace(/[ \t\n\f\r]+/g, ' '));
  writer.space = /\s$/.test(text);
}

/** Ends the line (1), or leaves an empty line (2), before the next text. List items are dense. */
export function leaveGap(writer: TextWriter, lines: 1 | 2): void {
  writer.lines = Math.max(writer.lines, writer.level > 0 ? 1 : lines);
}

/** Adds a line break. Two of them leave an empty line. */
export function breakLine(writer: TextWriter): void {
  writer.lines = Math.min(writer.lines + 1, 2);
}

/** Begins a list item. */
export function beginItem(writer: TextWriter, sign: string): void {
  leaveGap(writer, 1);
  writer.sign = `${writer.sign || indentOf(writer)}${sign}`;
  writer.level += 1;
}

/** Ends a list item. One without text consists of its sign. */
export function endItem(writer: TextWriter): void {
  writeCode(writer, '');
  writer.level -= 1;
  leaveGap(writer, 1);
}

/** Writes the box of a task, in the place of the bullet if the list item begins with the box. */
export function writeBox(writer: TextWriter, box: string): void {
  if (writer.sign === '') writeText(writer, box);
  else writer.sign = writer.sign.replace(/• $/, '') + box;
}

/** Writes text in which each space counts. */
export function writeCode(writer: TextWriter, piece: string): void {
  if (piece === '' && writer.sign === '') return;
  writer.pieces.push(separatorOf(writer, piece), piece);
  Object.assign(writer, { lines: 0, space: false, parted: false, sign: '' });
}

function separatorOf(writer: TextWriter, piece: string): string {
  const { pieces, lines, sign, space, parted } = writer;
  if (pieces.length === 0) return sign;
  if (sign !== '' || lines > 0) return `${'\n\n'.slice(0, lines)}${sign || indentOf(writer)}`;
  return space || (parted && ONE_WORD.test(`${pieces.at(-1)}\0${piece}`)) ? ' ' : '';
}

/** Items below the 20th level are aligned with its items. */
const indentOf = ({ level }: TextWriter): string => '  '.repeat(Math.min(level, 20));
