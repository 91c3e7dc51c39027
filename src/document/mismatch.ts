/** Reports names and values that a payload document cannot have. */

import type { Diagnostics } from '../diagnostics.ts';
import { fields } from '../fields.ts';
import { didYouMean } from '../text/names.ts';
import { hasBrackets, writeInQuotes } from './quoting.ts';
import { lineOf, type Source, showHint } from './source.ts';
import { describePath, type Mapping, nameOf, type Path, type Position, type Tree } from './tree.ts';

/** A document that is read, and where its errors go. */
export interface Reading {
  readonly source: Source;
  readonly diagnostics: Diagnostics;
}

/** The names of the fields of a notification. */
export const fieldNames: readonly string[] = fields.map(({ name }) => name);

/** The names at the top of a document. */
export const rootNames = ['notification', 'notifications', '$schema'];

/** Reports a value of a type that cannot be there, unless an error with it was reported before. */
export function reportType(
  node: Tree | undefined,
  at: Position,
  path: Path,
  wanted: string,
  { source, diagnostics }: Reading,
): void {
  if (node?.kind === 'scalar' && node.failed) return;
  const { quote, errors } = diagnostics;
  const hint = errors.length < MAX_HINTS ? hintAt(node, at, wanted, source) : undefined;
  errors.push({
    code: 'payload-invalid',
    message: `${nameOf(path, quote)} must be ${wanted}, found ${describe(node)}.`,
    ...(hint !== undefined && { hint: showHint(hint, source, quote) }),
    location: source.locate(at, path),
  });
}

function describe(node: Tree | undefined): string {
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return 'nothing';
  return node.kind === 'scalar' ? 'text' : `a ${node.kind}`;
}

/** Finding a line takes time. */
const MAX_HINTS = 50;

/** What must be where overrides must be. */
export const PAIRS = 'a mapping, or a list of {key, value}';

/** What must be where a scalar must be. */
export const TEXT = 'text';

const BELOW =
  'If it is text, put it in quotes, or write it as a block: `key: |`, and the text indented below.';

/** What to write, where the type alone does not say it. */
function hintAt(
  node: Tree | undefined,
  at: Position,
  wanted: string,
  { text, syntax }: Source,
): string | undefined {
  if (wanted === PAIRS) {
    return 'Write `override: {URL: https://example.com}`, or write each key on a separate line.';
  }
  if (node === undefined || syntax !== 'yaml') return undefined;
  if (node.kind === 'scalar') {
    return /^\w+:\S/.test(node.text) ? 'A key ends in a colon and a space.' : undefined;
  }
  if (wanted !== TEXT) return undefined;
  const line = lineOf(text, node.line);
  // Text that begins with a bracket, or has a colon in it, is a list or mapping in YAML.
  if (node.line > at.line) return BELOW;
  return hasBrackets(line, node.column)
    ? `If it is text, put it in quotes. ${writeInQuotes(line)}`
    : undefined;
}

/**
 * Reports the names of a mapping that are not known there.
 * @returns whether there are none.
 */
export function checkNames(
  mapping: Mapping,
  known: readonly string[],
  path: Path,
  { source, diagnostics }: Reading,
): boolean {
  const unknown = mapping.entries.filter(({ key }) => !known.includes(key));
  for (const { key, at } of unknown) {
    const here = [...path, key];
    const shown = diagnostics.quote(describePath(here), 200);
    diagnostics.errors.push({
      code: 'payload-invalid',
      ...(key === '' ? explainEmpty(at, source) : explainName(key, shown, known, path)),
      location: source.locate(at, here),
    });
  }
  return unknown.length === 0;
}

interface Explanation {
  readonly message: string;
  readonly hint: string;
}

/** In YAML, a colon after a bracket ends a key that is not there. */
function explainEmpty({ line }: Position, { text, syntax }: Source): Explanation {
  const hint =
    syntax === 'yaml' ? writeInQuotes(lineOf(text, line)) : 'Remove it, or give it a name.';
  return { message: 'A key is empty.', hint };
}

function explainName(
  name: string,
  shown: string,
  known: readonly string[],
  path: Path,
): Explanation {
  const curly = /[\u2018\u2019\u201c\u201d]/.exec(name)?.[0];
  const meant = didYouMean(name, known);
  if (curly !== undefined) {
    return {
      message: `\`${shown}\` contains the curly quote ${curly}.`,
      hint: 'Curly quotes come with text from a web page. Replace each with a straight quote (").',
    };
  }
  if (name === '<<') {
    return {
      message: `\`${shown}\` does not merge mappings: the document is YAML 1.2.`,
      hint: 'Write out the values. To share values between notifications, put them under `notification` in the other document.',
    };
  }
  if (path.length === 0) return explainTop(name, shown, meant);
  if (path.includes('override')) {
    return {
      message: `\`${shown}\` is not known here. An item of the list has \`key\` and \`value\`.${meant}`,
      hint: '`override` can also be a mapping: `override: {URL: https://example.com}`.',
    };
  }
  const list = meant === '' ? `The fields are ${fieldNames.join(', ')}. ` : '';
  return {
    message: `\`${shown}\` is not a field of a notification.${meant}`,
    hint: `${list}Put a field that WalkMe added later under \`additionalFields\`.`,
  };
}

function explainTop(name: string, shown: string, meant: string): Explanation {
  return fieldNames.includes(name)
    ? {
        message: `\`${shown}\` must be inside \`notification\`.`,
        hint: 'Indent it under `notification:`.',
      }
    : {
        message: `\`${shown}\` is not known at the top of a payload document.${meant}`,
        hint: 'The top has `notification` or `notifications`.',
      };
}
