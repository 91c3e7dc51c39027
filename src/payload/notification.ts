/** Makes a notification of merged layers, and reports what it lacks. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { type ListField, recipientFields, type TextField, textFields } from '../fields.ts';
import type { Given, Layer } from '../layer.ts';
import { didYouMean } from '../text/names.ts';
import { withoutSecretLooks } from '../text/secret-looks.ts';
import { checkIds, checkRequired, presentIn, warnOfLogins } from './layers.ts';
import { readSchedule } from './schedule.ts';
import { warnOfTexts } from './text-warnings.ts';

/** How a notification shows. WalkMe documents `Push`; the spelling of `Popup` is unverified. */
const types = { push: 'Push', popup: 'Popup' } as const;

/** One notification, complete; what was not given is absent. */
export type Notification = Readonly<Partial<Record<TextField, string>>> &
  Readonly<Partial<Record<ListField, readonly string[]>>> & {
    readonly templateId: string;
    readonly override: readonly { readonly key: string; readonly value: string }[];
    readonly additional: Readonly<Record<string, unknown>>;
    /** What decided that it is not sent. Then nothing of it is evaluated or judged. */
    readonly skippedBy?: 'if' | 'when';
    /** Where each recipient that may be a login was written; absent where there is none. */
    readonly personLocations?: ReadonlyMap<string, Location>;
  };

interface NotificationOptions {
  /** What to call it in messages: `The notification`, or `notifications[2]`. */
  readonly name: string;
  readonly nowMs: number;
  /** The only recipients, where the input `test-recipients` is set. */
  readonly testRecipients: readonly string[] | undefined;
  readonly holdsSecret: (text: string) => boolean;
}

const loginFields = recipientFields.filter(({ takesLogins }) => takesLogins);

/** Judges a merged layer. Errors (`payload-invalid`) and warnings go to `diagnostics`. */
export function completeNotification(
  merged: Layer,
  { name, nowMs, testRecipients, holdsSecret }: NotificationOptions,
  diagnostics: Diagnostics,
): Notification {
  checkIds(merged, diagnostics);
  const layer = testRecipients === undefined ? merged : toTest(merged, testRecipients, diagnostics);
  const { texts, lists, override } = layer;
  checkRequired(layer, name, diagnostics);
  warnOfLogins(layer, diagnostics);
  const people = loginFields
    .flatMap((field) => presentIn(lists[field.name] ?? []))
    .map(({ value, location }) => [value, location] as const);
  warnOfTexts(layer, diagnostics);
  const safe: Safe = (given) => withoutSecretLooks(given, holdsSecret, diagnostics);
  return {
    ...readTexts(texts, nowMs, safe, diagnostics),
    ...readLists(lists),
    override: Array.from(override, ([key, given]) => pairOf(key, given, safe)),
    additional: Object.fromEntries(
      Array.from(layer.additional, ([key, given]) => [key, safe(given)]),
    ),
    ...(people.length > 0 && { personLocations: new Map(people) }),
  };
}

/** @returns a notification that is not sent: what of it is known without evaluating anything. */
export function skippedNotification(
  { texts, lists }: Layer,
  skippedBy: 'if' | 'when',
): Notification {
  const known = Object.entries(texts).filter(([, given]) => !given.failed);
  const values = Object.fromEntries(known.map(([name, { value }]) => [name, value]));
  const systems = lists.systemId?.filter(({ failed }) => !failed).map(({ value }) => value) ?? [];
  return { templateId: '', ...values, systemId: systems, override: [], additional: {}, skippedBy };
}

function toTest(layer: Layer, testRecipients: readonly string[], diagnostics: Diagnostics): Layer {
  const location = { input: 'test-recipients' };
  const testers = testRecipients.map((value) => ({ value, location }));
  const names: readonly string[] = recipientFields.map(({ name }) => name);
  const others = Object.entries(layer.lists).filter(([name]) => !names.includes(name));
  const people = loginFields.slice(0, 1).map(({ name }) => [name, testers]);
  const test = { ...layer, lists: Object.fromEntries([...others, ...people]) };
  checkIds(test, diagnostics);
  return test;
}

/** The value without what looks like a secret. */
type Safe = (given: Given<unknown>) => unknown;

type Pair = Notification['override'][number];

/** Notifications share the pairs of a layer that is merged into each: a plan may have millions. */
const pairs = new WeakMap<Given<string>, Pair>();

function pairOf(key: string, given: Given<string>, safe: Safe): Pair {
  const known = pairs.get(given);
  if (known !== undefined) return known;
  const value = String(safe(given));
  const trimmed = value.trim();
  // A link loses the whitespace around it, such as the line end of its YAML block.
  const pair = { key, value: LINK.test(trimmed) ? trimmed : value };
  pairs.set(given, pair);
  return pair;
}

const LINK = /^(?:[a-z][a-z0-9+.-]*:\/\/|mailto:|tel:|www\.)\S+$/i;

/** The type and the dates are checked, and written as WalkMe does. */
function readTexts(
  texts: Layer['texts'],
  nowMs: number,
  safe: Safe,
  diagnostics: Diagnostics,
): Pick<Notification, TextField> {
  const type = readType(texts.notificationType, diagnostics);
  const schedule = readSchedule(texts.startAt, texts.endAt, nowMs, diagnostics);
  const read = (field: (typeof textFields)[number]): string | undefined => {
    const given = texts[field.name];
    switch (field.kind) {
      case 'id':
        return given?.value;
      case 'text':
        return given && String(safe(given));
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
  const distinct = Object.entries(lists).map(([name, ids]) => {
    return [name, [...new Set(presentIn(ids).map(({ value }) => value))]];
  });
  return Object.fromEntries(distinct);
}

function readType(
  given: Given<string> | undefined,
  { errors, quote }: Diagnostics,
): string | undefined {
  if (given === undefined || given.failed) return undefined;
  const wanted = given.value.trim().toLowerCase();
  if (wanted === 'push' || wanted === 'popup') return types[wanted];
  const meant = didYouMean(wanted, ['push', 'popup']);
  const message = `The notification type must be push or popup, found "${quote(given.value)}".${meant}`;
  errors.push({ code: 'payload-invalid', message, location: given.location });
  return undefined;
}
