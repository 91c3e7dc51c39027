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

/** @returns the text of a line, which counts from 1. */
export function lineOf(text: string, line: number): string {
  return text
    .split('\n', line)
    .slice(line - 1)
    .join('');
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
  const hints = [hint === undefined ? [] : showHint(hint, source, quote), source.hint ?? []].flat();
  const at = source.locate({ line: 1, column: 1, ...location }, []);
  return {
    code: source.code,
    message: `\`${at.input}\` is not valid ${language}: ${quote(message, 200)}.`,
    ...(hints.length > 0 && { hint: hints.join(' ') }),
    location: at,
  };
}

/** Letters of a hint: it may show a line of the file. */
const MAX_HINT = 300;

/** A line of recipients: an item of a list, or a field that holds them. */
const PEOPLE = /Write(?:: | `)(?:- |endUsersIds|audiencesIds)/;

/** The part of an e-mail address before the `@`. */
const MAILBOX = /[^\s"'`,:[\]{}@]+@(?=[\w-]+\.)/g;

/** @returns a hint, ready for a message: the mailbox of a recipient is left out. */
export function showHint(hint: string, source: Source, quote: Diagnostics['quote']): string {
  const shown = quote(hint, MAX_HINT);
  return source.people || PEOPLE.test(shown) ? shown.replace(MAILBOX, '…@') : shown;
}
