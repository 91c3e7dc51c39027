/** What delivering needs from the outside and from the configuration: time, and connections. */

import type { Config } from '../config/config.ts';
import type { AttemptResult, HttpRequest } from '../http/http.ts';
import type { World } from '../world.ts';

/** Everything that deliveries share. */
export interface DeliveryWorld
  extends Pick<World, 'send' | 'openAhead' | 'now' | 'sleep' | 'random' | 'signal' | 'redactor'> {
  readonly config: Pick<Config, 'service' | 'credentials' | 'rules'>;
  readonly log: Pick<World['log'], 'info' | 'debug'>;
  /** When all network time is over, in milliseconds since 1970. */
  readonly deadlineMs: number;
  /** Registers an access token as a secret before it is used. */
  readonly registerToken: (token: string) => void;
}

/** No attempt starts with less time left than this (interface, delivery rule 7). */
const LEAST_TIME_MS = 1000;

/** Why no further attempt is made. `final`: its result allows none. */
export type StopReason = 'final' | 'attempts' | 'deadline' | 'cancelled';

/**
 * @param attempts those that count towards the maximum.
 * @returns why no request can start after a wait; nothing while one can.
 */
export function stopReason(
  { signal, config, deadlineMs, now }: DeliveryWorld,
  waitMs = 0,
  attempts = 0,
): StopReason | undefined {
  if (signal.aborted) return 'cancelled';
  if (attempts >= config.rules.maxAttempts) return 'attempts';
  return deadlineMs - now() - waitMs < LEAST_TIME_MS ? 'deadline' : undefined;
}

/**
 * Sends a request within the time of an attempt and of the step, whichever is shorter. A timeout names
 * the input that sets it.
 */
export async function sendInTime(
  request: HttpRequest,
  { send, now, signal, config, deadlineMs }: DeliveryWorld,
): Promise<AttemptResult> {
  const remainingMs = deadlineMs - now();
  const timeoutMs = Math.min(config.rules.requestTimeoutMs, remainingMs);
  const result = await send(request, { timeoutMs, signal });
  if (result.kind === 'response' || result.cause !== 'timeout') return result;
  const input = timeoutMs === remainingMs ? 'timeout-seconds' : 'request-timeout-seconds';
  return { ...result, detail: `${result.detail} (\`${input}\`)` };
}

/**
 * Opens the connections of the token and of the first delivery as soon as nothing speaks against sending:
 * over a real network, reading the payload then costs no time (docs/performance.md). That work keeps the
 * event loop busy, so it begins when they are under way.
 */
export async function openConnections(
  { credentials, service, dryRun, checksKey }: Config,
  { openAhead }: Pick<World, 'openAhead'>,
): Promise<void> {
  const hasCredentials = credentials.clientId !== '' && credentials.clientSecret() !== '';
  if (!hasCredentials || (dryRun && !checksKey)) return;
  await Promise.all([service.tokenUrl, ...(dryRun ? [] : [service.sendUrl])].map(openAhead));
}
