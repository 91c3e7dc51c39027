/** Merges layers by precedence, and bounds what they come to. */

import type { Diagnostics } from '../diagnostics.ts';
import { recipientFields } from '../fields.ts';
import { emptyLayer, failedAt, type Layer } from '../layer.ts';

const failed = failedAt({ input: 'payload-file' });

/** What a document gives. */
export interface DocumentLayers {
  /** Whether it has `notifications`. Otherwise, its one layer is merged into each. */
  readonly isList: boolean;
  readonly layers: readonly Layer[];
}

/** Replaces a notification that could not be read: it may have what seems to be missing. */
export const unreadLayer: Layer = {
  ...emptyLayer,
  texts: { templateId: failed, endAt: failed },
  lists: Object.fromEntries(recipientFields.map(({ name }) => [name, [failed]])),
};

/** Replaces a document that could not be read. */
export const unreadDocument: DocumentLayers = { isList: false, layers: [unreadLayer] };

/** Later layers win: texts and lists replace, overrides and further fields merge by key. */
export function mergeLayers(layers: readonly Layer[]): Layer {
  const conditions = layers.flatMap(({ condition }) => condition ?? []);
  return {
    ...(conditions.length > 0 && { condition: conditions.at(-1) === true }),
    texts: Object.assign({}, ...layers.map((layer) => layer.texts)),
    lists: Object.assign({}, ...layers.map((layer) => layer.lists)),
    override: mergeMaps(layers.map(({ override }) => override)),
    additional: mergeMaps(layers.map(({ additional }) => additional)),
  };
}

/** Of all notifications together: with more, the action would take more than 200 MiB. */
const MAX_VALUES = 100_000;

/**
 * Reports (`payload-invalid`) more overrides and further fields than the action can merge.
 * @param stacks the layers of each notification.
 * @returns whether they can be merged.
 */
export function checkValueCount(
  stacks: readonly (readonly Layer[])[],
  { errors }: Diagnostics,
): boolean {
  let count = 0;
  for (const layers of stacks) {
    count += countKeys(layers.map(({ override }) => override));
    count += countKeys(layers.map(({ additional }) => additional));
    if (count > MAX_VALUES) break;
  }
  if (count <= MAX_VALUES) return true;
  errors.push({
    code: 'payload-invalid',
    message: `The notifications have more than ${MAX_VALUES} overrides and further fields in total.`,
    hint: 'Split the notifications over several steps, or move shared values into the template.',
    location: { input: 'payload-file' },
  });
  return false;
}

/** Keys after merging, without merging. */
function countKeys(maps: readonly ReadonlyMap<string, unknown>[]): number {
  const [first, ...others] = maps.filter(({ size }) => size > 0);
  if (first === undefined || others.length === 0) return first?.size ?? 0;
  return new Set(maps.flatMap((map) => [...map.keys()])).size;
}

/**
 * Reports (`payload-invalid`) an input that is the empty list where a layer below names recipients: it
 * can be meant in two ways.
 */
export function checkEmptyLists(
  stacks: readonly (readonly Layer[])[],
  top: Layer,
  { errors }: Diagnostics,
): void {
  for (const { name, input } of recipientFields) {
    const isEmpty = top.lists[name]?.some(({ emptiedBy }) => emptiedBy !== undefined);
    const isBelow = stacks.flat().some((layer) => layer !== top && layer.lists[name] !== undefined);
    if (!isEmpty || !isBelow || input === undefined) continue;
    const message = `\`${input}\` is an empty list, but the payload document sets \`${name}\`.`;
    errors.push({ code: 'payload-invalid', message, hint: EMPTY_LIST, location: { input } });
  }
}

/** What to do about an empty list that was written on purpose. */
export const EMPTY_LIST =
  'Remove it to keep the recipients of the document. To notify only yourself, set `test-recipients`.';

/** Merges by key. A map that is the only one with entries is used as it is: it may be large. */
function mergeMaps<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  const [first = new Map(), ...others] = maps.filter(({ size }) => size > 0);
  if (others.length === 0) return first;
  const merged = new Map(first);
  for (const map of others) for (const [key, value] of map) merged.set(key, value);
  return merged;
}
