/** Delivers the plan: several deliveries at a time, each with retries. */

import type { Service } from '../config/service.ts';
import type { AttemptResult, HttpRequest } from '../http/http.ts';
import { LEAST_TIME_MS, retryOrStop, SHORTEST_WAIT_MS, waitMs } from '../http/retry.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { duration } from '../text/format.ts';
import { type DeliveryWorld, reasonNotToStart, sendInTime } from './delivery-world.ts';
import { notSent, type Outcome, type Stopped, toOutcome, toUnknown } from './outcome.ts';
import { bodyOf, type Delivery, reachesNobody } from './plan.ts';
import { deliveryStatus, mayRetry } from './status.ts';
import { createTokenSource } from './token-source.ts';

/** Deliveries under way at the same time (interface, delivery rule 8). */
const CONCURRENCY = 5;

/** How long a connection is watched after a response that denies the delivery. */
const WATCH_MS = SHORTEST_WAIT_MS;

/** What deliveries under way share. */
interface Shared {
  readonly world: DeliveryWorld;
  readonly tokens: ReturnType<typeof createTokenSource>;
  /** Until when a throttled response holds up all deliveries, and the wait that the service requested. */
  throttle: { readonly untilMs: number; readonly retryAfterMs: number | undefined };
}

/** A delivery that has ended, and whether its response has turned out to belong to another request. */
interface Ended {
  readonly outcome: Outcome;
  readonly isOutOfStep: () => boolean;
}

/**
 * Delivers the whole plan. One that fails does not stop the others. Outcomes keep the plan's order.
 * @param onOutcome called as each delivery ends, and again if its outcome was not what it seemed.
 */
export async function deliverAll(
  plan: readonly Delivery[],
  world: DeliveryWorld,
  onOutcome: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const throttle = { untilMs: 0, retryAfterMs: undefined };
  const shared: Shared = { world, tokens: createTokenSource(world), throttle };
  const ended: Ended[] = [];
  const rest = plan.entries();
  const deliverRest = async (): Promise<void> => {
    for (const [index, delivery] of rest) {
      const end = await deliver(delivery, shared);
      ended[index] = end;
      onOutcome(end.outcome);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, deliverRest));
  return ended.map(({ outcome, isOutOfStep }) => {
    if (!isOutOfStep()) return outcome;
    const corrected = toUnknown(outcome, world);
    onOutcome(corrected);
    return corrected;
  });
}

async function deliver(delivery: Delivery, shared: Shared): Promise<Ended> {
  if (reachesNobody(delivery)) {
    return { outcome: notSent(delivery, 'skipped', null), isOutOfStep: () => false };
  }
  const { world, tokens } = shared;
  const startedMs = world.now();
  const results: AttemptResult[] = [];
  let endedMs = startedMs;
  const end = async (stopped: Stopped): Promise<Ended> => {
    const last = results.at(-1);
    await watchConnection(last, endedMs, world);
    const outcome = toOutcome({ delivery, startedMs, results }, stopped, world);
    const isDecided = last?.kind === 'response' && outcome.status !== 'unknown';
    return { outcome, isOutOfStep: isDecided ? last.isOutOfStep : () => false };
  };
  let isRenewed = false;
  let token = await tokens.current();
  for (;;) {
    if ('error' in token) return end({ stopBecause: 'final', tokenError: token.error });
    const stopped = await waitWhileThrottled(shared);
    if (stopped !== undefined) return end(stopped);
    // While we waited, the last response may have turned out to belong to another request.
    if (isUnknownForGood(results.at(-1), world)) return end({ stopBecause: 'final' });
    const result = await attempt(delivery, token.token, results.length + 1, world);
    results.push(result);
    endedMs = world.now();
    if (!isRenewed && isTokenRejected(result)) {
      isRenewed = true;
      world.log.info(`${delivery.name}: the access token was rejected (HTTP 401).`);
      const renewal = tokens.renew(token.token);
      await watchConnection(result, endedMs, world);
      token = await renewal;
    } else {
      // The attempt after a renewal does not count (interface, delivery rule 5).
      const made = results.length - (isRenewed ? 1 : 0);
      const stopped = await waitToRetry(delivery, result, made, shared);
      if (stopped !== undefined) return end(stopped);
    }
  }
}

async function attempt(
  delivery: Delivery,
  token: string,
  made: number,
  world: DeliveryWorld,
): Promise<AttemptResult> {
  const startedMs = world.now();
  const result = await sendInTime(sendRequest(world.config.service, delivery, token), world);
  const elapsed = duration(world.now() - startedMs);
  world.log.debug(`${delivery.name}: attempt ${made} ended in ${elapsed}: ${describe(result)}.`);
  return result;
}

function sendRequest({ sendUrl }: Service, delivery: Delivery, token: string): HttpRequest {
  return {
    url: sendUrl,
    contentType: 'application/json',
    body: bodyOf(delivery),
    authorization: { scheme: 'bearer', token },
  };
}

function describe(result: AttemptResult): string {
  return result.kind === 'response' ? `HTTP ${result.status}` : result.detail;
}

function isTokenRejected(result: AttemptResult): boolean {
  return (
    result.kind === 'response' && result.status === 401 && deliveryStatus(result) === 'refused'
  );
}

/**
 * Believes a response that denies the delivery only if nothing follows it on its connection: a stray
 * response is followed by the real one.
 */
async function watchConnection(
  result: AttemptResult | undefined,
  endedMs: number,
  { now, sleep, deadlineMs }: DeliveryWorld,
): Promise<void> {
  if (result === undefined || !/refused|throttled/.test(deliveryStatus(result))) return;
  const remainingMs = Math.min(endedMs + WATCH_MS, deadlineMs) - now();
  // A cancelled job has the time for this, too.
  if (remainingMs > 0) await sleep(remainingMs, new AbortController().signal);
}

function isUnknownForGood(result: AttemptResult | undefined, { config }: DeliveryWorld): boolean {
  if (result === undefined || config.rules.mode === 'at-least-once') return false;
  return deliveryStatus(result) === 'unknown';
}

/** Waits while a throttled response holds up all deliveries. @returns why no attempt can start, if so. */
async function waitWhileThrottled(shared: Shared): Promise<Stopped | undefined> {
  const { world } = shared;
  for (;;) {
    const stopBecause = reasonNotToStart(world);
    if (stopBecause !== undefined) return { stopBecause };
    const { untilMs, retryAfterMs } = shared.throttle;
    const remainingMs = untilMs - world.now();
    if (remainingMs <= 0) return undefined;
    if (untilMs + LEAST_TIME_MS > world.deadlineMs)
      return { stopBecause: 'deadline', retryAfterMs };
    await world.sleep(remainingMs, world.signal);
  }
}

/** Waits until the next attempt. @returns why there is none, if so. */
async function waitToRetry(
  { name }: Delivery,
  result: AttemptResult,
  made: number,
  shared: Shared,
): Promise<Stopped | undefined> {
  const { world } = shared;
  const { mode, maxAttempts } = world.config.rules;
  const nowMs = world.now();
  const asked = retryAfterMs(result);
  const wait = { made, retryAfterMs: asked, random: world.random() };
  if (deliveryStatus(result) === 'throttled' && !world.signal.aborted) {
    const untilMs = nowMs + waitMs(wait);
    if (untilMs > shared.throttle.untilMs) shared.throttle = { untilMs, retryAfterMs: asked };
  }
  const next = retryOrStop({
    ...wait,
    maxAttempts,
    mayRetry: mayRetry(result, mode),
    isCancelled: world.signal.aborted,
    nowMs,
    deadlineMs: world.deadlineMs,
  });
  if ('stopBecause' in next) return { ...next, retryAfterMs: asked };
  const shownMs = Math.max(next.retryInMs, shared.throttle.untilMs - nowMs);
  world.log.info(`${name}: ${describe(result)}. Retrying in ${duration(shownMs)}.`);
  await world.sleep(next.retryInMs, world.signal);
  return undefined;
}
