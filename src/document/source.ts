/** Describes a document before it is parsed: its text, and how to report what is wrong with it. */

import type { Diagnostics, ErrorCode, ErrorDiagnostic, Fault, Location } from '../diagnostics.ts';
import type { Path, Position } from './tree.ts';

/** How a document is written. */
export type Syntax = 'json' | 'yaml';

/** @returns the location to report for a node. */
type Locate = (at: Position, path: Path) => Location;

/** A document that is not parsed yet. */
export interface Source {
  readonly text: string;
  readonly syntax: Syntax;
  /** The code of its errors. */
  readonly code: ErrorCode;
  readonly locate: Locate;
  /** What to say about an error of its syntax besides. */
  readonly hint?: string;
  /** Set where all values are ids of people. */
  readonly people?: true;
}

/**
 * @param quote makes what the author wrote ready for a message.
 * @returns an error of the syntax, located in the file.
 */
export function syntaxError(
  { message, hint, location }: Fault,
  source: Source,
  quote: Diagnostics['quote'],
): ErrorDiagnostic {
  const language = source.syntax === 'json' ? 'JSON' : 'YAML';
  const hints = [hint === undefined ? [] : showHint(hint, quote), source.hint ?? []].flat();
  const at = source.locate({ line: 1, column: 1, ...location }, []);
  return {
    code: source.code,
    message: `\`${at.input}\` is not valid ${language}: ${quote(message, 200)}.`,
    ...(hints.length > 0 && { hint: hints.join(' ') }),
    location: at,
  };
}

/** Characters of a hint: it may show a line of the file. */
const MAX_HINT = 300;

/** @returns a hint, ready for a message. */
export function showHint(hint: string, quote: Diagnostics['quote']): string {
  return quote(hint, MAX_HINT);
}

/** What to do about a space that YAML takes for a letter. */
export const NO_HARD_SPACE = 'Replace each non-breaking space with a space.';
