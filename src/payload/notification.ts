/** Layers in, a complete notification out, or what it lacks. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { didYouMean } from '../text/names.ts';
import { type Given, inputName, type Layer, type ListField, type TextField } from './layers.ts';
import { readSchedule } from './schedule.ts';

/** How a notification shows. WalkMe documents `Push`; the spelling of `Popup` is unverified. */
export const notificationTypes = { push: 'Push', popup: 'Popup' } as const;

/** One notification, complete; what was not given is absent. */
export interface Notification {
  /** Systems to send it to, one request each; empty: the account's only system. */
  readonly systemIds: readonly string[];
  readonly templateId: string;
  /** As written: `@login` stands for a person that is looked up later. */
  readonly endUsersIds: readonly string[];
  readonly audiencesIds: readonly string[];
  readonly notificationType?: (typeof notificationTypes)[keyof typeof notificationTypes];
  readonly title?: string;
  readonly runtimeTitle?: string;
  readonly runtimeDescription?: string;
  readonly startAt?: string;
  readonly endAt?: string;
  readonly override: readonly { readonly key: string; readonly value: string }[];
  readonly additional: Readonly<Record<string, unknown>>;
  /** Where each `@login` was written; absent where there is none. */
  readonly loginLocations?: ReadonlyMap<string, Location>;
}

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
  const { texts, override } = layer;
  const ids = (field: ListField): readonly string[] => [
    ...new Set(layer.lists[field]?.map((given) => given.value)),
  ];
  const text = (field: TextField): string => texts[field]?.value ?? '';
  if (texts.templateId === undefined) {
    missing(`${name} has no template`, ['templateId'], diagnostics);
  }
  const { endUsersIds, audiencesIds } = layer.lists;
  if (endUsersIds === undefined && audiencesIds === undefined) {
    missing(`${name} has no recipients`, ['endUsersIds', 'audiencesIds'], diagnostics);
  }
  const logins = (endUsersIds ?? [])
    .filter(({ value }) => value.startsWith('@'))
    .map(({ value, location }) => [value, location] as const);
  const type = readType(texts.notificationType, diagnostics);
  warnOfLeftovers(layer, diagnostics);
  return {
    systemIds: ids('systemIds'),
    templateId: text('templateId'),
    endUsersIds: ids('endUsersIds'),
    audiencesIds: ids('audiencesIds'),
    ...(type && { notificationType: type }),
    ...(text('title') && { title: text('title') }),
    ...(text('runtimeTitle') && { runtimeTitle: text('runtimeTitle') }),
    ...(text('runtimeDescription') && { runtimeDescription: text('runtimeDescription') }),
    ...readSchedule(texts.startAt, texts.endAt, nowMs, diagnostics),
    override: [...override].map(([key, { value }]) => ({ key, value })),
    additional: Object.fromEntries([...layer.additional].map(([key, { value }]) => [key, value])),
    ...(logins.length > 0 && { loginLocations: new Map(logins) }),
  };
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
    message: `${what}: give ${ways.join(', or ')}.`,
    location: { input: inputName(first) },
    hint:
      first === 'templateId'
        ? 'Communication Center, New Notification, Custom Templates: hover over the template and copy its id.'
        : 'Audiences, the menu with three dots, Copy ID; or the identifiers by which your identity provider knows people.',
  });
}

function readType(
  given: Given<string> | undefined,
  diagnostics: Diagnostics,
): Notification['notificationType'] {
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

/** Hashes in a value are probably a placeholder that somebody forgot. */
function warnOfLeftovers({ override }: Layer, diagnostics: Diagnostics): void {
  for (const [key, { value, location }] of override) {
    const leftover = /###[^#\s]{1,60}###/.exec(value)?.[0];
    if (leftover !== undefined)
      warn(
        `The override \`${diagnostics.quote(key)}\` has the placeholder ${leftover} in its value`,
        location,
      );
  }
  function warn(what: string, location: Location): void {
    diagnostics.warnings.push({
      level: 'warning',
      message: `${what}: WalkMe replaces placeholders in the template, and it is unknown whether it does so here.`,
      location,
    });
  }
}
