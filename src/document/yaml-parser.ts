/** Calls the YAML parser with the options of the action. The only importer of `yaml`. */

import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  parseDocument,
} from 'yaml';
import { Fault } from '../diagnostics.ts';
import { createLocator } from '../text/json.ts';
import { once } from '../text/once.ts';
import { hearSignals, isLarge, type Source } from './source.ts';
import { TOO_DEEP } from './tree.ts';

export { isAlias, isMap, isScalar, isSeq };

const options = {
  logLevel: 'error',
  prettyErrors: false,
  schema: 'core',
  merge: false,
  stringKeys: true,
  // Checked later, with positions, because the parser compares every key with every other.
  uniqueKeys: false,
} as const;

/**
 * Parses YAML 1.2, whatever version a `%YAML` line names.
 * @throws {Fault} where the nesting overflows the stack of the parser.
 */
export function parseText(text: string): Document.Parsed {
  try {
    return parseDocument(text, options);
  } catch {
    throw new Fault(TOO_DEEP);
  }
}

/** Parses as `parseText` does, and hears signals while a document is large. @throws {Fault} as it does. */
export async function parseInParts(text: string): Promise<Document.Parsed> {
  if (!isLarge(text)) return parseText(text);
  try {
    const tokens = await readTokens(text);
    await hearSignals(text);
    const [document, second] = new Composer(options).compose(tokens, true, text.length);
    return document === undefined || second !== undefined ? parseText(text) : document;
  } catch {
    throw new Fault(TOO_DEEP);
  }
}

/** Pieces of a document that are read at once: about 50 ms of work. */
const MAX_PIECES = 20_000;

/** Open brackets, keys and dashes. A document may nest far fewer, but the parser has no limit. */
const MAX_OPEN = 1000;

async function readTokens(text: string): Promise<readonly CST.Token[]> {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const piece of new Lexer().lex(text)) {
    tokens.push(...parser.next(piece));
    count += 1;
    if (parser.stack.length > MAX_OPEN) throw new Fault(TOO_DEEP);
    if (count % MAX_PIECES === 0) await hearSignals(text);
  }
  tokens.push(...parser.end());
  return tokens;
}

/** A document as it is written, and as the parser returns it. Its lines count from 1. */
export type YamlText = Readonly<ReturnType<typeof createYamlText>>;

/** @returns a document with its lines. The parser's own counter misses lines after some errors. */
export function createYamlText(text: string, people: Source['people'], parsed: Document.Parsed) {
  const rows = once(() => text.split('\n'));
  return {
    text,
    people,
    parsed,
    at: createLocator(text),
    /** @returns the text of a line; blank where there is no such line. */
    textOf: (line: number): string =>
      rows()
        .slice(line - 1, line)
        .join(),
    /** @returns the text with another line, and the offset at which the line begins. */
    replace(line: number, written: string): { text: string; start: number } {
      const above = rows().slice(0, line - 1);
      const start = above.reduce((sum, row) => sum + row.length + 1, 0);
      return { text: [...above, written, ...rows().slice(line)].join('\n'), start };
    },
  };
}
