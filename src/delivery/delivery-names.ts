/** Gives each delivery a distinct name. */

import type { Diagnostics } from '../diagnostics.ts';
import type { Notification } from '../payload/notification.ts';

/** A delivery before it has a name. */
interface UnnamedDelivery {
  readonly notification: Notification;
  /** Position of the notification, from 0. */
  readonly index: number;
  readonly systemId: string | null;
}

/** UTF-16 units of a title in a name. */
const MAX_TITLE_LENGTH = 100;

/**
 * Names each delivery by its `title`, else its `runtimeTitle`, else its position, or `Notification` where
 * there is only one. Where the plan has several systems, the name has the system; where two
 * notifications have the same title, the position (interface, section 2).
 */
export function withNames<T extends UnnamedDelivery>(
  deliveries: readonly T[],
  quote: Diagnostics['quote'],
): readonly (T & { readonly name: string })[] {
  const count = new Set(deliveries.map(({ index }) => index)).size;
  const hasSystems = new Set(deliveries.map(({ systemId }) => systemId)).size > 1;
  const titled = deliveries.map((delivery) => {
    const { title, runtimeTitle = '' } = delivery.notification;
    return { delivery, title: quote(title ?? runtimeTitle, MAX_TITLE_LENGTH) };
  });
  return titled.map(({ delivery, title }) => {
    const { index, systemId } = delivery;
    const isOnly = count === 1 && delivery.notification.skippedBy !== 'if';
    const position = isOnly ? 'Notification' : `notifications[${index}]`;
    const isShared = titled.some((other) => {
      return other.title === title && other.delivery.index !== index;
    });
    const details = [
      ...(title !== '' && isShared ? [position] : []),
      ...(hasSystems && systemId !== null ? [`system ${quote(systemId, MAX_TITLE_LENGTH)}`] : []),
    ];
    const suffix = details.length > 0 ? ` (${details.join(', ')})` : '';
    return { ...delivery, name: `${title || position}${suffix}` };
  });
}
