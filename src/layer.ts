/** Defines a layer: what one source sets of a notification. Inputs and documents are read into layers. */

import type { Location } from './diagnostics.ts';
import type { ListField, TextField } from './fields.ts';

/** A value and where it was set. */
export interface Given<T> {
  readonly value: T;
  readonly location: Location;
  /** Set when an error with it was already reported: it counts as set, and is not judged. */
  readonly failed?: true;
  /** What gave an empty list, such as an expression: the list is set, and reaches no one. */
  readonly emptiedBy?: string;
  /** Set when an expression made the value. */
  readonly isComputed?: true;
}

/** The key of the condition of a notification. */
export const CONDITION = 'if';

/** What one source sets. What is absent is left to the layers below. */
export interface Layer {
  /** Whether the notification is sent, where the source says so. */
  readonly condition?: boolean;
  readonly texts: Readonly<Partial<Record<TextField, Given<string>>>>;
  readonly lists: Readonly<Partial<Record<ListField, readonly Given<string>[]>>>;
  /** By key without hashes, in order of appearance. */
  readonly override: ReadonlyMap<string, Given<string>>;
  /** Further fields by name. */
  readonly additional: ReadonlyMap<string, Given<unknown>>;
}

/** Sets nothing. */
export const emptyLayer: Layer = {
  texts: {},
  lists: {},
  override: new Map(),
  additional: new Map(),
};

/** @returns a value that counts as set, and is not judged. */
export function failedAt(location: Location): Given<string> {
  return { value: '', location, failed: true };
}

/** @returns the layer of overrides alone. */
export function overrideLayer(pairs: Iterable<readonly [string, string]>, input: string): Layer {
  const given = Array.from(pairs, ([key, value]): [string, Given<string>] => {
    return [key, { value, location: { input, key } }];
  });
  return { ...emptyLayer, override: new Map(given) };
}
