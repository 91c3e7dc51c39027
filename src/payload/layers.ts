/** The layers that a notification is made of: what one source gives, and how they merge. */

import type { Config } from '../config/config.ts';
import type { Location } from '../diagnostics.ts';

/** A value and where it was given. */
export interface Given<T> {
  readonly value: T;
  readonly location: Location;
  /** Set when an error with it was already reported: it counts as given, and is not judged. */
  readonly failed?: true;
}

/** The fields that hold one text. */
export const textFields = [
  'templateId',
  'notificationType',
  'title',
  'runtimeTitle',
  'runtimeDescription',
  'startAt',
  'endAt',
] as const;

/** The fields that hold ids; a document's `systemId` is a list of one. */
export const listFields = ['systemIds', 'endUsersIds', 'audiencesIds'] as const;

/** The name of a text field. */
export type TextField = (typeof textFields)[number];

/** The name of a list field. */
export type ListField = (typeof listFields)[number];

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

/** Stands for a document that could not be read: it may hold what a notification seems to lack. */
export const unreadLayer: Layer = {
  texts: { templateId: failed, endAt: failed },
  lists: { endUsersIds: [failed] },
  override: new Map(),
  additional: new Map(),
};

/** Later layers win: texts and lists replace, overrides and further fields merge by key. */
export function mergeLayers(layers: readonly Layer[]): Layer {
  return {
    texts: Object.assign({}, ...layers.map((layer) => layer.texts)),
    lists: Object.assign({}, ...layers.map((layer) => layer.lists)),
    override: new Map(layers.flatMap((layer) => [...layer.override])),
    additional: new Map(layers.flatMap((layer) => [...layer.additional])),
  };
}

/** @returns the layer of overrides alone. */
export function overrideLayer(pairs: Iterable<readonly [string, string]>, input: string): Layer {
  const given = [...pairs].map(
    ([key, value]) => [key, { value, location: { input, key } }] as const,
  );
  return { texts: {}, lists: {}, override: new Map(given), additional: new Map() };
}

/** @returns the top layer: the inputs that stand for one field each. */
export function inputLayer({
  fields,
  invalidInputs,
}: Pick<Config, 'fields' | 'invalidInputs'>): Layer {
  const texts: [TextField, Given<string>][] = textFields
    .filter((field) => fields[field] !== '')
    .map((field) => [field, { value: fields[field], location: { input: inputName(field) } }]);
  const lists = listFields.flatMap((field): [ListField, readonly Given<string>[]][] => {
    const location = { input: inputName(field) };
    if (invalidInputs.has(location.input))
      return [[field, [{ value: '', location, failed: true }]]];
    const given = fields[field].map((value) => ({ value, location }));
    return given.length === 0 ? [] : [[field, given]];
  });
  return {
    ...overrideLayer(fields.override, 'overrides'),
    texts: Object.fromEntries(texts),
    lists: Object.fromEntries(lists),
  };
}

/** @returns the input that gives a field: `endUsersIds` comes from `end-user-ids`. */
export function inputName(field: TextField | ListField): string {
  const spelled = field.replace('UsersIds', 'UserIds').replace('audiencesIds', 'audienceIds');
  return spelled.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
