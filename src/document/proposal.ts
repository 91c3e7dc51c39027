/** Tries a corrected line in its place in the file before a message shows it. */

import type { ParsedNode } from 'yaml';
import { fieldAt } from '../fields.ts';
import { textAt } from '../text/property.ts';
import { isBracketed } from './plain-values.ts';
import { type Rewrite, splitLine, wholeInQuotes } from './quoting.ts';
import type { Source } from './source.ts';
import { isPrivate, type Path } from './tree.ts';
import { isMap, isScalar, isSeq, type Lines, type ParsedYaml, parseText } from './yaml-parser.ts';

/** What to do about text of several lines. */
export const SEVERAL_LINES =
  'Put text of several lines in quotes as a whole, or write it as a block: `key: |`, and the text indented below.';

const IDS_IN_A_LINE = 'Write the IDs without brackets, with commas between them.';

/** A document with a corrected line in its place. */
export interface Mended {
  readonly text: string;
  readonly parsed: ParsedYaml;
}

/** What to do about a line. */
interface Proposal {
  readonly hint: string;
  /** The document without the error; nothing if the corrected line is also wrong. */
  readonly mended?: Mended;
  /** Whether the hint shows the line. */
  readonly isLine: boolean;
}

/**
 * @param extent where no error may be left: up to the end of the corrected line, or in the whole document.
 * @returns the line to write; where that does not parse to what is meant, an example of a block.
 */
export function propose(
  rewrite: Rewrite | undefined,
  line: number,
  lines: Lines,
  { people }: Pick<Source, 'people'>,
  extent: 'line' | 'document',
): Proposal {
  if (rewrite === undefined) return { hint: SEVERAL_LINES, isLine: false };
  const { before, value, after, meant } = rewrite;
  const old = lines.textOf(line);
  const { indent } = splitLine(old);
  const written = indent + before + value + after;
  const { text, start } = lines.replace(line, old.endsWith('\r') ? `${written}\r` : written);
  const offset = start + indent.length + before.length;
  const mended = { text, parsed: parseText(text) };
  const end = extent === 'line' ? start + written.length : text.length;
  const found = readBack(mended.parsed, offset, end);
  if (found === undefined || (meant !== undefined && found.value !== meant)) {
    const isBlock = isBracketed(meant ?? value);
    return { hint: isBlock ? oneEntryALine(before, value) : SEVERAL_LINES, isLine: false };
  }
  const { field, below } = fieldAt(found.path);
  if (meant !== undefined && !takesText(found.path, meant, people)) {
    const hint = field?.kind === 'systems' ? IDS_IN_A_LINE : oneEntryALine(before, meant);
    return { hint, isLine: false, mended };
  }
  const isRecipient = isPrivate(found.path);
  // A key below recipients is a recipient itself.
  const isKeyHidden = isRecipient && below.some((step) => typeof step === 'string');
  // Of a list or mapping, only the key is shown: its own mistakes are found later.
  const isHidden = found.value === undefined || (people ? !value.includes('{login}') : isRecipient);
  const hidden = meant === undefined ? '…' : '"…"';
  const shown = (isKeyHidden ? '…: ' : before) + (isHidden ? hidden : value + after);
  return { hint: show(shown), isLine: true, mended };
}

/** @returns the same for a line that needs quotes around all that follows its key. */
export function proposeWhole(line: number, lines: Lines, source: Source): Proposal {
  return propose(wholeInQuotes(lines.textOf(line)), line, lines, source, 'document');
}

/** @returns a sentence with a line to write. */
export function show(line: string): string {
  return line.includes('`') ? `Write: ${line}` : `Write \`${line}\`.`;
}

/** An example of the block style, for a key of the file. */
export function oneEntryALine(before: string, meant: string): string {
  const entry = meant.startsWith('[') ? '- "value"' : 'key: "value"';
  return `Write one entry per line, without brackets: \`${before.trim() || 'key:'}\`, and \`${entry}\` indented below it.`;
}

/** @returns whether text is allowed at a path. In brackets, it may be meant as a list or mapping. */
function takesText(path: Path, meant: string, people: true | undefined): boolean {
  const { field, below } = fieldAt(path);
  const isCollection = isBracketed(meant);
  if (people) return !isCollection;
  switch (field?.kind) {
    case 'override':
      return below.length > 0 || isExpression(meant);
    case 'additional':
      return below.length > 0 && !isCollection;
    case 'recipients':
      return below.length > 0 ? !isCollection : !/^[[{]/.test(meant);
    case undefined:
      return path.length > 1 && !isCollection;
    case 'systems':
      // Text that begins with a bracket is read as JSON.
      return !meant.startsWith('[');
    case 'text':
    case 'id':
    case 'type':
    case 'date':
      return true;
  }
}

/** Whether a value is an expression, which may return a list or mapping. */
function isExpression(value: string): boolean {
  return /^\$\{\{.*\}\}$/.test(value);
}

/** A value of a document: its text, if it is a scalar. */
interface Found {
  readonly value: string | undefined;
  readonly path: Path;
}

/** @returns the value that begins at an offset, if the document has no error up to an end. */
export function readBack(
  { errors, warnings, contents }: ParsedYaml,
  offset: number,
  end: number,
): Found | undefined {
  const isWrong = [...errors, ...warnings].some(({ pos }) => pos[0] <= end);
  return isWrong ? undefined : nodeAt(contents, offset, []);
}

function nodeAt(node: ParsedNode | null, offset: number, path: Path): Found | undefined {
  if (node === null || offset < node.range[0] || offset > node.range[2]) return undefined;
  if (isScalar(node) && node.range[0] === offset) return { value: node.source, path };
  const below = isSeq(node)
    ? node.items.map((item, index) => ({ item, step: index }))
    : isMap(node)
      ? node.items.map(({ key, value }) => ({ item: value, step: textAt(key, 'value') }))
      : [];
  for (const { item, step } of below) {
    const found = nodeAt(item, offset, [...path, step]);
    if (found !== undefined) return found;
  }
  return node.range[0] === offset ? { value: undefined, path } : undefined;
}
