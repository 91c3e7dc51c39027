/** Describes a document before it is parsed: its text, how to report what is wrong with it, and what a large one needs. */

import type { Diagnostics, ErrorCode, Fault, Location } from '../diagnostics.ts';
import type { Path, Position } from './tree.ts';

/** How a document is written. */
export type Syntax = 'json' | 'yaml';

/** A document that is not parsed yet. */
export interface Source {
  readonly text: string;
  readonly syntax: Syntax;
  /** The code of its errors. */
  readonly code: ErrorCode;
  /** @returns the location to report for a node. */
  readonly locate: (at: Position, path: Path) => Location;
  /** A further hint for errors of its syntax. */
  readonly hint?: string;
  /** Set where all values are IDs of people. */
  readonly people?: true;
}

/** Reports an error of the syntax, located in the file. */
export function reportSyntax(fault: Fault, source: Source, { errors, quote }: Diagnostics): void {
  const { message, hint, location } = fault;
  const language = source.syntax === 'json' ? 'JSON' : 'YAML';
  const hints = [hint && quote(hint, MAX_HINT), source.hint].filter((it) => it !== undefined);
  const at = source.locate({ line: 1, column: 1, ...location }, []);
  errors.push({
    code: source.code,
    message: `\`${at.input}\` is not valid ${language}: ${quote(message, 200)}.`,
    ...(hints.length > 0 && { hint: hints.join(' ') }),
    location: at,
  });
}

/** Characters of a hint, which may show a line of the file. */
export const MAX_HINT = 300;

/** What to do about a space that YAML takes for a letter. */
export const NO_HARD_SPACE = 'Replace each non-breaking space with a space.';

/** UTF-16 units. A shorter document is read in less than 0.2 s. */
const LARGE = 131_072;

/** @returns whether a document takes so long to read that memory is bounded and signals are handled meanwhile. */
export function isLarge(text: string): boolean {
  return text.length >= LARGE;
}

/** Parses a document. Bounds the memory of a large one, and frees what its parser took. */
export async function inBoundedMemory<T>(text: string, parse: () => Promise<T>): Promise<T> {
  if (!isLarge(text)) return parse();
  const v8 = process.getBuiltinModule('node:v8');
  // By default, V8 doubles the space for new objects repeatedly, up to 100 MiB.
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  const parsed = await parse();
  // V8 would keep the parser's objects for a long time.
  v8.setFlagsFromString('--expose-gc');
  process.getBuiltinModule('node:vm').runInNewContext('gc()');
  await hearSignals(text);
  return parsed;
}

/** Between two stages of reading a large document: lets the process handle signals. */
export async function hearSignals(text: string): Promise<void> {
  if (isLarge(text)) await new Promise((resolve) => setImmediate(resolve));
}
