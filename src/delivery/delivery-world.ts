/** What delivering needs from outside: the network, the clock, chance, and somebody to tell. */

import type { Credentials, DeliveryRules } from '../config/config.ts';
import type { Service } from '../config/service.ts';
import type { Exchange, HttpRequest, Send } from './http.ts';
import { LEAST_TIME_MS, type Stop } from './retry.ts';

/** Everything that deliveries share. Times are milliseconds since 1970, of a clock that never jumps. */
export interface DeliveryWorld {
  readonly service: Service;
  readonly credentials: Credentials;
  readonly rules: DeliveryRules;
  /** When all network time is over. */
  readonly deadlineMs: number;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly send: Send;
  readonly now: () => number;
  /** Waits; ends early, without an error, when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Registers an access token as a secret before it is used. */
  readonly mask: (token: string) => void;
  /** @returns a text that may have been cut, without secrets. */
  readonly redact: (text: string) => string;
  readonly log: DeliveryLog;
}

/** Lines for people; redaction and escaping happen where they are written. */
export interface DeliveryLog {
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
}

/** @returns why it is too late to start a request, if it is. */
export function tooLate(world: DeliveryWorld): Stop | undefined {
  if (world.signal.aborted) return { because: 'cancelled' };
  const left = world.deadlineMs - world.now();
  return left < LEAST_TIME_MS ? { because: 'deadline' } : undefined;
}

/** Sends a request within the time of an attempt and of the step, whichever is shorter. */
export function exchange(request: HttpRequest, world: DeliveryWorld): Promise<Exchange> {
  const timeoutMs = Math.min(world.rules.requestTimeoutMs, world.deadlineMs - world.now());
  return world.send(request, { timeoutMs, signal: world.signal });
}

/** @returns the reply's `Retry-After`. */
export function retryAfterOf(exchanged: Exchange): string | undefined {
  return exchanged.kind === 'reply' ? exchanged.headers['retry-after'] : undefined;
}
