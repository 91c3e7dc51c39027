/** Deliveries in, their outcomes out: several at a time, each under the retry rule. */

import type { Service } from '../config/service.ts';
import { duration } from '../text/format.ts';
import { type Course, conclude } from './course.ts';
import { type DeliveryWorld, exchange, retryAfterOf, tooLate } from './delivery-world.ts';
import type { Exchange, HttpRequest } from './http.ts';
import { notSent, type Outcome } from './outcome.ts';
import { type Delivery, reachesNobody } from './plan.ts';
import { backoffMs, decideRetry, LEAST_TIME_MS, parseRetryAfter, type Stop } from './retry.ts';
import { type DeliveryStatus, deliveryStatus, isLasting } from './status.ts';
import { createTokenSource, type TokenSource } from './token-source.ts';

/** Deliveries under way at the same time (interface, delivery rule 8). */
const CONCURRENCY = 5;

/** What the lanes share. */
interface Shared {
  readonly world: DeliveryWorld;
  readonly tokens: TokenSource;
  /** A throttled answer pauses every lane. */
  pause: Pause;
}

/** When the pause ends, and how long the service asked to wait, if it did. */
interface Pause {
  readonly untilMs: number;
  readonly askedMs: number | undefined;
}

/**
 * Delivers the whole plan. One that fails does not stop the others; outcomes keep the plan's order.
 * @param onOutcome told as each delivery ends.
 */
export async function deliverAll(
  plan: readonly Delivery[],
  world: DeliveryWorld,
  onOutcome: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const pause: Pause = { untilMs: 0, askedMs: undefined };
  const shared: Shared = { world, tokens: createTokenSource(world), pause };
  const outcomes: Outcome[] = [];
  const rest = plan.entries();
  const lane = async (): Promise<void> => {
    for (const [index, delivery] of rest) {
      const outcome = await deliver(delivery, shared);
      outcomes[index] = outcome;
      onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  return outcomes;
}

async function deliver(delivery: Delivery, shared: Shared): Promise<Outcome> {
  if (reachesNobody(delivery)) return notSent(delivery, 'skipped', null);
  const { world, tokens } = shared;
  const course: Course = { delivery, world, startedMs: world.now(), attempts: 0, renewed: false };
  let token = await tokens.current();
  for (;;) {
    if (!token.ok) return conclude(course, { kind: 'no-token', error: token });
    const late = await waitWhilePaused(shared);
    if (late !== undefined) return conclude(course, { kind: 'gave-up', stop: late });
    const exchanged = await attempt(course, token.token);
    const status = deliveryStatus(exchanged);
    if (status === 'accepted') return conclude(course, { kind: 'accepted' });
    if (status === 'unknown') course.doubtful = exchanged;
    if (isRejectedToken(exchanged) && !course.renewed) {
      course.renewed = true;
      world.log.info(`${delivery.name}: the token was rejected (HTTP 401).`);
      token = await tokens.renew(token.token);
      continue;
    }
    const next = await waitToRepeat(course, exchanged, status, shared);
    if (next !== 'repeat') return conclude(course, { kind: 'gave-up', stop: next });
  }
}

async function attempt(course: Course, token: string): Promise<Exchange> {
  const { world, delivery } = course;
  const startedMs = world.now();
  course.attempts += 1;
  const exchanged = await exchange(sendRequest(world.service, delivery, token), world);
  course.last = exchanged;
  const came = exchanged.kind === 'reply' ? `HTTP ${exchanged.status}` : exchanged.detail;
  const took = duration(world.now() - startedMs);
  world.log.debug(`${delivery.name}: send ${course.attempts} took ${took}: ${came}.`);
  return exchanged;
}

function sendRequest(service: Service, { body }: Delivery, token: string): HttpRequest {
  return {
    url: service.sendUrl,
    contentType: 'application/json',
    body,
    authorization: { scheme: 'bearer', token },
  };
}

function isRejectedToken(exchanged: Exchange): boolean {
  return exchanged.kind === 'reply' && exchanged.status === 401;
}

/** Waits until no lane is paused. @returns why nothing can be started any more, if so. */
async function waitWhilePaused(shared: Shared): Promise<Stop | undefined> {
  const { world } = shared;
  for (;;) {
    const late = tooLate(world);
    const { untilMs, askedMs } = shared.pause;
    const pauseMs = untilMs - world.now();
    if (late !== undefined || pauseMs <= 0) return late;
    if (untilMs + LEAST_TIME_MS > world.deadlineMs) return { because: 'deadline', askedMs };
    await world.sleep(pauseMs, world.signal);
  }
}

/** @returns `repeat` after the wait, or why it is not repeated: nothing where it never would be. */
async function waitToRepeat(
  course: Course,
  exchanged: Exchange,
  status: DeliveryStatus,
  shared: Shared,
): Promise<'repeat' | Stop | undefined> {
  const { world, attempts: made } = course;
  const { mode, maxAttempts } = world.rules;
  const repeatable =
    status === 'throttled' ||
    (status === 'unsent' && !isLasting(exchanged)) ||
    (status === 'unknown' && mode === 'at-least-once');
  if (!repeatable) return undefined;

  const nowMs = world.now();
  const random = world.random();
  // The send after a renewed token does not count (interface, delivery rule 5).
  const allowed = maxAttempts + (course.renewed ? 1 : 0);
  const retryAfter = retryAfterOf(exchanged);
  const askedMs = parseRetryAfter(retryAfter, nowMs);
  if (world.signal.aborted) return { because: 'cancelled', askedMs };
  const { deadlineMs } = world;
  const decision = decideRetry({ made, allowed, nowMs, deadlineMs, retryAfter, random });
  if (status === 'throttled') {
    const untilMs = nowMs + (askedMs ?? backoffMs(made, random));
    if (untilMs > shared.pause.untilMs) shared.pause = { untilMs, askedMs };
  }
  if (decision.kind === 'stop') return decision.stop;
  const came = exchanged.kind === 'reply' ? `HTTP ${exchanged.status}` : exchanged.detail;
  const waitMs = Math.max(decision.ms, shared.pause.untilMs - nowMs);
  world.log.info(`${course.delivery.name}: ${came}; sending again in ${duration(waitMs)}.`);
  await world.sleep(decision.ms, world.signal);
  return 'repeat';
}
