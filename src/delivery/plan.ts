/** Plans the deliveries: one for each notification and system. */

import { cancelledFault, type Diagnostics } from '../diagnostics.ts';
import { createYield } from '../event-loop.ts';
import { type Recipients, recipientFields, recipientIds } from '../fields.ts';
import type { Notification } from '../payload/notification.ts';
import type { World } from '../world.ts';
import { bodyOf, checkSecrets, checkSize, type RequestBody, requestBody } from './body.ts';

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

/** @returns whether no recipient is left to send it to. */
export function reachesNobody({ recipients }: Delivery): boolean {
  return recipientIds(recipients).length === 0;
}

/** What the plan is made of besides the notifications. */
interface PlanSources {
  /** The ids of each recipient written as `@login`. */
  readonly people: ReadonlyMap<string, readonly string[]>;
  readonly holdsSecret: (text: string) => boolean;
  /** Whether all go to `test-recipients`, so that equal requests differ in whom they are meant for. */
  readonly isTest: boolean;
}

/** Deliveries in one step (interface, section 3). */
export const MAX_DELIVERIES = 500;

/**
 * Yields the planned deliveries: notifications outer, systems inner. Errors (`payload-invalid`), and a warning
 * about each request that equals an earlier one, go to `diagnostics`.
 */
export function* planDeliveries(
  notifications: readonly Notification[],
  sources: PlanSources,
  diagnostics: Diagnostics,
): Generator<Delivery> {
  const wanted = notifications.flatMap(forSystems);
  if (wanted.length > MAX_DELIVERIES) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `The step has ${wanted.length} deliveries, but ${MAX_DELIVERIES} is the maximum.`,
      hint: 'Use audiences to reach more people, or split the systems over several steps.',
    });
    return;
  }
  const planned = new Map<string, Delivery>();
  const searched = new Set<Notification>();
  for (const named of withNames(wanted, diagnostics.quote)) {
    const delivery = toDelivery(named, sources);
    const { name, written } = delivery;
    if (written === undefined) {
      yield delivery;
      continue;
    }
    const body = bodyOf(delivery);
    const hash = wanted.length === 1 ? '' : hashOf(body);
    const earlier = sources.isTest ? undefined : planned.get(hash);
    if (earlier !== undefined) {
      const message = `${name} equals ${earlier.name}, so its recipients are notified twice.`;
      diagnostics.warnings.push({ level: 'warning', message, hint: 'Remove one of the two.' });
    }
    checkSize(name, body, diagnostics);
    // Of two requests of one notification, only the system differs.
    const { holdsSecret } = sources;
    if (!searched.has(named.notification) || holdsSecret(`${named.systemId}`)) {
      checkSecrets(name, body, written, holdsSecret, diagnostics);
    }
    searched.add(named.notification);
    planned.set(hash, earlier ?? delivery);
    yield delivery;
  }
}

/** Collects a plan. 500 large requests take seconds. @throws {Fault} when the job is cancelled meanwhile. */
export async function collectPlan(
  plan: Iterable<Delivery>,
  world: Pick<World, 'now' | 'sleep' | 'signal'>,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  const yieldIfBusy = createYield(world);
  for (const delivery of plan) {
    deliveries.push(delivery);
    if ((await yieldIfBusy()) && world.signal.aborted) throw cancelledFault();
  }
  return deliveries;
}

function forSystems(notification: Notification, index: number): readonly UnnamedDelivery[] {
  const { systemId: systems = [] } = notification;
  const targets = systems.length > 0 ? systems : [null];
  return targets.map((systemId) => ({ notification, index, systemId }));
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
