/** The layers that a notification is made of: what one source gives, and how they merge. */

import type { Config } from '../config/config.ts';
import type { Diagnostics, Location } from '../diagnostics.ts';
import {
  type ListField,
  listFields,
  recipientFields,
  type TextField,
  textFields,
} from '../fields.ts';
import { readId } from './ids.ts';

/** A value and where it was given. */
export interface Given<T> {
  readonly value: T;
  readonly location: Location;
  /** Set when an error with it was already reported: it counts as given, and is not judged. */
  readonly failed?: true;
  /** The expressions that gave an empty list: it is given, and reaches nobody. */
  readonly emptiedBy?: string;
}

/** What one source gives. What is absent is left to the layers below. */
export interface Layer {
  readonly texts: Readonly<Partial<Record<TextField, Given<string>>>>;
  readonly lists: Readonly<Partial<Record<ListField, readonly Given<string>[]>>>;
  /** By key without hashes, in order of appearance. */
  readonly override: ReadonlyMap<string, Given<string>>;
  /** Further fields by name. */
  readonly additional: ReadonlyMap<string, Given<unknown>>;
}

const failed: Given<string> = { value: '', location: { input: 'payload-file' }, failed: true };

/** What a document gives: one notification, or several. */
export type DocumentLayers =
  | { readonly kind: 'single'; readonly layer: Layer }
  | { readonly kind: 'several'; readonly layers: readonly Layer[] };

/** Replaces a notification that could not be read: it may have what seems to be missing. */
export const unreadLayer: Layer = {
  texts: { templateId: failed, endAt: failed },
  lists: Object.fromEntries(recipientFields.map(({ name }) => [name, [failed]])),
  override: new Map(),
  additional: new Map(),
};

/** Replaces a document that could not be read. */
export const unreadDocument: DocumentLayers = { kind: 'single', layer: unreadLayer };

/** Later layers win: texts and lists replace, overrides and further fields merge by key. */
export function mergeLayers(layers: readonly Layer[]): Layer {
  return {
    texts: Object.assign({}, ...layers.map((layer) => layer.texts)),
    lists: Object.assign({}, ...layers.map((layer) => layer.lists)),
    override: mergeMaps(layers.map(({ override }) => override)),
    additional: mergeMaps(layers.map(({ additional }) => additional)),
  };
}

/** Overrides of all notifications together: with more, the action would take more than 200 MiB. */
const MAX_OVERRIDES = 100_000;

/**
 * Reports (`payload-invalid`) more overrides than the action can merge.
 * @param stacks the layers of each notification.
 * @returns whether they can be merged.
 */
export function checkOverrideCount(
  stacks: readonly (readonly Layer[])[],
  { errors }: Diagnostics,
): boolean {
  const count = stacks.flat().reduce((sum, { override }) => sum + override.size, 0);
  if (count <= MAX_OVERRIDES) return true;
  errors.push({
    code: 'payload-invalid',
    message: `The notifications have ${count} overrides together, but ${MAX_OVERRIDES} is the maximum.`,
    hint: 'Split the notifications over several steps, or move shared values into the template.',
  });
  return false;
}

/** Merges by key. A map that is the only one with entries is used as it is: it may be large. */
function mergeMaps<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  const [first = new Map(), ...others] = maps.filter(({ size }) => size > 0);
  if (others.length === 0) return first;
  const merged = new Map(first);
  for (const map of others) for (const [key, value] of map) merged.set(key, value);
  return merged;
}

/** @returns the layer of overrides alone. */
export function overrideLayer(pairs: Iterable<readonly [string, string]>, input: string): Layer {
  const given = [...pairs].map(
    ([key, value]) => [key, { value, location: { input, key } }] as const,
  );
  return { texts: {}, lists: {}, override: new Map(given), additional: new Map() };
}

/** @returns the top layer: the inputs that set one field each. */
export function inputLayer(
  { fields, invalidInputs }: Pick<Config, 'fields' | 'invalidInputs'>,
  diagnostics: Diagnostics,
): Layer {
  const texts = textFields.flatMap(({ name, input, kind }): [TextField, Given<string>][] => {
    const value = fields.texts[name];
    if (value === undefined) return [];
    const location = { input };
    const given = kind === 'id' ? readId(value, location, diagnostics) : [{ value, location }];
    return given.map((it) => [name, it]);
  });
  const lists = listFields.flatMap(({ name, input }): [ListField, readonly Given<string>[]][] => {
    const location = { input };
    if (invalidInputs.has(input)) return [[name, [{ value: '', location, failed: true }]]];
    const given = fields.lists[name]?.flatMap((id) => readId(id, location, diagnostics)) ?? [];
    return given.length === 0 ? [] : [[name, given]];
  });
  return {
    ...overrideLayer(fields.override, 'overrides'),
    texts: Object.fromEntries(texts),
    lists: Object.fromEntries(lists),
  };
}
