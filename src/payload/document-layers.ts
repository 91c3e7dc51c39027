/** Reads a parsed document into layers. A name or a value that cannot be there is an error. */

import type { Location } from '../diagnostics.ts';
import {
  checkNames,
  fieldNames,
  type Reading,
  reportAt,
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
import { CONDITION, emptyLayer, failedAt, type Given, type Layer } from '../layer.ts';
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
      reportAt(several.value, ['notifications'], { message }, reading);
      // Only what is wrong with it counts.
      await readNotification(single, ['notification'], reading);
    }
    return [await readSeveral(several, reading)];
  }
  if (isGiven(single)) {
    const layer = await readNotification(single, ['notification'], reading);
    return [{ isList: false, layers: [layer] }];
  }
  return isSound ? [] : [unreadDocument];
}

/** The address of the schema is for the editor. */
function checkSchema(entry: Entry | undefined, reading: Reading): void {
  if (entry === undefined || entry.value.kind === 'scalar') return;
  reportType(entry.value, entry.at, ['$schema'], TEXT, reading);
}

async function readSeveral({ value, at }: Entry, reading: Reading): Promise<DocumentLayers> {
  if (value.kind !== 'list') {
    reportType(value, at, ['notifications'], 'a list of notifications', reading);
    return unreadDocument;
  }
  if (value.items.length === 0) {
    reportAt(value, ['notifications'], { message: '`notifications` is empty.' }, reading);
  }
  const layers: Layer[] = [];
  for (const [index, item] of value.items.entries()) {
    const entry = { at: item, value: item };
    layers.push(await readNotification(entry, ['notifications', index], reading));
  }
  return { isList: true, layers };
}

async function readNotification(
  { value, at }: Pick<Entry, 'at' | 'value'>,
  path: Path,
  reading: Reading,
): Promise<Layer> {
  if (value.kind !== 'mapping') {
    reportType(value, at, path, 'a mapping', reading);
    return unreadLayer;
  }
  const condition = readCondition(value, path, reading);
  // Nothing else of a notification that is not sent is judged.
  if (condition === false) return { ...emptyLayer, condition };
  checkNames(value, notificationNames, path, reading);
  const texts = textFields.flatMap(({ name, kind }): [TextField, Given<string>][] => {
    const entry = entryOf(value, name);
    return readText(entry, kind === 'id', [...path, name], reading).map((given) => [name, given]);
  });
  const meant = misspelledFields(value, reading.source.locate(at, path));
  return {
    ...(condition && { condition }),
    texts: { ...meant.texts, ...Object.fromEntries(texts) },
    lists: { ...meant.lists, ...(await readLists(value, path, reading)) },
    override: readOverride(value, path, reading),
    additional: readAdditional(value, path, reading),
  };
}

const notificationNames = [...fieldNames, CONDITION];

/** In a payload file, the condition is evaluated already; in `payload`, the runner has expanded it. */
function readCondition(notification: Mapping, path: Path, reading: Reading): boolean | undefined {
  const entry = entryOf(notification, CONDITION);
  if (entry === undefined || !reading.judgesValues) return undefined;
  const text = entry.value.kind === 'scalar' ? entry.value.text.trim().toLowerCase() : 'a list';
  if (text === '') return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  const here = [...path, CONDITION];
  const message = `\`${describePath(here)}\` must be true or false.`;
  reportAt(entry.at, here, { message, hint: CONDITION_HINT }, reading);
  return undefined;
}

const CONDITION_HINT =
  'Write `if: ${{ … }}` with an expression that returns true or false. In `payload`, GitHub evaluates it before the action runs.';

/** A misspelled field counts as set, so that it is not also reported as missing. */
function misspelledFields(
  { entries }: Mapping,
  location: Location,
): Pick<Layer, 'texts' | 'lists'> {
  const unknown = entries.filter(({ key }) => !notificationNames.includes(key));
  const meant = new Set(unknown.map(({ key }) => nearest(key, fieldNames)));
  const failed = failedAt(location);
  const texts = textFields.filter(({ name }) => meant.has(name)).map(({ name }) => [name, failed]);
  const lists = listFields
    .filter(({ name }) => meant.has(name))
    .map(({ name }) => [name, [failed]]);
  return { texts: Object.fromEntries(texts), lists: Object.fromEntries(lists) };
}
