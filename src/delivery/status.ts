/**
 * What came of a send in, its status out. The status line decides; without one, the phase does. The
 * judgements (408, 503) are explained in `docs/delivery.md`.
 */

import type { Exchange } from './http.ts';

/**
 * What is known of one send: `accepted`, `refused` and `throttled` by the service, `unsent` because
 * it cannot have arrived, `unknown` because it may have.
 */
export type DeliveryStatus = 'accepted' | 'refused' | 'throttled' | 'unsent' | 'unknown';

/** @returns the status of a send. */
export function deliveryStatus(exchange: Exchange): DeliveryStatus {
  if (exchange.kind === 'reply') return statusOfCode(exchange.status);
  return exchange.phase === 'connecting' ? 'unsent' : 'unknown';
}

function statusOfCode(status: number): DeliveryStatus {
  if (status >= 200 && status <= 299) return 'accepted';
  if (status === 425 || status === 429) return 'throttled';
  if (status === 408) return 'unknown';
  return status >= 300 && status <= 499 ? 'refused' : 'unknown';
}

/** @returns whether the same would happen again: a bad certificate, a proxy that forbids. */
export function isLasting(exchange: Exchange): boolean {
  if (exchange.kind === 'reply') return false;
  return (
    exchange.cause === 'certificate' ||
    (exchange.cause === 'proxy' && exchange.proxyStatus === undefined) ||
    exchange.proxyStatus === 403 ||
    exchange.proxyStatus === 407
  );
}
