/** Tracks the attempts of one delivery and derives its outcome. */

import type { WarningDiagnostic } from '../diagnostics.ts';
import { recipientIds } from '../fields.ts';
import { type AttemptResult, type HttpResponse, SHOWN_BYTES } from '../http/http.ts';
import { findContradiction } from '../http/response-text.ts';
import { cut } from '../text/escape.ts';
import { redactIds } from '../text/redact-ids.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { type DeliveryError, explain, type Stopped } from './explanation.ts';
import type { Delivery } from './plan.ts';
import { type DeliveryStatus, deliveryStatus } from './status.ts';

/** The end of one delivery; null where nothing is known. */
export interface Outcome {
  readonly delivery: Delivery;
  /** `skipped`: deliberately not sent. */
  readonly status: DeliveryStatus | 'skipped';
  readonly statusCode: number | null;
  readonly requestId: string | null;
  readonly attempts: number;
  readonly durationMs: number;
  readonly error: DeliveryError | null;
  /** The response's body, without secrets and ids of recipients. */
  readonly response: string | null;
  /** What an accepted delivery's response says, if it does not confirm that. */
  readonly contradiction?: string;
}

/** A delivery that makes no further attempt. */
export interface EndedDelivery extends Stopped {
  readonly delivery: Delivery;
  /** Whether more of its response is shown than of others. */
  readonly isFirst: boolean;
  readonly startedMs: number;
  readonly results: readonly AttemptResult[];
  /** Why there is no token. */
  readonly tokenError?: DeliveryError;
}

/** UTF-16 units of what the service says. */
const MAX_QUOTED = 300;

/** @returns the outcome of a delivery that makes no further attempt. */
export function toOutcome(ended: EndedDelivery, world: DeliveryWorld): Outcome {
  const { delivery, isFirst, startedMs, results } = ended;
  const result = decisiveResult(results);
  const response = result?.kind === 'response' ? result : undefined;
  const ids = recipientIds(delivery.recipients);
  const redact = (text: string, isCut: boolean): string =>
    redactIds(world.redactor.redactCut(text), ids, isCut);
  const whole = response?.body ?? '';
  const read = isFirst ? whole : whole.slice(0, MAX_REDACTED_LENGTH);
  const isCut = response?.truncatedBy !== undefined || read !== whole;
  const redacted = response && { ...response, body: redact(read, isCut) };
  const requestId = response && requestIdOf(response);
  const said = response && findContradiction(response);
  return {
    delivery,
    status: result === undefined ? 'unsent' : deliveryStatus(result),
    statusCode: response?.status ?? null,
    requestId: requestId === undefined ? null : redact(requestId, false).slice(0, 200),
    attempts: results.length,
    durationMs: Math.round(world.now() - startedMs),
    error: errorOf(redacted ?? result, ended, world),
    response: redacted === undefined ? null : shownOf(redacted.body, isFirst),
    ...(said !== undefined && { contradiction: cut(redact(said, true), MAX_QUOTED) }),
  };
}

/** Redacting 256 KiB takes up to 100 ms, so of a response that is shown only in part, no more is redacted. */
const MAX_REDACTED_LENGTH = 65_536;

/**
 * @returns as much of the body as the outputs show, and one unit more, by which the outputs see that it was cut.
 * The slice of a string keeps the whole string in memory, and a plan may have 500, so it is copied.
 */
function shownOf(body: string, isFirst: boolean): string {
  const length = isFirst ? SHOWN_BYTES.first : SHOWN_BYTES.each;
  return body.length <= length ? body : Buffer.from(body.slice(0, length + 1)).toString();
}

/** The last result, unless it is not accepted and an earlier one may have been delivered. */
function decisiveResult(results: readonly AttemptResult[]): AttemptResult | undefined {
  const last = results.at(-1);
  if (last === undefined || deliveryStatus(last) === 'accepted') return last;
  return results.findLast((result) => deliveryStatus(result) === 'unknown') ?? last;
}

function errorOf(
  result: AttemptResult | undefined,
  ended: EndedDelivery,
  { config }: DeliveryWorld,
): DeliveryError | null {
  const status = result && deliveryStatus(result);
  if (status === 'accepted') return null;
  // That an attempt may have been delivered matters more than the missing token.
  if (ended.tokenError !== undefined && status !== 'unknown') return ended.tokenError;
  const { host } = config.service;
  const { mode } = config.rules;
  return explain({ ...ended, result, attempts: ended.results.length, host, mode });
}

/** WalkMe documents no header of this kind. Services and gateways use these names. */
const requestIdNames = [
  /^(x-)?request-?id$/,
  /request-id$/,
  /^(x-)?correlation-?id$/,
  /correlation-id$/,
  /^traceparent$/,
  /^cf-ray$/,
];

function requestIdOf({ headers }: HttpResponse): string | undefined {
  const given = Object.entries(headers).filter(([, value]) => value !== '');
  const found = requestIdNames
    .map((pattern) => given.find(([name]) => pattern.test(name))?.[1])
    .find((value) => value !== undefined);
  // Node.js reads headers as Latin-1.
  const utf8 = Buffer.from(found ?? '', 'latin1').toString('utf8');
  return utf8 === '' || utf8.includes('\ufffd') ? found : utf8;
}

/** @returns the outcome of a delivery without an attempt, or of one about which nothing is known. */
export function notSent(
  delivery: Delivery,
  status: 'skipped' | 'unsent' | 'unknown',
  error: DeliveryError | null,
): Outcome {
  const nothing = { statusCode: null, requestId: null, response: null };
  return { delivery, status, error, attempts: 0, durationMs: 0, ...nothing };
}

/** @returns a warning where an accepted delivery may not have been one. */
export function warnOfContradiction({
  delivery,
  statusCode,
  contradiction,
}: Outcome): readonly WarningDiagnostic[] {
  if (contradiction === undefined) return [];
  return [
    {
      level: 'warning',
      message: `${delivery.name}: the service accepted the notification with HTTP ${statusCode}, but its response does not confirm it: ${contradiction}`,
      hint: 'Check in the Communication Center that the notification is there.',
    },
  ];
}
