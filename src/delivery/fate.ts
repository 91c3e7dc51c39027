/**
 * What came of a send in, its fate out. The status line decides; without one, the phase does. The
 * judgements (408, 503) are explained in `docs/delivery.md`.
 */

import type { Exchange } from './exchange.ts';

/**
 * What is known of one send: `accepted`, `refused` and `throttled` by the service, `unsent` because
 * it cannot have arrived, `unknown` because it may have.
 */
export type Fate = 'accepted' | 'refused' | 'throttled' | 'unsent' | 'unknown';

/** @returns the fate of a send. */
export function fateOf(exchange: Exchange): Fate {
  if (exchange.kind === 'reply') return fateOfStatus(exchange.status);
  return exchange.phase === 'connecting' ? 'unsent' : 'unknown';
}

function fateOfStatus(status: number): Fate {
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
