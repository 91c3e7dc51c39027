/** Plans the deliveries: one for each notification and system. */

import type { Diagnostics } from '../diagnostics.ts';
import { fields, type Recipients, recipientFields, recipientIds } from '../fields.ts';
import type { Notification } from '../payload/notification.ts';

/** One notification to one system. */
export interface Delivery {
  /** Tells it from the other deliveries, in messages and outputs. On one line. */
  readonly name: string;
  /** `null`: the account's only system. */
  readonly systemId: string | null;
  readonly notification: Notification;
  /** Whom it is sent to, with each `@login` resolved. */
  readonly recipients: Recipients;
  /**
   * The request body as the user wrote it: `@login` is in place of the ids of that person. Nothing for a
   * notification that `if` or `when` skips.
   */
  readonly written: RequestBody | undefined;
}

/** @returns the request body. A plan may have 500 of 1 MiB each, so none is kept. */
export function bodyOf(delivery: Delivery): string {
  return JSON.stringify(requestBody(delivery));
}

/** @returns whether no recipient is left to send it to. */
export function reachesNobody({ recipients }: Delivery): boolean {
  return recipientIds(recipients).length === 0;
}

/** What the plan is made of besides the notifications. */
interface PlanSources {
  /** The ids of each recipient written as `@login`. */
  readonly people: ReadonlyMap<string, readonly string[]>;
  readonly holdsSecret: (text: string) => boolean;
}

/** Deliveries in one step (interface, section 3). */
export const MAX_DELIVERIES = 500;

/** Bytes of one request body (interface, section 3). */
export const MAX_BODY_BYTES = 1_048_576;

/**
 * Plans the deliveries: notifications outer, systems inner. A request that equals an earlier one is
 * left out, with a warning. Errors (`payload-invalid`) go to `diagnostics`.
 */
export function planDeliveries(
  notifications: readonly Notification[],
  sources: PlanSources,
  diagnostics: Diagnostics,
): readonly Delivery[] {
  const wanted = notifications.flatMap((notification, index) => {
    const { systemId: systems = [] } = notification;
    const targets = systems.length > 0 ? systems : [null];
    return targets.map((systemId) => ({ notification, index, systemId }));
  });
  if (wanted.length > MAX_DELIVERIES) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `The step has ${wanted.length} deliveries, but ${MAX_DELIVERIES} is the maximum.`,
      hint: 'Use audiences to reach more people, or split the systems over several steps.',
    });
    return [];
  }
  const planned = new Map<string, Delivery>();
  return withNames(wanted, diagnostics.quote).flatMap((named) => {
    const delivery = toDelivery(named, sources);
    if (delivery.written === undefined) return [delivery];
    const { name } = delivery;
    const body = bodyOf(delivery);
    const hash = wanted.length === 1 ? '' : hashOf(body);
    const earlier = planned.get(hash);
    if (earlier !== undefined) {
      const message = `${name}: this request equals that of ${earlier.name}, so it is sent only once.`;
      diagnostics.warnings.push({ level: 'warning', message });
      return [];
    }
    checkBody(body, name, sources, diagnostics);
    planned.set(hash, delivery);
    return [delivery];
  });
}

interface UnnamedDelivery {
  readonly notification: Notification;
  /** Position of the notification, from 0. */
  readonly index: number;
  readonly systemId: string | null;
}

type NamedDelivery = UnnamedDelivery & Pick<Delivery, 'name'>;

/** UTF-16 units of a title in a name. */
const MAX_TITLE_LENGTH = 100;

/**
 * Names each delivery by its `title`, else its `runtimeTitle`, else its position, or `Notification` where
 * there is only one. Where the plan has several systems, the name has the system; where two
 * notifications have the same title, the position (interface, section 2).
 */
export function withNames(
  deliveries: readonly UnnamedDelivery[],
  quote: Diagnostics['quote'],
): readonly NamedDelivery[] {
  const count = new Set(deliveries.map(({ index }) => index)).size;
  const hasSystems = new Set(deliveries.map(({ systemId }) => systemId)).size > 1;
  const titled = deliveries.map((delivery) => {
    const { title, runtimeTitle = '' } = delivery.notification;
    return { delivery, title: quote(title ?? runtimeTitle, MAX_TITLE_LENGTH) };
  });
  return titled.map(({ delivery, title }) => {
    const { index, systemId, notification } = delivery;
    const isOnly = count === 1 && notification.skippedBy !== 'if';
    const position = isOnly ? 'Notification' : `notifications[${index}]`;
    const isShared = titled.some((it) => it.title === title && it.delivery.index !== index);
    const details = [
      ...(title !== '' && isShared ? [position] : []),
      ...(hasSystems && systemId !== null ? [`system ${quote(systemId, MAX_TITLE_LENGTH)}`] : []),
    ];
    const suffix = details.length > 0 ? ` (${details.join(', ')})` : '';
    return { ...delivery, name: `${title || position}${suffix}` };
  });
}

/** Not imported, because a plan of one delivery does not need it. */
function hashOf(text: string): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', text);
}

function checkBody(
  body: string,
  name: string,
  { holdsSecret }: PlanSources,
  { errors }: Diagnostics,
): void {
  const code = 'payload-invalid';
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    const hint = 'Shorten its texts, or send to audiences instead of single people.';
    errors.push({ code, message: `${name}: the request is larger than 1 MiB.`, hint });
  }
  if (holdsSecret(body)) {
    const message = `${name}: the request contains a secret of this step, such as the client secret.`;
    const hint = 'Nothing was sent. Find the field that contains the secret, and remove it.';
    errors.push({ code, message, hint });
  }
}

function toDelivery(
  { notification, systemId, name }: NamedDelivery,
  { people }: PlanSources,
): Delivery {
  const resolved = recipientFields.map(({ name: field, takesLogins }) => {
    const ids = notification[field] ?? [];
    const sent = takesLogins ? ids.flatMap((written) => people.get(written) ?? [written]) : ids;
    return [field, [...new Set(sent)]] as const;
  });
  const recipients: Recipients = Object.fromEntries(resolved);
  const isSkipped = notification.skippedBy !== undefined;
  const asWritten = { notification, systemId, recipients: notification };
  const written = isSkipped ? undefined : requestBody(asWritten);
  return { name, systemId, notification, recipients, written };
}

interface RequestBody {
  readonly notification: Readonly<Record<string, unknown>>;
}

/**
 * What was not given is absent.
 * @see https://support.walkme.com/knowledge-base/workstation-notifications-api
 */
function requestBody({
  notification,
  systemId,
  recipients,
}: Pick<Delivery, 'notification' | 'systemId' | 'recipients'>): RequestBody {
  const sent = { ...notification, ...recipients, systemId };
  const entries = fields.flatMap((field): (readonly [string, unknown])[] => {
    if (field.kind === 'additional') return Object.entries(notification.additional);
    const value = sent[field.name] ?? '';
    return value.length === 0 ? [] : [[field.name, value]];
  });
  return { notification: Object.fromEntries(entries) };
}
