/** Reads the texts and the lists of a notification in a document. */

import type { Location } from '../diagnostics.ts';
import { type Reading, reportAt, reportType, TEXT } from '../document/mismatch.ts';
import {
  type Entry,
  entryOf,
  type Mapping,
  type Path,
  type Position,
  type Scalar,
} from '../document/tree.ts';
import { type ListField, listFields, textFields } from '../fields.ts';
import { failedAt, type Given, type Layer } from '../layer.ts';
import { normalizeId } from '../text/ids.ts';
import { isEmptyJsonList, NO_SYSTEM, parseList } from '../text/lists.ts';
import { EMPTY_LIST } from './layers.ts';

/** @returns the texts that are set. Errors (`payload-invalid`) go to the diagnostics. */
export function readTexts(notification: Mapping, path: Path, reading: Reading): Layer['texts'] {
  const texts = textFields.flatMap(({ name, kind }) => {
    const entry = entryOf(notification, name);
    return entry
      ? readText(entry, kind === 'id', [...path, name], reading).map((it) => [name, it])
      : [];
  });
  return Object.fromEntries(texts);
}

/** @returns nothing for a text that is blank: it is not set. */
function readText(
  { value, at }: Pick<Entry, 'value' | 'at'>,
  isId: boolean,
  path: Path,
  reading: Reading,
): readonly Given<string>[] {
  const location = reading.source.locate(value, path);
  if (value.kind !== 'scalar' || value.failed) {
    reportType(value, at, path, TEXT, reading);
    return [failedAt(location)];
  }
  const text = isId ? normalizeId(value.text) : value.text;
  if (isId && hasJoined([text], value, reading)) {
    reportAt(value, path, joined(location), reading);
    return [failedAt(location)];
  }
  return text.trim() === '' ? [] : [givenOf(value, text, location)];
}

/** @returns a value, and whether an expression made it. */
export function givenOf({ evaluated }: Scalar, value: string, location: Location): Given<string> {
  return { value, location, ...(evaluated && { isComputed: true }) };
}

/** @returns the lists that are set. Errors (`payload-invalid`) go to the diagnostics. */
export async function readLists(
  notification: Mapping,
  path: Path,
  reading: Reading,
): Promise<Layer['lists']> {
  const lists: [ListField, readonly Given<string>[]][] = [];
  for (const { name, kind } of listFields) {
    const entry = entryOf(notification, name);
    if (entry === undefined) continue;
    const ids = await readList(entry, kind === 'recipients', [...path, name], reading);
    if (ids.length > 0) lists.push([name, ids]);
  }
  return Object.fromEntries(lists);
}

/** The items of a list, each of which stays whole, or the parts of a text (interface, section 1). */
async function readList(
  { value, at }: Entry,
  isRecipients: boolean,
  path: Path,
  reading: Reading,
): Promise<readonly Given<string>[]> {
  const location = reading.source.locate(value, path);
  if (value.kind === 'list' && isRecipients) {
    if (value.items.length === 0) return readEmpty(value, value.source, path, reading);
    return value.items.flatMap((item, index) => {
      return readText({ value: item, at: item }, true, [...path, index], reading);
    });
  }
  if (value.kind !== 'scalar' || value.failed) {
    const wanted = isRecipients ? 'a list of IDs' : 'an ID, or IDs separated by commas';
    reportType(value, at, path, wanted, reading);
    return [failedAt(location)];
  }
  const text = value.text.trim();
  const isEmpty = isEmptyJsonList(text);
  if (isEmpty && isRecipients) {
    return readEmpty(value, value.evaluated && `\`${location.key}\``, path, reading);
  }
  const { errors } = reading.diagnostics;
  const before = errors.length;
  const reject = (reason: string): void => {
    reportAt(value, path, { message: `\`${location.key}\` ${reason}.` }, reading);
  };
  const ids = await parseList(text, reject);
  if (isEmpty) reject(NO_SYSTEM);
  const normalized = ids.map(normalizeId).filter((id) => id !== '');
  if (hasJoined(normalized, value, reading)) {
    reportAt(value, path, joined(location), reading);
  }
  if (errors.length > before) return [failedAt(location)];
  return normalized.map((id) => givenOf(value, id, location));
}

/** Whether YAML joined one of these IDs, in the order of the text, from several lines. */
function hasJoined(ids: readonly string[], { lines }: Scalar, { judgesValues }: Reading): boolean {
  if (!judgesValues || lines === undefined) return false;
  const several = ids.filter((id) => /\s/.test(id));
  if (/^["']/.test(lines)) return several.length > 0;
  const written = normalizeId(lines);
  let at = 0;
  return several.some((id) => {
    at = written.indexOf(id, at);
    return at === -1;
  });
}

function joined({ key }: Location): { readonly message: string; readonly hint: string } {
  return {
    message: `\`${key}\` spans several lines, which YAML joins into one ID.`,
    hint: 'Write `- ` before each ID, all in one column, or put `|` after the key.',
  };
}

/** An empty list that an expression gave reaches no one; one that is written is an error. */
function readEmpty(
  at: Position,
  emptiedBy: string | undefined,
  path: Path,
  reading: Reading,
): readonly Given<string>[] {
  const location = reading.source.locate(at, path);
  if (emptiedBy !== undefined) return [{ value: '', location, emptiedBy }];
  if (!reading.judgesValues || reading.isTest) return [];
  const message = `\`${location.key}\` is an empty list.`;
  reportAt(at, path, { message, hint: EMPTY_LIST }, reading);
  return [failedAt(location)];
}
