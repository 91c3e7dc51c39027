/** What became of one delivery. */

import type { ErrorDiagnostic } from '../diagnostics.ts';
import type { Delivery } from './plan.ts';
import type { DeliveryStatus } from './status.ts';

/** Why a delivery was not accepted, and what to do. */
export type DeliveryError = ErrorDiagnostic & { readonly hint: string };

/** What became of one delivery; null where nothing is known. */
export interface Outcome {
  readonly delivery: Delivery;
  /** `skipped`: deliberately not sent. */
  readonly status: DeliveryStatus | 'skipped';
  readonly statusCode: number | null;
  readonly requestId: string | null;
  /** Sends of this delivery. */
  readonly attempts: number;
  readonly durationMs: number;
  readonly error: DeliveryError | null;
  /** The reply's body, without secrets. */
  readonly response: string | null;
}

/** @returns the outcome of a delivery of whose course nothing is known, or that had none. */
export function notSent(
  delivery: Delivery,
  status: 'skipped' | 'unsent' | 'unknown',
  error: DeliveryError | null,
): Outcome {
  const nothing = { statusCode: null, requestId: null, response: null };
  return { delivery, status, error, attempts: 0, durationMs: 0, ...nothing };
}
