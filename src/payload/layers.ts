/** Merges layers by precedence, and checks what they come to. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import {
  inputName,
  type ListField,
  listFields,
  recipientFields,
  type TextField,
  textFields,
} from '../fields.ts';
import { emptyLayer, failedAt, type Given, type Layer } from '../layer.ts';
import { findWrongId, type WrongId } from '../text/ids.ts';

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
  const message = `The notifications have more than ${MAX_VALUES} overrides and further fields in total.`;
  const hint =
    'Split the notifications over several steps, or move shared values into the template.';
  errors.push({ code: 'payload-invalid', message, hint, location: { input: 'payload-file' } });
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

/**
 * Reports a notification without a template or recipients. Errors (`payload-invalid`) and warnings go to `diagnostics`.
 * @param name what to call the notification in messages.
 */
export function checkRequired(layer: Layer, name: string, diagnostics: Diagnostics): void {
  const { texts, lists } = layer;
  if (texts.templateId === undefined) {
    missing(`${name} has no template`, ['templateId'], COPY_TEMPLATE, diagnostics);
  }
  const names = recipientFields.map((field) => field.name);
  if (names.every((it) => lists[it] === undefined)) {
    const hint =
      'To copy the ID of an audience, open Audiences > ⋮ > Copy ID. The ID of a person is the one that your identity provider uses.';
    missing(`${name} has no recipients`, names, hint, diagnostics);
  }
  warnOfNobody(layer, name, diagnostics);
}

const COPY_TEMPLATE =
  'To copy its ID, open Communication Center > New Notification > Custom Templates, and hover over the template.';

function missing(
  what: string,
  names: readonly (TextField | ListField)[],
  hint: string,
  { errors }: Diagnostics,
): void {
  const [input = ''] = names.map(inputName);
  const ways = names.map((name) => `the input \`${inputName(name)}\` or the field \`${name}\``);
  const message = `${what}. Set ${ways.join(', or ')}.`;
  errors.push({ code: 'payload-invalid', message, hint, location: { input } });
}

/** @returns the IDs of a list; none where an expression gave an empty list. */
export function presentIn(ids: readonly Given<string>[]): readonly Given<string>[] {
  return ids.filter((id) => id.emptiedBy === undefined);
}

/** Recipients that were computed, and came out as an empty list. */
function warnOfNobody({ lists }: Layer, name: string, diagnostics: Diagnostics): void {
  const recipients = recipientFields.flatMap((field) => lists[field.name] ?? []);
  const [first] = recipients;
  if (first === undefined || presentIn(recipients).length > 0) return;
  const sources = recipients.map(({ emptiedBy }) => emptiedBy).join(', ');
  const came = recipients.length === 1 ? 'evaluates to an empty list' : 'evaluate to empty lists';
  const message = `${name} is skipped, because it has no recipients: ${sources} ${came}.`;
  diagnostics.warnings.push({ level: 'warning', message, location: first.location });
}

function hintForOne({ kind, hint }: WrongId): string {
  if (kind === 'placeholder') return `${hint} ${COPY_TEMPLATE}`;
  return kind === undefined ? hint : 'Write one ID, on one line.';
}

function hintForList({ kind, hint }: WrongId, { input, key }: Location): string {
  const isInput = key === undefined;
  const folded = ` A workflow folds lines without \`|\` after the key: \`${input}: |\`.`;
  return kind === 'folded' && isInput ? hint + folded : hint;
}

/** Notifications share the IDs of a layer that is merged into each. */
const checked = new WeakSet<Given<string>>();

/** Reports (`payload-invalid`) each ID that can be no ID. IDs of recipients are not quoted. */
export function checkIds({ texts, lists }: Layer, { errors, quote }: Diagnostics): void {
  const check = (given: Given<string>, isPrivate: boolean, isSingle = false): void => {
    const { value, location } = given;
    const wrong = checked.has(given) ? undefined : findWrongId(value);
    checked.add(given);
    if (wrong === undefined) return;
    const found = isPrivate ? '' : ` (found "${quote(value)}")`;
    const message = `The ID in \`${location.key ?? location.input}\` ${wrong.reason}${found}.`;
    const hint = isSingle ? hintForOne(wrong) : hintForList(wrong, location);
    errors.push({ code: 'payload-invalid', message, hint, location });
  };
  for (const { name, kind } of textFields) {
    const given = texts[name];
    if (kind === 'id' && given !== undefined) check(given, false, true);
  }
  for (const { name, kind } of listFields) {
    for (const given of lists[name] ?? []) check(given, kind === 'recipients');
  }
}
