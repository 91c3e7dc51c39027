/** Calls the YAML parser with the options of the action. The only importer of `yaml`. */

import { type Document, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { Fault } from '../diagnostics.ts';
import { createLocator } from '../text/json.ts';
import { type Position, TOO_DEEP } from './tree.ts';

export { isAlias, isMap, isScalar, isSeq };

/** A document as the parser returns it. */
export type ParsedYaml = Document.Parsed;

/**
 * Parses YAML 1.2, whatever version a `%YAML` line names.
 * @throws {Fault} where even the parser gives up: it recurses.
 */
export function parseText(text: string): ParsedYaml {
  try {
    return parseDocument(text, {
      logLevel: 'error',
      prettyErrors: false,
      schema: 'core',
      merge: false,
      stringKeys: true,
      // Checked later, with positions: the parser compares each key with each.
      uniqueKeys: false,
    });
  } catch {
    throw new Fault(TOO_DEEP);
  }
}

/** The lines of a document. */
export interface Lines {
  readonly at: (offset: number) => Position;
  /** @returns the text of a line, which counts from 1. */
  readonly textOf: (line: number) => string;
  /** @returns the document with another text in a line, and the offset at which the line begins. */
  readonly replace: (line: number, written: string) => { text: string; start: number };
}

/** @returns the lines of a text. The parser's own counter misses lines after some errors. */
export function createLines(text: string): Lines {
  let rows: readonly string[] | undefined;
  const split = (): readonly string[] => {
    rows ??= text.split('\n');
    return rows;
  };
  return {
    at: createLocator(text),
    textOf: (line) =>
      split()
        .slice(line - 1, line)
        .join(),
    replace(line, written) {
      const above = split().slice(0, line - 1);
      const start = above.reduce((sum, row) => sum + row.length + 1, 0);
      return { text: [...above, written, ...split().slice(line)].join('\n'), start };
    },
  };
}
