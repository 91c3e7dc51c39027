/**
 * Decides the status of an attempt, and whether the rules allow another one. The status line decides;
 * without one, the phase does. `docs/delivery.md` explains the choices for 408 and 503.
 */

import type { Config } from '../config/config.ts';
import { isLastingFailure } from '../http/connect-failure.ts';
import type { AttemptResult } from '../http/http.ts';

/**
 * What is known of one attempt: `accepted`, `refused` and `throttled` by the service, `unsent` because
 * it cannot have arrived, `unknown` because it may have.
 */
export type DeliveryStatus = 'accepted' | 'refused' | 'throttled' | 'unsent' | 'unknown';

/** @returns the status of an attempt. */
export function deliveryStatus(result: AttemptResult): DeliveryStatus {
  if (result.kind === 'no-response') return result.phase === 'connecting' ? 'unsent' : 'unknown';
  const { status } = result;
  if (status >= 200 && status <= 299) return 'accepted';
  if (status === 425 || status === 429) return 'throttled';
  return status >= 300 && status <= 499 && status !== 408 ? 'refused' : 'unknown';
}

/** @returns whether the rules allow another attempt after this one (interface, delivery rule 4). */
export function mayRetry(result: AttemptResult, mode: Config['rules']['mode']): boolean {
  switch (deliveryStatus(result)) {
    case 'accepted':
    case 'refused':
      return false;
    case 'throttled':
      return true;
    case 'unsent':
      return result.kind === 'no-response' && !isLastingFailure(result);
    case 'unknown':
      return mode === 'at-least-once';
  }
}
