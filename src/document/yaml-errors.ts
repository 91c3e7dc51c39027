/** Says in plain words what is wrong with YAML that the parser refuses. */

import type { YAMLError, ErrorCode as YamlErrorCode } from 'yaml';
import { type Diagnostic, Fault } from '../diagnostics.ts';
import { type Mended, oneEntryALine, propose } from './proposal.ts';
import {
  findLineFault,
  findOpening,
  hasKey,
  isInBrackets,
  type LineFault,
  splitLine,
} from './quoting.ts';
import type { Source } from './source.ts';
import { TOO_DEEP } from './tree.ts';
import { explanations } from './yaml-explanations.ts';
import { createLines, type Lines, type ParsedYaml } from './yaml-parser.ts';

/** Lines that are corrected at once: each costs another parse. */
const MAX_ERRORS = 50;

/** Characters that are parsed to find the errors behind the first one. */
const MAX_PARSED = 1_048_576;

/** More errors than that come from one mistake, which no line corrects. */
const MAX_FOLLOWING = 200;

/**
 * Explains the first error, puts the line that the message shows in its place, and goes on with the
 * first error of that document, until one has no such line.
 */
export function explainErrors(parsed: ParsedYaml, source: Source): readonly Fault[] {
  const faults: Fault[] = [];
  let document = { text: source.text, parsed };
  for (;;) {
    const {
      text,
      parsed: { errors, warnings },
    } = document;
    const found = [...errors, ...warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
    const first = found.find(({ message }) => isTooDeep(message)) ?? found[0];
    if (first === undefined) return faults;
    const lines = createLines(text);
    const { said, hint, location, mended } =
      findCause(first, lines, source) ?? explain(first, lines);
    faults.push(new Fault(said, { ...(hint !== undefined && { hint }), location }));
    const isLast = faults.length === MAX_ERRORS || faults.length * text.length > MAX_PARSED;
    if (mended === undefined || isLast || found.length > MAX_FOLLOWING) return faults;
    document = mended;
  }
}

/** An error with its cause, and the document without it, if that is known. */
interface Cause extends Pick<Diagnostic, 'hint'> {
  readonly said: string;
  readonly location: { readonly line: number; readonly column: number };
  readonly mended?: Mended;
}

function findCause(error: YAMLError, lines: Lines, source: Source): Cause | undefined {
  const found = findValue(error, lines, source);
  if (found === undefined) return findOpener(error, lines, source);
  const { fault, line } = found;
  const { said, column, rewrite } = fault;
  const location = { line, column };
  if (fault.hint !== undefined) return { said, hint: fault.hint, location };
  return { said, ...propose(rewrite, line, lines, source, 'line'), location };
}

/** A line, and what is wrong with it. */
interface Found {
  readonly fault: LineFault;
  readonly line: number;
}

/** Errors that have nothing to do with a value. */
const structural: ReadonlySet<YamlErrorCode> = new Set<YamlErrorCode>([
  'MULTIPLE_DOCS',
  'TAB_AS_INDENT',
  'BAD_DIRECTIVE',
  'RESOURCE_EXHAUSTION',
]);

/** What is wrong with the line of the error, or with the line above. */
function findValue(error: YAMLError, lines: Lines, { people }: Source): Found | undefined {
  const { code, message, pos } = error;
  const { line, column } = lines.at(pos[0]);
  // Only at the beginning of a line `---` begins a document.
  const isStructural = structural.has(code) && !(code === 'MULTIPLE_DOCS' && column > 1);
  if (isStructural || isUnclosed(message)) return undefined;
  const text = lines.textOf(line);
  const inBrackets = isInBrackets(text, column);
  if (code === 'BAD_INDENT' && !inBrackets) return findAbove(line, lines);
  const fault = findLineFault(text, inBrackets, people === true);
  if (fault !== undefined) return { fault, line };
  if (code === 'MISSING_CHAR' && !text.includes('${{')) return findAbove(line, lines);
  if (!text.includes('${{') || code === 'MULTILINE_IMPLICIT_KEY') return undefined;
  const said = 'the value needs quotes because it has `${{` inside brackets';
  return { fault: { said, hint: oneEntryALine('', splitLine(text).value), column }, line };
}

/**
 * A value in the line above that the parser has ended without a word: at a comment, where the line
 * of the error continues the text, or after the sign of a block.
 */
function findAbove(line: number, lines: Lines): Found | undefined {
  const above = lines.textOf(line - 1);
  const fault = findLineFault(above, false, false);
  const isBlock = /:\s+[|>]\S*\s+\S/.test(above);
  const isComment = /\s#/.test(above) && !hasKey(lines.textOf(line));
  return fault !== undefined && (isBlock || isComment) ? { fault, line: line - 1 } : undefined;
}

/** Errors that a quote or bracket that is not closed may lead to. */
const consequences: ReadonlySet<YamlErrorCode> = new Set<YamlErrorCode>([
  'UNEXPECTED_TOKEN',
  'MISSING_CHAR',
  'BAD_DQ_ESCAPE',
  'BLOCK_IN_FLOW',
  'NON_STRING_KEY',
]);

/** The nearest line above the error that opens a quote or a bracket without closing it. */
function findOpener(error: YAMLError, lines: Lines, source: Source): Cause | undefined {
  const { code, message, pos } = error;
  if (!isUnclosed(message) && !consequences.has(code)) return undefined;
  const location = lines.at(pos[0]);
  for (let { line } = location; line >= Math.max(1, location.line - MAX_ABOVE); line--) {
    const opening = findOpening(lines.textOf(line));
    if (opening === undefined) continue;
    const { character, rewrite } = opening;
    const said = `the ${character} in line ${line} is not closed`;
    const { hint, mended, isLine } = propose(rewrite, line, lines, source, 'line');
    const quotes = /["']/.test(character)
      ? ` ${hint}`
      : ` If it is text, put it in quotes. ${hint}`;
    return {
      said,
      hint: `Close it.${isLine ? quotes : ''}`,
      location,
      ...(isLine && mended !== undefined && { mended }),
    };
  }
  return undefined;
}

function isUnclosed(message: string): boolean {
  return /^Missing closing|^Flow .*end with a/.test(message);
}

/** How far above an error its cause may be. */
const MAX_ABOVE = 100;

function isTooDeep(message: string): boolean {
  return message.startsWith('Maximum call stack');
}

function explain({ code, message, pos }: YAMLError, lines: Lines): Cause {
  const location = lines.at(pos[0]);
  if (isTooDeep(message)) return { said: TOO_DEEP, location };
  const row = explanations.find((it) => it.code === code && message.includes(it.part ?? ''));
  return row === undefined
    ? { said: `something here is not expected (${message})`, location }
    : { said: row.said, ...(row.hint !== undefined && { hint: row.hint }), location };
}
