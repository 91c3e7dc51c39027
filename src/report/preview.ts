/** Deliveries in, lines that show what people will see out; recipients only as counts. */

import type { Delivery } from '../delivery/plan.ts';
import { plural } from '../text/format.ts';

/** @returns how many people and audiences a delivery reaches. */
export function recipientCounts({ endUsersIds, notification }: Delivery): string {
  const audiences = notification.audiencesIds?.length ?? 0;
  const counts = [
    ...(endUsersIds.length > 0 ? [plural(endUsersIds.length, 'person', 'people')] : []),
    ...(audiences > 0 ? [plural(audiences, 'audience')] : []),
  ];
  return counts.join(' and ') || 'nobody';
}

/** @returns the request body, indented, its recipients replaced by counts. */
export function bodyWithoutRecipients(delivery: Delivery): string {
  const { notification } = delivery.written;
  const people = delivery.endUsersIds.length;
  const { endUsersIds, audiencesIds } = notification;
  return JSON.stringify(
    {
      notification: {
        ...notification,
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
