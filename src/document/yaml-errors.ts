/** Says in plain words what is wrong with YAML that the parser refuses. */

import type { YAMLError, ErrorCode as YamlErrorCode } from 'yaml';
import { type Diagnostic, Fault } from '../diagnostics.ts';
import { isBracketed } from './plain-values.ts';
import { CONTINUED, oneEntryALine, propose, SEVERAL_LINES } from './proposal.ts';
import { findLineFault, findOpening, type LineFault, splitLine } from './quoting.ts';
import { type Position, TOO_DEEP } from './tree.ts';
import type { YamlText } from './yaml-parser.ts';

/** Lines that are corrected at once: each costs another parse. */
const MAX_ERRORS = 50;

/** Characters that are parsed to find the errors behind the first one. */
const MAX_PARSED = 1_048_576;

/** More errors than that come from one mistake, which no line corrects. */
const MAX_FOLLOWING = 200;

/**
 * Explains the first error, applies the correction that its hint shows, and continues with the first
 * error of the corrected document, until an error has no such correction.
 */
export function explainErrors(original: YamlText): readonly Fault[] {
  const faults: Fault[] = [];
  for (let document = original; ; ) {
    const { errors, warnings } = document.parsed;
    const found = [...errors, ...warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
    const first = found.find(({ code }) => code === 'RESOURCE_EXHAUSTION') ?? found[0];
    if (first === undefined) return faults;
    const { message, mended, ...details } = findCause(first, document);
    faults.push(new Fault(message, details));
    const isLast =
      faults.length === MAX_ERRORS || faults.length * document.text.length > MAX_PARSED;
    if (mended === undefined || isLast || found.length > MAX_FOLLOWING) return faults;
    document = mended;
  }
}

/** An error with its cause, and the document without it, if that is known. */
interface Cause extends Pick<Diagnostic, 'message' | 'hint'> {
  readonly location: Position;
  readonly mended?: YamlText | undefined;
}

function findCause(error: YAMLError, document: YamlText): Cause {
  const fault = findLine(error, document);
  if (fault === undefined) return findOpener(error, document) ?? explain(error, document);
  const { message, hint, rewrite, line, column } = fault;
  const advice = hint === undefined ? propose(rewrite, line, document) : { hint };
  return { message, ...advice, location: { line, column } };
}

type LocatedFault = LineFault & { readonly line: number };

/** Errors that have nothing to do with a value. */
const structural: ReadonlySet<YamlErrorCode> = new Set<YamlErrorCode>([
  'MULTIPLE_DOCS',
  'TAB_AS_INDENT',
  'BAD_DIRECTIVE',
  'RESOURCE_EXHAUSTION',
]);

/** What is wrong with the line of the error, or with the line above. */
function findLine(error: YAMLError, document: YamlText): LocatedFault | undefined {
  const { code } = error;
  const { line, column } = document.at(error.pos[0]);
  // `---` begins a document only at the beginning of a line.
  const isStructural = structural.has(code) && !(code === 'MULTIPLE_DOCS' && column > 1);
  if (isStructural || isUnclosed(error)) return undefined;
  const text = document.textOf(line);
  const { value, column: start } = splitLine(text);
  const inBrackets = column > start && isBracketed(value);
  if (code === 'BAD_INDENT' && !inBrackets) return findAbove(line, document);
  const fault = findLineFault(text, inBrackets);
  if (fault !== undefined) return { ...fault, line };
  if (code === 'MISSING_CHAR' && !text.includes('${{')) return findAbove(line, document);
  if (!text.includes('${{') || code === 'MULTILINE_IMPLICIT_KEY') return undefined;
  const message = 'the value needs quotes because it has `${{` inside brackets';
  return { message, hint: oneEntryALine('', value), line, column };
}

/** A value above that the parser ended silently: at a comment, or after the sign of a block. */
function findAbove(line: number, document: YamlText): LocatedFault | undefined {
  const above = document.textOf(line - 1);
  const fault = findLineFault(above, false);
  const isBlock = /:\s+[|>]\S*\s+\S/.test(above);
  const isComment = /\s#/.test(above) && splitLine(document.textOf(line)).before === '';
  return fault !== undefined && (isBlock || isComment) ? { ...fault, line: line - 1 } : undefined;
}

/** Errors that a quote or bracket that is not closed may lead to. */
const consequences: ReadonlySet<YamlErrorCode> = new Set<YamlErrorCode>([
  'UNEXPECTED_TOKEN',
  'MISSING_CHAR',
  'BAD_DQ_ESCAPE',
  'BLOCK_IN_FLOW',
  'NON_STRING_KEY',
]);

/** How far above an error its cause may be. */
const MAX_ABOVE = 100;

/** The nearest line above the error that opens a quote or a bracket without closing it. */
function findOpener(error: YAMLError, document: YamlText): Cause | undefined {
  if (!isUnclosed(error) && !consequences.has(error.code)) return undefined;
  const location = document.at(error.pos[0]);
  for (let { line } = location; line >= Math.max(1, location.line - MAX_ABOVE); line--) {
    const below = document.textOf(line + 1).trim() || document.textOf(line + 2);
    const opening = findOpening(document.textOf(line), below);
    if (opening === undefined) continue;
    const { character, rewrite } = opening;
    const message = `the ${character} in line ${line} is not closed`;
    if (rewrite === undefined) return { message, hint: CONTINUED, location };
    const { hint, mended, isLine } = propose(rewrite, line, document);
    if (!isLine) return { message, hint: 'Close it.', location };
    const ifText = /["']/.test(character) ? '' : ' If it is text, put it in quotes.';
    return { message, hint: `Close it.${ifText} ${hint}`, location, mended };
  }
  return undefined;
}

function isUnclosed({ message }: YAMLError): boolean {
  return /^Missing closing|^Flow .*end with a/.test(message);
}

interface Explanation extends Pick<Diagnostic, 'message' | 'hint'> {
  readonly codes: readonly YamlErrorCode[];
  /** A part of the parser's message, where the code is not enough. */
  readonly part?: string;
  /** The hint where the document is not a user map. */
  readonly ofPayload?: string;
}

/** The first with the code of an error, and with the part of its message, explains it. */
const explanations: readonly Explanation[] = [
  // The stack may overflow anywhere, in a regular expression too.
  { codes: ['RESOURCE_EXHAUSTION'], message: TOO_DEEP },
  {
    codes: ['MULTIPLE_DOCS'],
    message: 'a second document begins here (`---`)',
    hint: 'Remove the line.',
    ofPayload: 'Remove the line. Several notifications are a list under `notifications:`.',
  },
  { codes: ['TAB_AS_INDENT'], message: 'a tab indents this line', hint: 'Indent with spaces.' },
  {
    codes: ['BAD_DIRECTIVE'],
    message: 'a line that begins with `%` is a directive, and this one is unknown',
    hint: 'Remove it, or put the text in quotes.',
  },
  {
    codes: ['BAD_INDENT', 'MISSING_CHAR'],
    part: 'end with a',
    message: 'a bracket is opened and not closed',
    hint: 'Close it with `]` or `}`, or put text that begins with a bracket in quotes.',
  },
  {
    codes: ['MISSING_CHAR'],
    part: 'Missing closing',
    message: 'a quote is opened and not closed',
    hint: 'Close it with the same quote.',
  },
  {
    codes: ['MISSING_CHAR'],
    part: 'followed by map values',
    message: 'this line is neither `key: value` nor a part of the value above',
    hint: `A key ends in a colon and a space. ${SEVERAL_LINES}`,
  },
  {
    codes: ['BLOCK_AS_IMPLICIT_KEY'],
    part: 'Nested mappings',
    message: 'the next line is indented deeper, so it continues this value',
    hint: `Align its key with the key of this value. ${SEVERAL_LINES}`,
  },
  {
    codes: ['BAD_INDENT', 'BLOCK_AS_IMPLICIT_KEY', 'MULTILINE_IMPLICIT_KEY'],
    message: 'the indentation of this line matches no line above',
    hint: `Align it with the keys beside it. ${SEVERAL_LINES}`,
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    part: 'at node end',
    message: 'this line does not belong to the value above, which has ended',
    hint: `Align it with the keys or dashes above. ${SEVERAL_LINES}`,
  },
  { codes: ['NON_STRING_KEY'], message: 'a key must be text', hint: 'Put the key in quotes.' },
];

function explain(error: YAMLError, document: YamlText): Cause {
  const known = explanations.find(
    ({ codes, part = '' }) => codes.includes(error.code) && error.message.includes(part),
  );
  const message = known?.message ?? `something here is not expected (${error.message})`;
  const hint = (!document.people && known?.ofPayload) || known?.hint;
  return { message, hint, location: document.at(error.pos[0]) };
}
