/** Reads the texts and the lists of a notification in a document. */

import type { Location } from '../diagnostics.ts';
import { type Reading, reportAt, reportType, TEXT } from '../document/mismatch.ts';
import {
  type Entry,
  entryOf,
  type List,
  type Mapping,
  type Path,
  type Scalar,
} from '../document/tree.ts';
import { type ListField, listFields } from '../fields.ts';
import { failedAt, type Given, type Layer } from '../layer.ts';
import { normalizeId } from '../text/ids.ts';
import { parseList } from '../text/lists.ts';
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
        : await splitText(entry, here, kind === 'recipients' ? 'a list of IDs' : IDS, reading);
    lists.push([name, ids]);
  }
  return Object.fromEntries(lists.filter(([, ids]) => ids.length > 0));
}

/** The items of a list; each stays whole, literal or computed (interface, section 1). */
function readItems(list: List, path: Path, reading: Reading): readonly Given<string>[] {
  const location = reading.source.locate(list, path);
  if (list.source !== undefined) return [{ value: '', location, emptiedBy: list.source }];
  if (list.items.length === 0 && reading.judgesValues && !reading.isTest) {
    const message = `\`${location.key}\` is an empty list.`;
    reportAt(list, path, { message, hint: EMPTY_LIST }, reading);
    return [failedAt(location)];
  }
  return list.items.flatMap((item, index) => {
    return readText({ key: '', at: item, value: item }, true, [...path, index], reading);
  });
}

/** The IDs of a value that is one text, which is split as in an input. */
async function splitText(
  { value, at }: Entry,
  path: Path,
  wanted: string,
  reading: Reading,
): Promise<readonly Given<string>[]> {
  const location = reading.source.locate(value, path);
  if (value.kind !== 'scalar' || value.failed) {
    reportType(value, at, path, wanted, reading);
    return [failedAt(location)];
  }
  let isSound = true;
  const ids = await parseList(value.text.trim(), (reason) => {
    isSound = false;
    reportAt(value, path, { message: `\`${location.key}\` ${reason}.` }, reading);
  });
  if (!isSound) return [failedAt(location)];
  return ids
    .map((id) => givenOf(value, normalizeId(id), location))
    .filter(({ value: id }) => id !== '');
}
