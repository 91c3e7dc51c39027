/** Makes a notification of merged layers, and reports what it lacks. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { inputName, type ListField, listFields, type TextField, textFields } from '../fields.ts';
import { didYouMean } from '../text/names.ts';
import type { Given, Layer } from './layers.ts';
import { readSchedule } from './schedule.ts';
import { warnOfTexts } from './text-warnings.ts';

/** How a notification shows. WalkMe documents `Push`; the spelling of `Popup` is unverified. */
export const notificationTypes = { push: 'Push', popup: 'Popup' } as const;

/** One notification, complete; what was not given is absent. */
export type Notification = Readonly<Partial<Record<TextField, string>>> &
  Readonly<Partial<Record<ListField, readonly string[]>>> & {
    readonly templateId: string;
    readonly override: readonly { readonly key: string; readonly value: string }[];
    readonly additional: Readonly<Record<string, unknown>>;
    /** Where each of `endUsersIds` was written; absent where there is none. */
    readonly personLocations?: ReadonlyMap<string, Location>;
  };

/**
 * Judges a merged layer. Errors (`payload-invalid`) and warnings go to `diagnostics`.
 * @param name what to call it in messages: `The notification`, or `notifications[2]`.
 */
export function completeNotification(
  layer: Layer,
  name: string,
  nowMs: number,
  diagnostics: Diagnostics,
): Notification {
  const { texts, lists, override } = layer;
  if (texts.templateId === undefined) {
    missing(`${name} has no template`, ['templateId'], diagnostics);
  }
  if (lists.endUsersIds === undefined && lists.audiencesIds === undefined) {
    missing(`${name} has no recipients`, ['endUsersIds', 'audiencesIds'], diagnostics);
  }
  const people = presentIn(lists.endUsersIds ?? []).map(
    ({ value, location }) => [value, location] as const,
  );
  warnOfNobody(layer, name, diagnostics);
  warnOfTexts(layer, diagnostics);
  return {
    ...readTexts(texts, nowMs, diagnostics),
    ...readLists(lists),
    override: Array.from(override, ([key, given]) => pairOf(key, given)),
    additional: Object.fromEntries([...layer.additional].map(([key, { value }]) => [key, value])),
    ...(people.length > 0 && { personLocations: new Map(people) }),
  };
}

type Pair = Notification['override'][number];

/** Notifications share the pairs of a layer that is merged into each: a plan may have millions. */
const pairs = new WeakMap<Given<string>, Pair>();

function pairOf(key: string, given: Given<string>): Pair {
  const pair = pairs.get(given) ?? { key, value: withoutLineEnd(given.value) };
  pairs.set(given, pair);
  return pair;
}

/** The type and the dates are checked, and written as WalkMe does. */
function readTexts(
  texts: Layer['texts'],
  nowMs: number,
  diagnostics: Diagnostics,
): Pick<Notification, TextField> {
  const type = readType(texts.notificationType, diagnostics);
  const schedule = readSchedule(texts.startAt, texts.endAt, nowMs, diagnostics);
  const read = (field: (typeof textFields)[number]): string | undefined => {
    switch (field.kind) {
      case 'id':
      case 'text':
        return texts[field.name]?.value;
      case 'date':
        return schedule[field.name];
      case 'type':
        return type;
    }
  };
  const given = textFields.flatMap((field): [TextField, string][] => {
    const value = read(field) ?? '';
    return value === '' ? [] : [[field.name, value]];
  });
  return { templateId: '', ...Object.fromEntries(given) };
}

function readLists(lists: Layer['lists']): Pick<Notification, ListField> {
  const given = listFields.flatMap(({ name }): [ListField, readonly string[]][] => {
    const ids = lists[name];
    if (ids === undefined) return [];
    return [[name, [...new Set(presentIn(ids).map(({ value }) => value))]]];
  });
  return Object.fromEntries(given);
}

/** A link loses the line end of its YAML block. Other texts keep theirs. */
function withoutLineEnd(value: string): string {
  const trimmed = value.trimEnd();
  return LINK.test(trimmed) ? trimmed : value;
}

const LINK = /^(?:[a-z][a-z0-9+.-]*:\/\/|mailto:|tel:|www\.)\S+$/i;

/** The ids of a list; none where an expression gave an empty list. */
function presentIn(ids: readonly Given<string>[]): readonly Given<string>[] {
  return ids.filter((id) => id.emptiedBy === undefined);
}

function missing(
  what: string,
  fields: readonly (TextField | ListField)[],
  diagnostics: Diagnostics,
): void {
  const [first = 'templateId'] = fields;
  const ways = fields.map((field) => `the input \`${inputName(field)}\` or the field \`${field}\``);
  diagnostics.errors.push({
    code: 'payload-invalid',
    message: `${what}. Set ${ways.join(', or ')}.`,
    location: { input: inputName(first) },
    hint:
      first === 'templateId'
        ? 'To copy its id, open Communication Center > New Notification > Custom Templates, and hover over the template.'
        : 'To copy the id of an audience, open Audiences > ⋮ > Copy ID. People have the identifier that your identity provider uses.',
  });
}

function readType(given: Given<string> | undefined, diagnostics: Diagnostics): string | undefined {
  if (given === undefined || given.failed) return undefined;
  const wanted = given.value.trim().toLowerCase();
  if (wanted === 'push' || wanted === 'popup') return notificationTypes[wanted];
  diagnostics.errors.push({
    code: 'payload-invalid',
    message: `The notification type must be push or popup, found "${diagnostics.quote(given.value)}".${didYouMean(wanted, ['push', 'popup'])}`,
    location: given.location,
  });
  return undefined;
}

/** Recipients that were computed, and came out as an empty list. */
function warnOfNobody({ lists }: Layer, name: string, diagnostics: Diagnostics): void {
  const recipients = [...(lists.endUsersIds ?? []), ...(lists.audiencesIds ?? [])];
  const [first] = recipients;
  if (first === undefined || presentIn(recipients).length > 0) return;
  const sources = recipients.map(({ emptiedBy }) => emptiedBy).join(', ');
  const came = recipients.length === 1 ? 'evaluates to an empty list' : 'evaluate to empty lists';
  diagnostics.warnings.push({
    level: 'warning',
    message: `${name} is skipped, because it has no recipients: ${sources} ${came}.`,
    location: first.location,
  });
}
