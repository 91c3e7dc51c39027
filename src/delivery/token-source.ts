/** The access token that all deliveries share: fetched once, renewed once for each that is rejected. */

import { duration, plural } from '../text/format.ts';
import { type DeliveryWorld, exchange, retryAfterOf, tooLate } from './delivery-world.ts';
import { decideRetry, type Stop } from './retry.ts';
import { judgeToken, type TokenResult, tokenRequest } from './token.ts';

/** Gives the current token. */
export interface TokenSource {
  /** The current token; fetched when it is first asked for. */
  readonly current: () => Promise<TokenResult>;
  /** The token that follows a rejected one; fetched once, however many deliveries ask. */
  readonly renew: (rejected: string) => Promise<TokenResult>;
}

/** @returns a source that has asked for no token yet. */
export function createTokenSource(world: DeliveryWorld): TokenSource {
  let latest: Promise<TokenResult> | undefined;
  const rejections = new Set<string>();
  return {
    current() {
      latest ??= fetchToken(world);
      return latest;
    },
    renew(rejected) {
      if (latest === undefined || !rejections.has(rejected)) {
        rejections.add(rejected);
        latest = fetchToken(world);
      }
      return latest;
    },
  };
}

/** Repeats on anything but a definite refusal: a token request harms nobody. */
async function fetchToken(world: DeliveryWorld): Promise<TokenResult> {
  const { service, credentials, rules, log } = world;
  let last: TokenFailure | undefined;
  for (let made = 1; ; made++) {
    const late = tooLate(world);
    if (late !== undefined) return (late.because === 'deadline' && last) || withoutToken(late);
    const startedMs = world.now();
    const exchanged = await exchange(tokenRequest(service, credentials), world);
    const result = judgeToken(exchanged, service.host, world.redact);
    const tookMs = Math.round(world.now() - startedMs);
    if (result.ok) {
      world.mask(result.token);
      log.info(`Token: received from ${service.host} in ${tookMs} ms.`);
      return result;
    }
    log.debug(`Token: attempt ${made} failed after ${tookMs} ms: ${result.message}.`);
    last = result;
    if (world.signal.aborted) continue;
    if (!result.repeatable) return result;
    const decision = decideRetry({
      made,
      allowed: rules.maxAttempts,
      nowMs: world.now(),
      deadlineMs: world.deadlineMs,
      retryAfter: retryAfterOf(exchanged),
      random: world.random(),
    });
    if (decision.kind === 'stop') return withReason(result, made, decision.stop);
    log.info(`Token: ${result.message}; asking again in ${duration(decision.ms)}.`);
    await world.sleep(decision.ms, world.signal);
  }
}

type TokenFailure = Extract<TokenResult, { ok: false }>;

function withReason(failure: TokenFailure, made: number, { because, askedMs }: Stop): TokenFailure {
  const why = because === 'attempts' ? plural(made, 'attempt') : 'no time is left to ask again';
  const asked = askedMs === undefined ? '' : `; it asked to wait ${duration(askedMs)}`;
  return { ...failure, message: `${failure.message} (${why}${asked})` };
}

function withoutToken({ because }: Stop): TokenFailure {
  const cancelled = because === 'cancelled';
  return {
    ok: false,
    code: 'deadline-exceeded',
    message: `${cancelled ? 'The job was cancelled' : 'Time ran out'} before there was a token`,
    hint: `Without a token nothing can be sent.${cancelled ? '' : ' Give more `timeout-seconds`.'}`,
    repeatable: false,
  };
}
