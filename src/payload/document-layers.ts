/** Reads a parsed document into layers. A name or a value that cannot be there is an error. */

import type { Location } from '../diagnostics.ts';
import {
  checkNames,
  fieldNames,
  type Reading,
  reportType,
  rootNames,
  TEXT,
} from '../document/mismatch.ts';
import {
  describePath,
  type Entry,
  entryOf,
  isGiven,
  type Mapping,
  type Path,
  type Tree,
} from '../document/tree.ts';
import { listFields, type TextField, textFields } from '../fields.ts';
import { CONDITION, failedAt, type Given, type Layer } from '../layer.ts';
import { nearest } from '../text/names.ts';
import { readLists, readText } from './document-values.ts';
import { type DocumentLayers, unreadDocument, unreadLayer } from './layers.ts';
import { readAdditional, readOverride } from './override-layers.ts';

/**
 * Reads a document. Errors (`payload-invalid`) go to the diagnostics.
 * @returns nothing for a document that gives no notification.
 */
export async function readDocument(
  root: Tree,
  reading: Reading,
): Promise<readonly DocumentLayers[]> {
  if (root.kind !== 'mapping') {
    reportType(root, root, [], 'a mapping', reading);
    return [unreadDocument];
  }
  const isSound = checkNames(root, rootNames, [], reading);
  checkSchema(entryOf(root, '$schema'), reading);
  const single = entryOf(root, 'notification');
  const several = entryOf(root, 'notifications');
  if (isGiven(several)) {
    if (isGiven(single)) {
      const message = '`notification` and `notifications` cannot both be in one document.';
      reportAt(several, 'notifications', message, reading);
      // Only what is wrong with it counts.
      await readNotification(single, ['notification'], reading);
    }
    return [await readSeveral(several, reading)];
  }
  if (isGiven(single)) {
    return [{ kind: 'single', layer: await readNotification(single, ['notification'], reading) }];
  }
  return isSound ? [] : [unreadDocument];
}

function reportAt({ value }: Entry, key: string, message: string, reading: Reading): void {
  const { diagnostics, source } = reading;
  const location = source.locate(value, [key]);
  diagnostics.errors.push({ code: 'payload-invalid', message, location });
}

/** The address of the schema is for the editor. */
function checkSchema(entry: Entry | undefined, reading: Reading): void {
  if (entry === undefined || entry.value.kind === 'scalar') return;
  reportType(entry.value, entry.at, ['$schema'], TEXT, reading);
}

async function readSeveral(entry: Entry, reading: Reading): Promise<DocumentLayers> {
  const { value, at } = entry;
  if (value.kind !== 'list') {
    reportType(value, at, ['notifications'], 'a list of notifications', reading);
    return unreadDocument;
  }
  if (value.items.length === 0) {
    reportAt(entry, 'notifications', '`notifications` is empty.', reading);
  }
  const layers: Layer[] = [];
  for (const [index, item] of value.items.entries()) {
    const slot = { at: item, value: item };
    layers.push(await readNotification(slot, ['notifications', index], reading));
  }
  return { kind: 'several', layers };
}

type Slot = Pick<Entry, 'at' | 'value'>;

async function readNotification({ value, at }: Slot, path: Path, reading: Reading): Promise<Layer> {
  if (value.kind !== 'mapping') {
    reportType(value, at, path, 'a mapping', reading);
    return unreadLayer;
  }
  const condition = readCondition(value, path, reading);
  const ends = condition === undefined ? {} : { condition };
  // Nothing else of a notification that is not sent is judged.
  if (condition === false) return { ...ends, ...nothing };
  checkNames(value, notificationNames, path, reading);
  const texts = textFields.flatMap(({ name, kind }): [TextField, Given<string>][] => {
    const entry = entryOf(value, name);
    return readText(entry, kind === 'id', [...path, name], reading).map((given) => [name, given]);
  });
  const meant = misspelledFields(value, reading.source.locate(at, path));
  return {
    ...ends,
    texts: { ...meant.texts, ...Object.fromEntries(texts) },
    lists: { ...meant.lists, ...(await readLists(value, path, reading)) },
    override: readOverride(entryOf(value, 'override'), [...path, 'override'], reading),
    additional: readAdditional(
      entryOf(value, 'additionalFields'),
      [...path, 'additionalFields'],
      reading,
    ),
  };
}

const notificationNames = [...fieldNames, CONDITION];

const nothing = { texts: {}, lists: {}, override: new Map(), additional: new Map() };

/** In a payload file, the condition is evaluated already; in `payload`, the runner has expanded it. */
function readCondition(notification: Mapping, path: Path, reading: Reading): boolean | undefined {
  const entry = entryOf(notification, CONDITION);
  if (entry === undefined || !reading.judgesValues) return undefined;
  const text = entry.value.kind === 'scalar' ? entry.value.text.trim().toLowerCase() : 'a list';
  if (text === '' || text === 'true' || text === 'false')
    return text === '' ? undefined : text === 'true';
  const here = [...path, CONDITION];
  reading.diagnostics.errors.push({
    code: 'payload-invalid',
    message: `\`${describePath(here)}\` must be true or false.`,
    hint: 'Write `if: ${{ … }}` with an expression that returns true or false. In `payload`, GitHub evaluates it before the action runs.',
    location: reading.source.locate(entry.at, here),
  });
  return undefined;
}

/** A misspelled field counts as set, so that it is not also reported as missing. */
function misspelledFields(
  { entries }: Mapping,
  location: Location,
): { readonly texts: Layer['texts']; readonly lists: Layer['lists'] } {
  const unknown = entries.filter(({ key }) => !notificationNames.includes(key));
  const meant = new Set(unknown.map(({ key }) => nearest(key, fieldNames)));
  const failed = failedAt(location);
  const texts = textFields.filter(({ name }) => meant.has(name)).map(({ name }) => [name, failed]);
  const lists = listFields
    .filter(({ name }) => meant.has(name))
    .map(({ name }) => [name, [failed]]);
  return { texts: Object.fromEntries(texts), lists: Object.fromEntries(lists) };
}
