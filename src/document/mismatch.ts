/** Reports names and values that a payload document cannot have. */

import type { Diagnostic, Diagnostics } from '../diagnostics.ts';
import { fields } from '../fields.ts';
import { CONDITION } from '../layer.ts';
import { didYouMean } from '../text/names.ts';
import { NO_HARD_SPACE, type Source } from './source.ts';
import {
  describe,
  describePath,
  type Mapping,
  nameOf,
  type Path,
  type Position,
  type Tree,
} from './tree.ts';

/** A document that is read, and where its errors go. */
export interface Reading {
  readonly source: Source;
  readonly diagnostics: Diagnostics;
  /** Where nothing is sent, only names are judged, and values are not. */
  readonly judgesValues: boolean;
  /** Whether `test-recipients` replaces all recipients, so that a list of them can be empty. */
  readonly isTest?: boolean;
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
  reading: Reading,
): void {
  const { source, diagnostics, judgesValues } = reading;
  if (!judgesValues || (node?.kind === 'scalar' && node.failed)) return;
  const name = nameOf(path, diagnostics.quote);
  const message = `${name} must be ${wanted}, found ${describe(node)}.`;
  reportAt(at, path, { message, hint: hintAt(node, at, wanted, source) }, reading);
}

type Mistake = Pick<Diagnostic, 'message' | 'hint'>;

/** Reports a mistake at a path as `payload-invalid`. */
export function reportAt(at: Position, path: Path, mistake: Mistake, reading: Reading): void {
  const location = reading.source.locate(at, path);
  reading.diagnostics.errors.push({ code: 'payload-invalid', ...mistake, location });
}

/** What messages call the value that overrides require. */
export const PAIRS = 'a mapping, or a list of {key, value}';

/** What messages call the value that a field of text requires. */
export const TEXT = 'text';

const BELOW =
  'If it is text, put it in quotes, or write it as a block: `key: |`, and the text indented below.';

/** @returns what to write, where naming the type is not enough. */
function hintAt(
  node: Tree | undefined,
  at: Position,
  wanted: string,
  { syntax }: Source,
): string | undefined {
  const isYaml = node !== undefined && syntax === 'yaml';
  if (isYaml && node.kind === 'scalar') {
    const [, after = ''] = /^\w+:([^ ])/.exec(node.text) ?? [];
    if (after !== '')
      return /\s/.test(after) ? NO_HARD_SPACE : 'A key ends in a colon and a space.';
  }
  if (wanted === PAIRS) {
    return 'Write `override: {URL: https://example.com}`, or write each key on a separate line.';
  }
  // Text that has a colon in it, or begins with a dash, is a mapping or list in YAML.
  return isYaml && node.kind !== 'scalar' && wanted === TEXT && node.line > at.line
    ? BELOW
    : undefined;
}

/** Reports names of a mapping that are not known there. @returns whether there are none. */
export function checkNames(
  mapping: Mapping,
  known: readonly string[],
  path: Path,
  reading: Reading,
): boolean {
  // `<<` is reported wherever it is.
  const unknown = mapping.entries.filter(({ key }) => key !== '<<' && !known.includes(key));
  for (const { key, at } of unknown) {
    const here = [...path, key];
    const shown = reading.diagnostics.quote(describePath(here), 200);
    const mistake = key === '' ? EMPTY_KEY : explainName(key, shown, known, path);
    reportAt(at, here, mistake, reading);
  }
  return unknown.length === 0;
}

/** In YAML, a colon directly after a bracket ends an empty key. */
const EMPTY_KEY = {
  message: 'A key is empty.',
  hint: 'Remove it, or give it a name. Put text that begins with a bracket in quotes.',
};

function explainName(name: string, shown: string, known: readonly string[], path: Path): Mistake {
  const curly = /[\u2018\u2019\u201c\u201d]/.exec(name)?.[0];
  // `sendAt` is when a notification begins, although its letters are those of `endAt`.
  const meant = didYouMean(/^send/i.test(name) ? 'startAt' : name, known);
  if (curly !== undefined) {
    return {
      message: `\`${shown}\` contains the curly quote ${curly}.`,
      hint: 'Curly quotes come with text from a web page. Replace each with a straight quote (").',
    };
  }
  if (/^[^\S ]/.test(name)) {
    return { message: `A non-breaking space is before the key \`${shown}\`.`, hint: NO_HARD_SPACE };
  }
  if (path.length === 0 && (fieldNames.includes(name) || name === CONDITION)) {
    return {
      message: `\`${shown}\` must be inside \`notification\`.`,
      hint: 'Indent it under `notification:`.',
    };
  }
  if (path.length === 0) {
    return {
      message: `\`${shown}\` is not known at the top of a payload document.${meant}`,
      hint: 'The top has `notification` or `notifications`.',
    };
  }
  if (path.includes('override')) {
    return {
      message: `\`${shown}\` is not known here. An item of the list has \`key\` and \`value\`.${meant}`,
      hint: '`override` can also be a mapping: `override: {URL: https://example.com}`.',
    };
  }
  return explainField(name, shown, meant);
}

function explainField(name: string, shown: string, meant: string): Mistake {
  if (/^notifications?$/.test(name)) {
    return {
      message: `\`${shown}\` is inside a notification.`,
      hint: `Remove \`${name}:\`, and put its fields where it was.`,
    };
  }
  const list = meant === '' ? `The fields are ${[...fieldNames, CONDITION].join(', ')}. ` : '';
  return {
    message: `\`${shown}\` is not a field of a notification.${meant}`,
    hint: `${list}Put a field that WalkMe added later under \`additionalFields\`.`,
  };
}
