/** Reads a parsed document into layers. A name or a value that cannot be there is an error. */

import {
  checkNames,
  fieldNames,
  type Reading,
  reportType,
  rootNames,
  TEXT,
} from '../document/mismatch.ts';
import {
  type Entry,
  entryOf,
  isGiven,
  type Mapping,
  type Path,
  type Tree,
} from '../document/tree.ts';
import { type ListField, listFields, type TextField, textFields } from '../fields.ts';
import { parseList } from '../text/lists.ts';
import { readId } from './ids.ts';
import {
  type DocumentLayers,
  type Given,
  type Layer,
  unreadDocument,
  unreadLayer,
} from './layers.ts';
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
  checkNames(value, fieldNames, path, reading);
  const texts = textFields.flatMap(({ name, kind }): [TextField, Given<string>][] => {
    const entry = entryOf(value, name);
    return readText(entry, kind === 'id', [...path, name], reading).map((given) => [name, given]);
  });
  return {
    texts: Object.fromEntries(texts),
    lists: await readLists(value, path, reading),
    override: readOverride(entryOf(value, 'override'), [...path, 'override'], reading),
    additional: readAdditional(
      entryOf(value, 'additionalFields'),
      [...path, 'additionalFields'],
      reading,
    ),
  };
}

/** A text that is blank is not given. */
function readText(
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
    return [{ value: '', location, failed: true }];
  }
  if (isId) return readId(value.text, location, reading.diagnostics);
  return value.text.trim() === '' ? [] : [{ value: value.text, location }];
}

async function readLists(
  notification: Mapping,
  path: Path,
  reading: Reading,
): Promise<Layer['lists']> {
  const lists: [ListField, readonly Given<string>[]][] = [];
  for (const { name, kind } of listFields) {
    const entry = entryOf(notification, name);
    if (entry === undefined) continue;
    const { value } = entry;
    const here = [...path, name];
    if (value.kind === 'list' && kind === 'recipients') {
      const ids: Given<string>[] = [];
      for (const [index, item] of value.items.entries()) {
        const slot = { at: item, value: item };
        ids.push(...(await readIds(slot, [...here, index], TEXT, reading)));
      }
      // An expression that finds nobody is given; a literal list without an id is not.
      if (value.source !== undefined) ids.push(emptied(value.source, value, here, reading));
      if (ids.length > 0) lists.push([name, ids]);
    } else {
      const wanted = kind === 'recipients' ? 'a list of ids' : TEXT;
      const ids = await readIds(entry, here, wanted, reading, true);
      if (ids.length > 0) lists.push([name, ids]);
    }
  }
  return Object.fromEntries(lists);
}

/** Takes the place of the ids that an expression did not find. */
function emptied(emptiedBy: string, value: Tree, path: Path, { source }: Reading): Given<string> {
  return { value: '', location: source.locate(value, path), emptiedBy };
}

/** The ids of a text: one if it is a literal item of a list, else as many as the input would find. */
async function readIds(
  { value, at }: Slot,
  path: Path,
  wanted: string,
  reading: Reading,
  isWhole = false,
): Promise<readonly Given<string>[]> {
  const { source, diagnostics } = reading;
  const location = source.locate(value, path);
  const failed = [{ value: '', location, failed: true }] as const;
  if (value.kind !== 'scalar' || value.failed) {
    reportType(value, at, path, wanted, reading);
    return failed;
  }
  if (!isWhole && !value.evaluated) return readId(value.text, location, diagnostics);
  let isSound = true;
  const ids = await parseList(value.text.trim(), (reason) => {
    isSound = false;
    const message = `\`${location.key}\` ${reason}.`;
    diagnostics.errors.push({ code: 'payload-invalid', message, location });
  });
  return isSound ? ids.flatMap((id) => readId(id, location, diagnostics)) : failed;
}
