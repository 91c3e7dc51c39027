/** Delivers the plan: several deliveries at a time, each with retries. */

import type { AttemptResult, HttpRequest } from '../http/http.ts';
import { retryAfterMs, waitMs } from '../http/retry.ts';
import { duration } from '../text/format.ts';
import { bodyOf } from './body.ts';
import { type DeliveryWorld, sendInTime, stopReason } from './delivery-world.ts';
import type { Stopped } from './explanation.ts';
import { type EndedDelivery, notSent, type Outcome, toOutcome } from './outcome.ts';
import { type Delivery, reachesNobody } from './plan.ts';
import { deliveryStatus, mayRetry } from './status.ts';
import { createTokenSource } from './token-source.ts';

/** Deliveries under way at the same time (interface, delivery rule 8). */
const CONCURRENCY = 5;

/** What deliveries under way share. */
interface Shared {
  readonly world: DeliveryWorld;
  readonly tokens: ReturnType<typeof createTokenSource>;
  readonly first: Delivery | undefined;
  /** Until when a throttled response holds up all deliveries, and the wait that the service requested. */
  throttle: { readonly untilMs: number; readonly retryAfterMs: number | undefined };
}

/**
 * Delivers the whole plan. One that fails does not stop the others.
 * @param onOutcome called as each delivery ends.
 */
export async function deliverAll(
  plan: readonly Delivery[],
  world: DeliveryWorld,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  const throttle = { untilMs: 0, retryAfterMs: undefined };
  const shared: Shared = { world, tokens: createTokenSource(world), first: plan[0], throttle };
  for (const delivery of plan.filter(reachesNobody)) onOutcome(notSent(delivery, 'skipped', null));
  const sendable = plan.filter((delivery) => !reachesNobody(delivery));
  const rest = sendable.entries();
  const deliverRest = async (): Promise<void> => {
    for (const [index, delivery] of rest) {
      const hasNext = index + CONCURRENCY < sendable.length;
      onOutcome(await deliver(delivery, hasNext, shared));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, deliverRest));
}

/** @param hasNext whether a connection for the next delivery is opened while this one is in flight. */
async function deliver(delivery: Delivery, hasNext: boolean, shared: Shared): Promise<Outcome> {
  const { world, tokens } = shared;
  const startedMs = world.now();
  const results: AttemptResult[] = [];
  const isFirst = delivery === shared.first;
  const end = (stopped: Stopped & Pick<EndedDelivery, 'tokenError'>): Outcome =>
    toOutcome({ delivery, isFirst, startedMs, results, ...stopped }, world);
  let isRenewed = false;
  let token = await tokens.current();
  for (;;) {
    if ('error' in token) return end({ stopBecause: 'final', tokenError: token.error });
    const stopped = await waitWhileThrottled(shared);
    if (stopped !== undefined) return end(stopped);
    if (hasNext && results.length === 0) void world.openAhead(world.config.service.sendUrl);
    const result = await attempt(delivery, token.token, results.length + 1, world);
    results.push(result);
    if (!isRenewed && result.kind === 'response' && result.status === 401) {
      isRenewed = true;
      world.log.info(`${delivery.name}: the access token was rejected (HTTP 401).`);
      token = await tokens.renew(token.token);
      if ('error' in token) continue;
      // Services copy a new token around before all of them know it.
      const backoffMs = waitMs(1, undefined, world.random());
      const stopBecause = stopReason(world, backoffMs);
      if (stopBecause !== undefined) return end({ stopBecause });
      await world.sleep(backoffMs, world.signal);
    } else {
      // The attempt after a renewal does not count (interface, delivery rule 5).
      const attempts = results.length - (isRenewed ? 1 : 0);
      const stopped = await waitToRetry(delivery, result, attempts, shared);
      if (stopped !== undefined) return end(stopped);
    }
  }
}

async function attempt(
  delivery: Delivery,
  token: string,
  number: number,
  world: DeliveryWorld,
): Promise<AttemptResult> {
  const startedMs = world.now();
  const request: HttpRequest = {
    url: world.config.service.sendUrl,
    contentType: 'application/json',
    body: bodyOf(delivery),
    authorization: { scheme: 'bearer', token },
  };
  const result = await sendInTime(request, world);
  const elapsed = duration(world.now() - startedMs);
  world.log.debug(`${delivery.name}: attempt ${number} ended in ${elapsed}: ${describe(result)}.`);
  return result;
}

function describe(result: AttemptResult): string {
  return result.kind === 'response' ? `HTTP ${result.status}` : result.detail;
}

/** Waits while a throttled response holds up all deliveries. @returns why no attempt can start, if so. */
async function waitWhileThrottled(shared: Shared): Promise<Stopped | undefined> {
  const { world } = shared;
  for (;;) {
    const { untilMs, retryAfterMs } = shared.throttle;
    const holdMs = Math.max(0, untilMs - world.now());
    const stopBecause = stopReason(world, holdMs);
    if (stopBecause !== undefined) return { stopBecause, ...(holdMs > 0 && { retryAfterMs }) };
    if (holdMs === 0) return undefined;
    await world.sleep(holdMs, world.signal);
  }
}

/** Waits until the next attempt. @returns why there is none, if so. */
async function waitToRetry(
  { name }: Delivery,
  result: AttemptResult,
  attempts: number,
  shared: Shared,
): Promise<Stopped | undefined> {
  const { world } = shared;
  const nowMs = world.now();
  const requestedMs = retryAfterMs(result);
  const backoffMs = waitMs(attempts, requestedMs, world.random());
  if (deliveryStatus(result) === 'throttled') {
    const untilMs = nowMs + backoffMs;
    if (untilMs > shared.throttle.untilMs) shared.throttle = { untilMs, retryAfterMs: requestedMs };
  }
  const isFinal = !mayRetry(result, world.config.rules.mode);
  const stopBecause = isFinal ? 'final' : stopReason(world, backoffMs, attempts);
  if (stopBecause !== undefined) return { stopBecause, retryAfterMs: requestedMs };
  const shownMs = Math.max(backoffMs, shared.throttle.untilMs - nowMs);
  world.log.info(`${name}: ${describe(result)}. Retrying in ${duration(shownMs)}.`);
  await world.sleep(backoffMs, world.signal);
  return undefined;
}
