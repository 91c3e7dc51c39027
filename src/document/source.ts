/** Describes a document before it is parsed: its text, and how to report what is wrong with it. */

import type { ErrorCode, ErrorDiagnostic, Fault, Location } from '../diagnostics.ts';
import type { Path, Position } from './tree.ts';

/** How a document is written. */
export type Syntax = 'json' | 'yaml';

/** @returns the location to report for a node. */
export type Locate = (at: Position, path: Path) => Location;

/** A document that is not parsed yet. */
export interface Source {
  readonly text: string;
  readonly syntax: Syntax;
  /** The code of its errors. */
  readonly code: ErrorCode;
  readonly locate: Locate;
  /** What to say about an error of its syntax besides. */
  readonly hint?: string;
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
  quote: (text: string, length?: number) => string,
): ErrorDiagnostic {
  const language = source.syntax === 'json' ? 'JSON' : 'YAML';
  const hints = [hint === undefined ? [] : quote(hint, MAX_HINT), source.hint ?? []].flat();
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
