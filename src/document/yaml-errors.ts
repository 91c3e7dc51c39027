/** Says in plain words what is wrong with YAML that the parser refuses. */

import type { YAMLError, ErrorCode as YamlErrorCode } from 'yaml';
import { Fault } from '../diagnostics.ts';
import { distinctBy } from '../text/distinct.ts';
import {
  findOpening,
  findQuoting,
  hasKey,
  isInBrackets,
  type Quoting,
  SEVERAL_LINES,
  writeItems,
} from './quoting.ts';
import { type Position, TOO_DEEP } from './tree.ts';

/** The lines of a document. */
export interface Lines {
  readonly at: (offset: number) => Position;
  /** @returns the text of a line, which counts from 1. */
  readonly textOf: (line: number) => string;
}

/** More of them come from one mistake, or are as well fixed one after the other. */
const MAX_ERRORS = 200;

/**
 * @returns the first error, and of the others those that have a separate cause: another line
 * with a value that needs quotes.
 */
export function explainErrors(errors: readonly YAMLError[], lines: Lines): readonly Fault[] {
  const tooDeep = errors.find(({ message }) => isTooDeep(message));
  if (tooDeep !== undefined) return [explain(tooDeep, lines)];
  const [first, ...others] = errors.toSorted((a, b) => a.pos[0] - b.pos[0]).slice(0, MAX_ERRORS);
  if (first === undefined) return [];
  const cause = findValue(first, lines);
  if (cause === undefined) return [findOpener(first, lines) ?? explain(first, lines)];
  const causes = [cause, ...others.flatMap((error) => findValue(error, lines) ?? [])];
  return distinctBy(causes, ({ line }) => line).map(needsQuotes);
}

/** A value that needs quotes, and the line that it is in. */
interface Cause {
  readonly quoting: Quoting;
  readonly line: number;
}

function needsQuotes({ quoting, line }: Cause): Fault {
  const { said, hint, column } = quoting;
  return new Fault(said, { hint, location: { line, column } });
}

/** Errors that quotes do not cure. */
const structural: ReadonlySet<YamlErrorCode> = new Set<YamlErrorCode>([
  'MULTIPLE_DOCS',
  'TAB_AS_INDENT',
  'BAD_DIRECTIVE',
  'RESOURCE_EXHAUSTION',
]);

/** The value in the line of the error, or in the line above, if it needs quotes. */
function findValue(error: YAMLError, lines: Lines): Cause | undefined {
  const { code, message, pos } = error;
  const { line, column } = lines.at(pos[0]);
  // Only at the beginning of a line `---` begins a document.
  const isStructural = structural.has(code) && !(code === 'MULTIPLE_DOCS' && column > 1);
  if (isStructural || isUnclosed(message)) return undefined;
  const text = lines.textOf(line);
  const inBrackets = isInBrackets(text, column);
  if (code === 'BAD_INDENT' && !inBrackets) return findAbove(line, lines);
  const quoting = findQuoting(text, inBrackets);
  if (quoting !== undefined) return { quoting, line };
  if (code === 'MISSING_CHAR' && !text.includes('${{')) return findAbove(line, lines);
  if (!text.includes('${{') || code === 'MULTILINE_IMPLICIT_KEY') return undefined;
  const said = 'the value needs quotes because it has `${{` inside brackets';
  return { quoting: { said, hint: writeItems(text), column }, line };
}

/**
 * A value in the line above that the parser has ended without a word: at a comment, where the line
 * of the error continues the text, or after the sign of a block.
 */
function findAbove(line: number, lines: Lines): Cause | undefined {
  const above = lines.textOf(line - 1);
  const quoting = findQuoting(above, false);
  const isBlock = /:\s+[|>]\S*\s+\S/.test(above);
  const isComment = /\s#/.test(above) && !hasKey(lines.textOf(line));
  return quoting !== undefined && (isBlock || isComment) ? { quoting, line: line - 1 } : undefined;
}

/** What a quote or bracket that is not closed may lead to, besides saying so. */
const consequences: ReadonlySet<YamlErrorCode> = new Set<YamlErrorCode>([
  'UNEXPECTED_TOKEN',
  'MISSING_CHAR',
  'BAD_DQ_ESCAPE',
  'BLOCK_IN_FLOW',
  'NON_STRING_KEY',
]);

/** The nearest line above the error that opens a quote or a bracket without closing it. */
function findOpener({ code, message, pos }: YAMLError, lines: Lines): Fault | undefined {
  if (!isUnclosed(message) && !consequences.has(code)) return undefined;
  const location = lines.at(pos[0]);
  for (let { line } = location; line >= Math.max(1, location.line - MAX_ABOVE); line--) {
    const opening = findOpening(lines.textOf(line));
    if (opening === undefined) continue;
    const said = `the ${opening.character} in line ${line} is not closed`;
    return new Fault(said, { hint: opening.hint, location });
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

function explain({ code, message, pos }: YAMLError, lines: Lines): Fault {
  const location = lines.at(pos[0]);
  if (isTooDeep(message)) return new Fault(TOO_DEEP, { location });
  const row = explanations.find((it) => it.code === code && message.includes(it.part ?? ''));
  const { said, hint } = row ?? { said: `something here is not expected (${message})` };
  return new Fault(said, { ...(hint !== undefined && { hint }), location });
}

/** An error of the parser, recognized by a part of its message where the code is not enough. */
interface Explanation {
  readonly code: YamlErrorCode;
  readonly part?: string;
  readonly said: string;
  readonly hint?: string;
}

const UNCLOSED_BRACKET = {
  said: 'a bracket is opened and not closed',
  hint: 'Close it with `]` or `}`, or put text that begins with a bracket in quotes.',
};

const UNALIGNED = {
  said: 'the indentation of this line matches no line above',
  hint: `Align it with the keys beside it. ${SEVERAL_LINES}`,
};

const CONTINUED = {
  said: 'the next line is indented deeper, so it continues this value',
  hint: `Align its key with the key of this value. ${SEVERAL_LINES}`,
};

const explanations: readonly Explanation[] = [
  {
    code: 'MULTIPLE_DOCS',
    said: 'a second document begins here (`---`)',
    hint: 'Remove the line.',
  },
  { code: 'TAB_AS_INDENT', said: 'a tab indents this line', hint: 'Indent with spaces.' },
  { code: 'BAD_INDENT', part: 'end with a', ...UNCLOSED_BRACKET },
  { code: 'BAD_INDENT', ...UNALIGNED },
  {
    code: 'BAD_DIRECTIVE',
    said: 'a line that begins with `%` is a directive, and this one is unknown',
    hint: 'Remove it, or put the text in quotes.',
  },
  {
    code: 'MISSING_CHAR',
    part: 'Missing closing',
    said: 'a quote is opened and not closed',
    hint: 'Close it with the same quote.',
  },
  { code: 'MISSING_CHAR', part: 'end with a', ...UNCLOSED_BRACKET },
  {
    code: 'MISSING_CHAR',
    part: 'followed by map values',
    said: 'this line is neither `key: value` nor a part of the value above',
    hint: `A key ends in a colon and a space. ${SEVERAL_LINES}`,
  },
  { code: 'BLOCK_AS_IMPLICIT_KEY', part: 'Nested mappings', ...CONTINUED },
  { code: 'BLOCK_AS_IMPLICIT_KEY', ...UNALIGNED },
  { code: 'MULTILINE_IMPLICIT_KEY', ...UNALIGNED },
  { code: 'NON_STRING_KEY', said: 'a key must be text', hint: 'Put the key in quotes.' },
];
