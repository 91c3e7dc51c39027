/** Notifications in, the requests to send out: one for each system. */

import type { Diagnostics } from '../diagnostics.ts';
import { fields } from '../fields.ts';
import type { Notification } from '../payload/notification.ts';

/** One request, ready to be sent. */
export interface Delivery {
  /** What to call it in a message: its system, else its template. */
  readonly name: string;
  /** `null`: the account's only system. */
  readonly systemId: string | null;
  readonly notification: Notification;
  /** The people that it reaches: `@login` is resolved here. */
  readonly endUsersIds: readonly string[];
  /** The body to send. */
  readonly body: string;
  /** The body as the user wrote it: with `@login` where the request has a person's id. */
  readonly written: RequestBody;
}

/** @returns whether its recipients are all deliberately nobody. */
export function reachesNobody({ endUsersIds, notification }: Delivery): boolean {
  return endUsersIds.length === 0 && !notification.audiencesIds?.length;
}

/** What the plan is made of besides the notifications. */
export interface PlanSources {
  /** The ids that stand for a recipient written as `@login`. */
  readonly people: ReadonlyMap<string, readonly string[]>;
  readonly holdsSecret: (text: string) => boolean;
}

/** Requests in one step; more are a mistake, not an announcement (interface, section 3). */
export const MAX_DELIVERIES = 500;

/** Bytes of one request's body (interface, section 3). */
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
  const count = notifications.reduce((sum, it) => sum + systemsOf(it).length, 0);
  if (count > MAX_DELIVERIES) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `The plan has ${count} requests, and ${MAX_DELIVERIES} are allowed in one step.`,
      hint: 'Reach more people by an audience, or spread the systems over several steps.',
    });
    return [];
  }
  const planned = new Map<string, Delivery>();
  for (const [index, notification] of notifications.entries()) {
    for (const systemId of systemsOf(notification)) {
      const delivery = toDelivery(notification, systemId, sources);
      const name = notifications.length === 1 ? 'The request' : `\`notifications[${index}]\``;
      if (planned.has(delivery.body)) {
        diagnostics.warnings.push({
          level: 'warning',
          message: `${name} equals an earlier one to the letter: it is sent only once.`,
        });
      }
      judgeBody(delivery.body, name, sources, diagnostics);
      planned.set(delivery.body, planned.get(delivery.body) ?? delivery);
    }
  }
  return [...planned.values()];
}

/** `null`: the account's only system. */
function systemsOf({ systemId = [] }: Notification): readonly (string | null)[] {
  return systemId.length > 0 ? systemId : [null];
}

function judgeBody(
  body: string,
  name: string,
  sources: PlanSources,
  diagnostics: Diagnostics,
): void {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `${name} is longer than 1 MiB.`,
      hint: 'Shorten its text, or reach the people by an audience instead of one by one.',
    });
  }
  if (sources.holdsSecret(body)) {
    diagnostics.errors.push({
      code: 'payload-invalid',
      message: `${name} contains a secret of this step, such as the client secret.`,
      hint: 'Nothing was sent. Find the field that the secret got into, and take it out.',
    });
  }
}

function toDelivery(
  notification: Notification,
  systemId: string | null,
  { people }: PlanSources,
): Delivery {
  const ids = (notification.endUsersIds ?? []).flatMap(
    (written) => people.get(written) ?? [written],
  );
  const endUsersIds = [...new Set(ids)];
  const name = systemId === null ? `Template ${notification.templateId}` : `System ${systemId}`;
  const body = JSON.stringify(requestBody(notification, systemId, endUsersIds));
  const written = requestBody(notification, systemId, notification.endUsersIds ?? []);
  return { name, systemId, notification, endUsersIds, body, written };
}

/** What the service expects. */
export interface RequestBody {
  readonly notification: Readonly<Record<string, unknown>>;
}

/**
 * What was not given is absent.
 * @see https://support.walkme.com/knowledge-base/workstation-notifications-api
 */
function requestBody(
  notification: Notification,
  systemId: string | null,
  endUsersIds: readonly string[],
): RequestBody {
  const sent = { ...notification, systemId, endUsersIds };
  const entries = fields.flatMap((field): (readonly [string, unknown])[] => {
    if (field.kind === 'additional') return Object.entries(notification.additional);
    const value = sent[field.name] ?? '';
    return value.length === 0 ? [] : [[field.name, value]];
  });
  return { notification: Object.fromEntries(entries) };
}
