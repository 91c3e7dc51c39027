/** Tries a corrected line in its place in the file before a message shows it. */

import type { Document, ParsedNode } from 'yaml';
import { fieldAt } from '../fields.ts';
import { textAt } from '../text/property.ts';
import { isBracketed } from './plain-values.ts';
import { inQuotes, type Rewrite, splitLine } from './quoting.ts';
import { isPrivate, type Path } from './tree.ts';
import { createYamlText, isMap, isScalar, isSeq, parseText, type YamlText } from './yaml-parser.ts';

/** What to do about text of several lines. */
export const SEVERAL_LINES =
  'Put text of several lines in quotes as a whole, or write it as a block: `key: |`, and the text indented below.';

/** What to do about text in quotes that has further lines, which a corrected line would lose. */
export const CONTINUED =
  'Indent each line of the text deeper than its key, and close the quote at the end. Or write it as a block: `key: |`, and the text indented below.';

const EXPRESSION = 'An expression begins with a dollar sign: `${{ … }}`.';

const IDS_IN_A_LINE = 'Write the IDs without brackets, with commas between them.';

interface Proposal {
  readonly hint: string;
  /** The document without the error; nothing if the corrected line is also wrong. */
  readonly mended?: YamlText;
  /** Whether the hint shows the line. */
  readonly isLine: boolean;
}

/** @returns the line to write; where that does not parse to what is meant, an example of a block. */
export function propose(rewrite: Rewrite | undefined, line: number, document: YamlText): Proposal {
  if (rewrite === undefined) return { hint: SEVERAL_LINES, isLine: false };
  const { before, value, after, meant } = rewrite;
  const { people, parsed, replace } = document;
  const old = document.textOf(line);
  const { indent } = splitLine(old);
  const written = indent + before + value + after;
  const { text, start } = replace(line, old.endsWith('\r') ? `${written}\r` : written);
  const offset = start + indent.length + before.length;
  const mended = createYamlText(text, people, parseText(text));
  // Errors in the lines below may stay, but there can be no new ones.
  const end = isSound(parsed, text.length) ? text.length : start + written.length;
  const found = isSound(mended.parsed, end)
    ? nodeAt(mended.parsed.contents, offset, [])
    : undefined;
  if (found === undefined || (meant !== undefined && found.value !== meant)) {
    const isBlock = isBracketed(meant ?? value);
    return { hint: isBlock ? oneEntryALine(before, value) : SEVERAL_LINES, isLine: false };
  }
  const { field, below } = fieldAt(found.path);
  if (meant !== undefined && !takesText(found.path, meant, people)) {
    const isExpression = meant.startsWith('{{') && !people && field?.kind !== 'additional';
    const other = field?.kind === 'systems' ? IDS_IN_A_LINE : oneEntryALine(before, meant);
    const hint = isExpression ? EXPRESSION : other;
    return { hint, isLine: false, mended };
  }
  const isRecipient = isPrivate(found.path);
  // A key below recipients is a recipient itself.
  const isKeyHidden = isRecipient && below.some((step) => typeof step === 'string');
  // Of a list or mapping, only the key is shown: its own mistakes are found later.
  const isPlain = people ? value.includes('{login}') : ALONE.test(meant ?? '');
  const isHidden = found.value === undefined || ((people || isRecipient) && !isPlain);
  const hidden = meant === undefined ? '…' : '"…"';
  const shown = (isKeyHidden ? '…: ' : before) + (isHidden ? hidden : value + after);
  const hint = shown.includes('`') ? `Write: ${shown}` : `Write \`${shown}\`.`;
  return { hint, isLine: true, mended };
}

/** One expression without text in it, which names no recipient. */
const ALONE = /^\$\{\{[^'"}]*\}\}$/;

/** @returns the same for a line that needs quotes around all that follows its key. */
export function proposeWhole(line: number, document: YamlText): Proposal {
  const { before, value } = splitLine(document.textOf(line));
  const whole = { before, value: inQuotes(value), after: '', meant: value };
  return propose(before === '' ? undefined : whole, line, document);
}

/** Lines that are proposed: each costs another parse, and no more errors are shown. */
const MAX_PROPOSALS = 50;

/** Characters that are parsed for proposals. */
const MAX_PARSED = 1_048_576;

/** Proposes a line: as it is rewritten, else with quotes around all that follows its key. */
type Proposer = (line: number, rewrite?: Rewrite) => Proposal | undefined;

/** @returns a function that proposes lines until it parsed too much: then it returns nothing. */
export function createProposer(document: YamlText): Proposer {
  let count = 0;
  return (line, rewrite) => {
    count += 1;
    const isOver = count > MAX_PROPOSALS || count * document.text.length > MAX_PARSED;
    if (isOver && count > 1) return undefined;
    return rewrite ? propose(rewrite, line, document) : proposeWhole(line, document);
  };
}

/** An example of the block style, for a key of the file. */
export function oneEntryALine(before: string, meant: string): string {
  const entry = meant.startsWith('[') ? '- "value"' : 'key: "value"';
  return `Write one entry per line, without brackets: \`${before.trim() || 'key:'}\`, and \`${entry}\` indented below it.`;
}

/** @returns whether text is allowed at a path. In brackets, it may be meant as a list or mapping. */
function takesText(path: Path, meant: string, people: YamlText['people']): boolean {
  const { field, below } = fieldAt(path);
  const isCollection = isBracketed(meant);
  if (people) return !isCollection;
  switch (field?.kind) {
    case 'override':
      // An expression may return a list or mapping.
      return below.length > 0 || /^\$\{\{.*\}\}$/.test(meant);
    case 'additional':
      return below.length > 0 && !isCollection;
    case 'recipients':
    case 'systems':
      // Text that begins with a bracket may be read as JSON.
      return !/^[[{]/.test(meant);
    case undefined:
      return path.length > 1 && !isCollection;
    case 'text':
    case 'id':
    case 'type':
    case 'date':
      return true;
  }
}

/** A value of a document: its text, if it is a scalar. */
interface Found {
  readonly value: string | undefined;
  readonly path: Path;
}

/** @returns whether a document has no error up to an offset. */
function isSound({ errors, warnings }: Document.Parsed, end: number): boolean {
  return ![...errors, ...warnings].some(({ pos }) => pos[0] <= end);
}

/** @returns the value that begins at an offset. */
export function nodeAt(node: ParsedNode | null, offset: number, path: Path): Found | undefined {
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
