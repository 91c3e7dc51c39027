/** Shows what deliveries contain, without naming a recipient. */

import type { Delivery } from '../delivery/plan.ts';
import { distinctBy } from '../text/distinct.ts';
import { plural } from '../text/format.ts';

/** What is shown of a plan, which may have 500 deliveries: notifications, and deliveries of each. */
const MAX_NOTIFICATIONS = 5;
const MAX_DELIVERIES = 5;

/** Letters of one body, which may have 1 MiB. */
export const MAX_BODY_LETTERS = 8000;

/** One notification, and its deliveries that are shown. */
interface Preview {
  readonly first: Delivery;
  /** The first one included. */
  readonly shown: readonly Delivery[];
  readonly hiddenCount: number;
}

/** @returns the part of the plan that log and job summary show, notification by notification. */
export function previewsOf(plan: readonly Delivery[]): readonly Preview[] {
  const firsts = distinctBy(plan, ({ notification }) => notification);
  return firsts.slice(0, MAX_NOTIFICATIONS).map((first) => {
    const deliveries = plan.filter(({ notification }) => notification === first.notification);
    const shown = deliveries.slice(0, MAX_DELIVERIES);
    return { first, shown, hiddenCount: deliveries.length - shown.length };
  });
}

/** @returns whether a delivery reaches anyone. */
export function hasRecipients({ endUsersIds, notification }: Delivery): boolean {
  return endUsersIds.length > 0 || Boolean(notification.audiencesIds?.length);
}

/** @returns how many people and audiences a delivery reaches. */
export function recipientCounts({ endUsersIds, notification }: Delivery): string {
  const audiences = notification.audiencesIds?.length ?? 0;
  const counts = [
    ...(endUsersIds.length > 0 ? [plural(endUsersIds.length, 'person', 'people')] : []),
    ...(audiences > 0 ? [plural(audiences, 'audience')] : []),
  ];
  return counts.join(' and ') || 'nobody';
}

/** Overrides of one body. Each takes more than 50 letters, so more would be cut. */
const MAX_OVERRIDES = 200;

/** @returns the start of the request body, indented, with numbers in place of recipients. */
export function bodyWithoutRecipients(delivery: Delivery): string {
  const { notification } = delivery.written;
  const people = delivery.endUsersIds.length;
  const { endUsersIds, audiencesIds, override } = notification;
  return JSON.stringify(
    {
      notification: {
        ...notification,
        ...(Array.isArray(override) && { override: override.slice(0, MAX_OVERRIDES) }),
        ...(Array.isArray(endUsersIds) && {
          endUsersIds: people === 0 ? [] : [plural(people, 'person', 'people')],
        }),
        ...(Array.isArray(audiencesIds) && {
          audiencesIds: [plural(audiencesIds.length, 'audience')],
        }),
      },
    },
    null,
    2,
  );
}
