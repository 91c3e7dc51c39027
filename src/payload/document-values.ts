/** Reads the texts and the lists of a notification in a document. */

import type { Location } from '../diagnostics.ts';
import { type Reading, reportAt, reportType, TEXT } from '../document/mismatch.ts';
import {
  type Entry,
  entryOf,
  type List,
  type Mapping,
  type Path,
  type Position,
  type Scalar,
} from '../document/tree.ts';
import { type ListField, listFields } from '../fields.ts';
import { failedAt, type Given, type Layer } from '../layer.ts';
import { normalizeId } from '../text/ids.ts';
import { isEmptyJsonList, NO_SYSTEM, parseList } from '../text/lists.ts';
import { EMPTY_LIST } from './layers.ts';

/** What must be where IDs are one text. */
const IDS = 'an ID, or IDs separated by commas';

/** @returns nothing for a text that is blank: it is not set. */
export function readText(
  entry: Entry | undefined,
  isId: boolean,
  path: Path,
  reading: Reading,
): readonly Given<string>[] {
  if (entry === undefined) return [];
  const { value } = entry;
  const location = reading.source.locate(value, path);
  if (value.kind !== 'scalar' || value.failed) {
    reportType(value, entry.at, path, TEXT, reading);
    return [failedAt(location)];
  }
  const text = isId ? normalizeId(value.text) : value.text;
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
    const here = [...path, name];
    const ids =
      entry.value.kind === 'list' && kind === 'recipients'
        ? readItems(entry.value, here, reading)
        : await splitText(entry, here, kind === 'recipients', reading);
    lists.push([name, ids]);
  }
  return Object.fromEntries(lists.filter(([, ids]) => ids.length > 0));
}

/** The items of a list; each stays whole, literal or computed (interface, section 1). */
function readItems(list: List, path: Path, reading: Reading): readonly Given<string>[] {
  if (list.items.length === 0) return readEmpty(list, list.source, path, reading);
  return list.items.flatMap((item, index) => {
    return readText({ key: '', at: item, value: item }, true, [...path, index], reading);
  });
}

/** An empty list of recipients. One that an expression gave reaches no one; one that is written is an error. */
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

/** The IDs of a value that is one text, which is split as in an input. */
async function splitText(
  { value, at }: Entry,
  path: Path,
  isRecipients: boolean,
  reading: Reading,
): Promise<readonly Given<string>[]> {
  const location = reading.source.locate(value, path);
  if (value.kind !== 'scalar' || value.failed) {
    reportType(value, at, path, isRecipients ? 'a list of IDs' : IDS, reading);
    return [failedAt(location)];
  }
  const text = value.text.trim();
  if (isEmptyJsonList(text) && isRecipients) {
    return readEmpty(value, value.evaluated && `\`${location.key}\``, path, reading);
  }
  let isSound = true;
  const reject = (reason: string): void => {
    isSound = false;
    reportAt(value, path, { message: `\`${location.key}\` ${reason}.` }, reading);
  };
  const ids = await parseList(text, reject);
  if (isEmptyJsonList(text)) reject(NO_SYSTEM);
  if (!isSound) return [failedAt(location)];
  return ids
    .map((id) => givenOf(value, normalizeId(id), location))
    .filter(({ value: id }) => id !== '');
}
