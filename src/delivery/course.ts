/** The course of one delivery, and how it becomes an outcome. */

import { redactIds } from '../text/redact.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { explain } from './explanation.ts';
import type { Exchange, Reply } from './http.ts';
import type { DeliveryError, Outcome } from './outcome.ts';
import type { Delivery } from './plan.ts';
import type { Stop } from './retry.ts';
import { deliveryStatus } from './status.ts';

/** One delivery so far. */
export interface Course {
  readonly delivery: Delivery;
  readonly world: DeliveryWorld;
  readonly startedMs: number;
  /** Sends. */
  attempts: number;
  /** Whether it already was sent with a second token. */
  renewed: boolean;
  last?: Exchange;
  /** A send that may have arrived: only an accepted one can replace it. */
  doubtful?: Exchange;
}

/** How a delivery ends: accepted, without a token, or with nothing more to try. */
export type End =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'no-token'; readonly error: DeliveryError }
  | { readonly kind: 'gave-up'; readonly stop: Stop | undefined };

/** @returns what became of the delivery. */
export function conclude(course: Course, end: End): Outcome {
  const { delivery, world, attempts, last, doubtful } = course;
  const exchange = end.kind === 'accepted' ? last : (doubtful ?? last);
  const reply = exchange?.kind === 'reply' ? exchange : undefined;
  return {
    delivery,
    status: exchange === undefined ? 'unsent' : deliveryStatus(exchange),
    statusCode: reply?.status ?? null,
    requestId: reply === undefined ? null : requestIdOf(reply, world.redact),
    attempts,
    durationMs: Math.round(world.now() - course.startedMs),
    error: errorOf(course, end, exchange),
    response: reply === undefined ? null : world.redact(reply.body),
  };
}

function errorOf(
  { delivery, world, attempts, doubtful }: Course,
  end: End,
  exchange: Exchange | undefined,
): DeliveryError | null {
  if (end.kind === 'accepted') return null;
  // A send that may have arrived is worse than the token that is lacking now.
  if (end.kind === 'no-token' && doubtful === undefined) return end.error;
  const people = [...delivery.endUsersIds, ...(delivery.notification.audiencesIds ?? [])];
  return explain({
    exchange,
    attempts,
    stop: end.kind === 'gave-up' ? end.stop : undefined,
    host: world.service.host,
    repeats: world.rules.mode === 'at-least-once',
    clean: (text) => redactIds(world.redact(text), people),
  });
}

/** WalkMe documents no header of this kind; these are the names that services and gateways use. */
const requestIdNames = [
  /^(x-)?request-?id$/,
  /request-id$/,
  /^(x-)?correlation-?id$/,
  /correlation-id$/,
  /^traceparent$/,
  /^cf-ray$/,
];

function requestIdOf({ headers }: Reply, redact: (text: string) => string): string | null {
  const given = Object.entries(headers).filter(([, value]) => value !== '');
  const found = requestIdNames
    .map((pattern) => given.find(([name]) => pattern.test(name)))
    .find((header) => header !== undefined);
  return found === undefined ? null : redact(found[1]).slice(0, 200);
}
