/** Fetches the access token that all deliveries share: once, and once more for each rejected token. */

import { retryAfterMs, waitMs } from '../http/retry.ts';
import { duration } from '../text/format.ts';
import { type DeliveryWorld, type StopReason, sendInTime, stopReason } from './delivery-world.ts';
import { type DeliveryError, whyStopped } from './explanation.ts';
import { readToken, type TokenFailure, type TokenResult, tokenRequest } from './token.ts';

/** The access token that deliveries share. */
interface TokenSource {
  readonly current: () => Promise<TokenResult>;
  /** @returns the token that follows a rejected one: fetched once, however many deliveries report it. */
  readonly renew: (rejected: string) => Promise<TokenResult>;
}

/** @returns a source that fetches the first token when it is first requested. */
export function createTokenSource(world: DeliveryWorld): TokenSource {
  let latest: Promise<TokenResult> | undefined;
  const rejections = new Set<string>();
  const current = (): Promise<TokenResult> => {
    latest ??= fetchToken(world);
    return latest;
  };
  return {
    current,
    renew(rejected) {
      if (!rejections.has(rejected)) latest = undefined;
      rejections.add(rejected);
      return current();
    },
  };
}

/** @returns why the service does not issue a token; nothing if it does. */
export async function checkKey(world: DeliveryWorld): Promise<DeliveryError | undefined> {
  const token = await fetchToken(world);
  return 'error' in token ? token.error : undefined;
}

/** Retries on anything but a definite refusal, because a token request cannot do harm. */
async function fetchToken(world: DeliveryWorld): Promise<TokenResult> {
  const { config, log } = world;
  const { service, credentials } = config;
  let last: TokenFailure | undefined;
  for (let attempts = 1; ; attempts++) {
    const reason = stopReason(world);
    if (reason !== undefined) return (reason === 'deadline' && last) || withoutToken(reason);
    const startedMs = world.now();
    const result = await sendInTime(tokenRequest(service, credentials), world);
    const read = readToken(result, service.host, world.redactor.redactCut);
    const elapsed = duration(world.now() - startedMs);
    if ('token' in read) {
      world.registerToken(read.token);
      log.info(`Token: received from ${service.host} in ${elapsed}.`);
      return read;
    }
    last = read;
    const { error, mayRetry } = read;
    log.debug(`Token: attempt ${attempts} failed in ${elapsed}: ${error.message}`);
    const requestedMs = retryAfterMs(result);
    const backoffMs = waitMs(attempts, requestedMs, world.random());
    const stopBecause = mayRetry ? stopReason(world, backoffMs, attempts) : 'final';
    if (stopBecause === 'cancelled') return withoutToken('cancelled');
    if (stopBecause !== undefined) {
      const why = whyStopped({ stopBecause, attempts, retryAfterMs: requestedMs });
      return { ...read, error: { ...error, message: `${error.message}${why}` } };
    }
    log.info(`Token: ${error.message} Retrying in ${duration(backoffMs)}.`);
    await world.sleep(backoffMs, world.signal);
  }
}

function withoutToken(stopBecause: StopReason): TokenFailure {
  const isCancelled = stopBecause === 'cancelled';
  return {
    error: {
      code: 'deadline-exceeded',
      message: `${isCancelled ? 'The job was cancelled' : '`timeout-seconds` ended'} before an access token was received.`,
      hint: `Without an access token, no notification can be sent.${isCancelled ? '' : ' Increase `timeout-seconds`.'}`,
    },
    mayRetry: false,
  };
}
