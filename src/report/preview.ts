/** Shows what deliveries contain, without naming a recipient. */

import type { Delivery } from '../delivery/plan.ts';
import {
  type Field,
  type Recipients,
  recipientFields,
  type TextField,
  textFields,
} from '../fields.ts';
import { hideMailboxes } from '../text/escape.ts';
import { plural } from '../text/format.ts';
import { distinctBy } from '../text/once.ts';
import { type Markdown, table } from './markdown.ts';

/** What is shown of a plan, which may have 500 deliveries: notifications, and deliveries of each. */
const MAX_NOTIFICATIONS = 5;
const MAX_DELIVERIES = 5;

/** Letters of one body, which may have 1 MiB. */
export const MAX_BODY_LETTERS = 8000;

/** One notification, and its deliveries that are shown, the first one included. */
interface Preview {
  readonly first: Delivery;
  readonly shown: readonly Delivery[];
  readonly hiddenCount: number;
}

/** @returns the deliveries that have a request body. The others are skipped by `if` or `when`. */
export function withBody(plan: readonly Delivery[]): readonly Delivery[] {
  return plan.filter(({ written }) => written !== undefined);
}

/**
 * @param plan deliveries that have a request body.
 * @returns the part of the plan that log and job summary show, notification by notification, in its order.
 */
export function previewsOf(plan: readonly Delivery[]): readonly Preview[] {
  const firsts = distinctBy(plan, ({ notification }) => notification);
  return firsts.slice(0, MAX_NOTIFICATIONS).map((first) => {
    const deliveries = plan.filter(({ notification }) => notification === first.notification);
    const shown = deliveries.slice(0, MAX_DELIVERIES);
    return { first, shown, hiddenCount: deliveries.length - shown.length };
  });
}

/** @returns how many recipients of each kind a delivery reaches. */
export function recipientCounts({ recipients }: Delivery): string {
  return recipientFields.flatMap((field) => countOf(field, recipients)).join(' and ') || 'no one';
}

/** One text, or none where no one is reached. */
function countOf(
  { name, recipient = [name, name] }: (typeof recipientFields)[number],
  ids: Recipients,
): readonly string[] {
  const count = ids[name]?.length ?? 0;
  return count === 0 ? [] : [plural(count, ...recipient)];
}

/** UTF-16 units of one value: more than are shown of a body. */
const MAX_UNITS = 10 * MAX_BODY_LETTERS;

/** Overrides of one body. Each takes more than 50 letters, so more would be cut. */
const MAX_OVERRIDES = 200;

/**
 * @returns the start of the request body, indented, with numbers in place of recipients, and without
 * mailboxes.
 */
export function bodyWithoutRecipients({ written, recipients }: Delivery): string {
  const notification = written?.notification ?? {};
  const { override } = notification;
  const counted = recipientFields
    .filter(({ name }) => Array.isArray(notification[name]))
    .map((field) => [field.name, countOf(field, recipients)] as const);
  return JSON.stringify(
    {
      notification: {
        ...notification,
        ...(Array.isArray(override) && { override: override.slice(0, MAX_OVERRIDES) }),
        ...Object.fromEntries(counted),
      },
    },
    (_, value) => (typeof value === 'string' ? hideMailboxes(value.slice(0, MAX_UNITS)) : value),
    2,
  );
}

/** What the job summary shows of a notification. */
const MAX_OVERRIDE_ROWS = 30;
const MAX_OVERRIDE_LETTERS = 300;

/** Letters of a name and of an ID in the job summary. */
export const MAX_NAME_LETTERS = 250;
export const MAX_ID_LETTERS = 100;

/**
 * @param isOnly whether the job summary shows no other notification. Its heading names this one then.
 * @returns a notification as people see it, and the request body of each of its deliveries, as Markdown.
 */
export function showPreview(
  { first, shown, hiddenCount }: Preview,
  markdown: Markdown,
  isOnly: boolean,
): readonly string[] {
  const others = shown.length - 1 + hiddenCount;
  const heading = `#### ${markdown.text(first.name, MAX_NAME_LETTERS)}${others === 0 ? '' : ` and ${others} more`}`;
  return [
    ...(isOnly ? [] : [heading]),
    table(['What recipients see', ''], notificationRows(first, markdown)),
    ...shown.map((delivery) =>
      markdown.folded(
        isOnly && others === 0 ? 'Request body' : `Request body: ${delivery.name}`,
        bodyWithoutRecipients(delivery),
        MAX_BODY_LETTERS,
      ),
    ),
    ...more(hiddenCount, 'request body', 'request bodies'),
  ];
}

/** @returns how much is not shown, as a sentence; nothing where everything is. */
export function more(count: number, noun: string, nouns = `${noun}s`): readonly string[] {
  return count > 0 ? [`And ${plural(count, `more ${noun}`, `more ${nouns}`)}.`] : [];
}

/** What people read comes first. */
const rowFields: readonly (Field & { readonly name: TextField })[] = textFields.toSorted(
  (a, b) => Number(b.kind === 'text') - Number(a.kind === 'text'),
);

function notificationRows(
  { notification }: Delivery,
  { text, code }: Markdown,
): readonly (readonly string[])[] {
  // No request holds a secret, so this may come before the redaction.
  const show = (value: string, letters?: number): string => text(hideMailboxes(value), letters);
  return [
    ...rowFields.flatMap(({ name, kind, row }) => {
      const value = notification[name];
      if (row === undefined || (value === undefined && row.absent === undefined)) return [];
      if (value === undefined) return [[row.label, `<em>${row.absent}</em>`]];
      return [[row.label, show(kind === 'date' ? `${value} UTC` : value)]];
    }),
    ...notification.override
      .slice(0, MAX_OVERRIDE_ROWS)
      .map(({ key, value }) => [code(key, MAX_ID_LETTERS), show(value, MAX_OVERRIDE_LETTERS)]),
  ];
}
