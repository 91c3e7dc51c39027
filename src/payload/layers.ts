/** Merges layers by precedence, and checks what they come to. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { type Field, listFields, recipientFields, textFields } from '../fields.ts';
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
  const condition = layers.findLast((layer) => layer.condition !== undefined)?.condition;
  return {
    ...(condition !== undefined && { condition }),
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
 */
export function checkValueCount(
  stacks: readonly (readonly Layer[])[],
  { errors }: Diagnostics,
): boolean {
  let count = 0;
  for (const layers of stacks) {
    const { override, additional } = mergeLayers(layers);
    count += override.size + additional.size;
    if (count <= MAX_VALUES) continue;
    const message = `The notifications have more than ${MAX_VALUES} overrides and further fields in total.`;
    const hint =
      'Split the notifications over several steps, or move shared values into the template.';
    const location = [...override.values(), ...additional.values()].at(-1)?.location;
    errors.push({ code: 'payload-invalid', message, hint, location });
    return false;
  }
  return true;
}

/** Reports (`payload-invalid`) `[]` in an input over recipients: it can be meant in two ways. */
export function checkEmptyLists(
  documents: readonly DocumentLayers[],
  top: Layer,
  { errors }: Diagnostics,
): void {
  const below = documents.flatMap(({ layers }) => layers);
  for (const { name, input } of recipientFields) {
    const isEmpty = top.lists[name]?.some(({ emptiedBy }) => emptiedBy !== undefined);
    const isBelow = below.some(({ lists }) => lists[name]?.some((given) => !given.failed));
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

/** Reports (`payload-invalid`) a missing template or recipients, and warns if none is left. */
export function checkRequired(layer: Layer, name: string, diagnostics: Diagnostics): void {
  const { texts, lists } = layer;
  if (texts.templateId === undefined) {
    const template = textFields.filter((field) => field.name === 'templateId');
    missing(`${name} has no template`, template, COPY_TEMPLATE, diagnostics);
  }
  if (recipientFields.every((field) => lists[field.name] === undefined)) {
    const hint =
      'To copy the ID of an audience, open Audiences > ⋮ > Copy ID. The ID of a person is the one that your identity provider uses.';
    missing(`${name} has no recipients`, recipientFields, hint, diagnostics);
  }
  warnOfNobody(layer, name, diagnostics);
}

const COPY_TEMPLATE =
  'To copy its ID, open Communication Center > New Notification > Custom Templates, and hover over the template.';

function missing(
  what: string,
  fields: readonly Field[],
  hint: string,
  { errors }: Diagnostics,
): void {
  const [{ input = '' } = {}] = fields;
  const ways = fields.map((it) => `the input \`${it.input}\` or the field \`${it.name}\``);
  const message = `${what}. Set ${ways.join(', or ')}.`;
  errors.push({ code: 'payload-invalid', message, hint, location: { input } });
}

/** @returns the IDs of a list; none where an expression gave an empty list. */
export function presentIn(ids: readonly Given<string>[]): readonly Given<string>[] {
  return ids.filter((id) => id.emptiedBy === undefined);
}

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

/** Warns of logins in lists that take none. */
export function warnOfLogins({ lists }: Layer, { warnings }: Diagnostics): void {
  const logins = recipientFields.find(({ takesLogins }) => takesLogins);
  for (const { name, takesLogins } of recipientFields) {
    const found = takesLogins ? undefined : lists[name]?.find(({ value }) => value.startsWith('@'));
    if (found === undefined) continue;
    const { location } = found;
    const message = `An ID in \`${location.key ?? location.input}\` begins with \`@\`, and is sent as it is.`;
    const hint = `Put GitHub logins and teams in \`${location.key ? logins?.name : logins?.input}\`.`;
    warnings.push({ level: 'warning', message, hint, location });
  }
}

/** Notifications share the IDs of a layer that is merged into each. */
const checked = new WeakSet<Given<string>>();

/** Reports (`payload-invalid`) each ID that can be no ID. IDs of recipients are not quoted. */
export function checkIds({ texts, lists }: Layer, { errors, quote }: Diagnostics): void {
  const check = (given: Given<string>, { kind }: Field, item = ''): void => {
    if (checked.has(given)) return;
    checked.add(given);
    const { value, location } = given;
    const where = `\`${location.key ?? location.input}\`${item}`;
    const wrong = findWrongId(value);
    if (wrong !== undefined) {
      const found = kind === 'recipients' ? '' : ` (found "${quote(value)}")`;
      const message = `The ID in ${where} ${wrong.reason}${found}.`;
      const hint = kind === 'id' ? hintForOne(wrong) : hintForList(wrong, location);
      errors.push({ code: 'payload-invalid', message, hint, location });
    }
  };
  for (const field of textFields) {
    const given = texts[field.name];
    if (field.kind === 'id' && given !== undefined) check(given, field);
  }
  for (const field of listFields) {
    const ids = lists[field.name] ?? [];
    for (const [index, given] of ids.entries()) {
      // The path of an item of a list has its number already.
      const isNumbered = ids.length === 1 || given.location.key?.endsWith(']');
      check(given, field, isNumbered ? '' : ` (item ${index + 1} of ${ids.length})`);
    }
  }
}
