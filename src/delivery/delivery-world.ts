/** What delivering needs from the outside and from the configuration: time, and connections. */

import type { Config } from '../config/config.ts';
import type { AttemptResult, HttpRequest } from '../http/http.ts';
import { LEAST_TIME_MS, type StopReason } from '../http/retry.ts';
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

/** @returns why no request can start any more; nothing while one can. */
export function stopReason(world: DeliveryWorld): StopReason | undefined {
  if (world.signal.aborted) return 'cancelled';
  return world.deadlineMs - world.now() < LEAST_TIME_MS ? 'deadline' : undefined;
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
