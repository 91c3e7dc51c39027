/** What became of one delivery. */

import type { Problem } from '../errors.ts';
import type { Fate } from './fate.ts';
import type { Delivery } from './plan.ts';

/** Why a delivery was not accepted, and what to do. */
export type DeliveryProblem = Problem & { readonly hint: string };

/** What became of one delivery; null where nothing is known. */
export interface Outcome {
  readonly delivery: Delivery;
  /** `skipped`: deliberately not sent. */
  readonly fate: Fate | 'skipped';
  readonly statusCode: number | null;
  readonly requestId: string | null;
  /** Sends of this delivery. */
  readonly attempts: number;
  readonly durationMs: number;
  readonly problem: DeliveryProblem | null;
  /** The reply's body, without secrets. */
  readonly response: string | null;
}

/** @returns the outcome of a delivery of whose course nothing is known, or that had none. */
export function notSent(
  delivery: Delivery,
  fate: 'skipped' | 'unsent' | 'unknown',
  problem: DeliveryProblem | null,
): Outcome {
  const nothing = { statusCode: null, requestId: null, response: null };
  return { delivery, fate, problem, attempts: 0, durationMs: 0, ...nothing };
}
