/** Reads a parsed document into layers. A name or a value that cannot be there is an error. */

import {
  checkNames,
  fieldNames,
  type Reading,
  reportAt,
  reportType,
  rootNames,
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
import { CONDITION, emptyLayer, type Layer } from '../layer.ts';
import { nearest } from '../text/names.ts';
import { readLists, readTexts } from './document-values.ts';
import { type DocumentLayers, unreadDocument, unreadLayer } from './layers.ts';
import { readAdditional, readOverride } from './override-layers.ts';

/** @returns nothing for a document without a notification. Errors are `payload-invalid`. */
export async function readDocument(
  root: Tree,
  reading: Reading,
): Promise<readonly DocumentLayers[]> {
  if (root.kind !== 'mapping') {
    reportType(root, root, [], 'a mapping', reading);
    return [unreadDocument];
  }
  const isSound = checkNames(root, rootNames, [], reading);
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
  const notification = withMisspelled(value);
  return {
    ...(condition && { condition }),
    texts: readTexts(notification, path, reading),
    lists: await readLists(notification, path, reading),
    override: readOverride(notification, path, reading),
    additional: readAdditional(notification, path, reading),
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
function withMisspelled(notification: Mapping): Mapping {
  const failed = { kind: 'scalar', value: null, text: '', failed: true } as const;
  const unknown = notification.entries.filter(({ key }) => !notificationNames.includes(key));
  const meant = unknown.map(({ key, at }) => {
    return { key: nearest(key, fieldNames) ?? '', at, value: { ...failed, ...at } };
  });
  return { ...notification, entries: [...meant, ...notification.entries] };
}
