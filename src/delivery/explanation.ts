/** Explains why a delivery was not accepted: error code, what happened, and what to do. */

import type { Config } from '../config/config.ts';
import type { ErrorDiagnostic } from '../diagnostics.ts';
import { connectHint } from '../http/connect-failure.ts';
import type { AttemptResult, HttpResponse } from '../http/http.ts';
import { readText } from '../http/response-text.ts';
import { cut } from '../text/escape.ts';
import { duration, plural } from '../text/format.ts';
import type { StopReason } from './delivery-world.ts';
import { deliveryStatus } from './status.ts';

/** Why a delivery was not accepted, and what to do. */
export type DeliveryError = ErrorDiagnostic & { readonly hint: string };

/** Why there are no further attempts. */
export interface Stopped {
  readonly stopBecause: StopReason;
  /** The wait that the service requested, if it did. */
  readonly retryAfterMs?: number | undefined;
}

/** A delivery that was not accepted. */
interface FailedDelivery extends Stopped {
  /**
   * The result that decided the status, its body without secrets and ids of recipients; nothing if there
   * was no attempt.
   */
  readonly result: AttemptResult | undefined;
  readonly attempts: number;
  readonly host: string;
  readonly mode: Config['rules']['mode'];
}

const NOT_DELIVERED = 'The notification was not delivered.';

/** @returns the error to report. Messages say what happened, hints what to do. */
export function explain(failed: FailedDelivery): DeliveryError {
  const { result } = failed;
  if (result === undefined) return explainNoAttempt(failed);
  if (deliveryStatus(result) === 'unknown') return explainUnknown(result, failed);
  if (result.kind === 'response') return explainResponse(result, failed);
  const why = isAborted(result) ? '' : whyStopped(failed);
  return {
    code: 'unreachable',
    message: `${failed.host} could not be reached: ${result.detail}.${why}`,
    hint: `${NOT_DELIVERED} ${connectHint(result)}`,
  };
}

/** Time ran out, or the job was cancelled, before the first attempt. */
function explainNoAttempt({ stopBecause, retryAfterMs, host }: FailedDelivery): DeliveryError {
  const code = 'deadline-exceeded';
  if (stopBecause === 'cancelled') {
    const hint = 'Re-run the job to send the notification.';
    return { code, message: 'Not sent: the job was cancelled before the first attempt.', hint };
  }
  const reason = retryAfterMs
    ? `\`Retry-After\` of ${host} was ${duration(retryAfterMs)}, and \`timeout-seconds\` leaves no time for an attempt`
    : '`timeout-seconds` leaves no time for an attempt';
  return { code, message: `Not sent: ${reason}.`, hint: 'Increase `timeout-seconds`.' };
}

function explainUnknown(result: AttemptResult, failed: FailedDelivery): DeliveryError {
  const { host, mode } = failed;
  const said =
    result.kind === 'response'
      ? `${host} returned HTTP ${result.status}${inParentheses(readText(result).text)}`
      : `${host} returned no usable response: ${result.detail}`;
  const isCancelled = isAborted(result);
  const advice =
    mode === 'at-least-once' || isCancelled
      ? ''
      : ' To retry anyway and accept duplicates, set `delivery: at-least-once`.';
  return {
    code: 'delivery-unknown',
    message: `Delivery unknown: ${said}. The notification may have been delivered.${isCancelled ? '' : whyStopped(failed)}`,
    hint: `Check the Communication Center before you re-run the job, because a re-run sends the notification again.${advice}`,
  };
}

function explainResponse(response: HttpResponse, failed: FailedDelivery): DeliveryError {
  const { status } = response;
  const { stopBecause } = failed;
  const { kind, text } = readText(response);
  const returned = `${failed.host} returned HTTP ${status}${inParentheses(text)}`;
  const error = (code: DeliveryError['code'], hint: string): DeliveryError => {
    const message = `${returned}.${whyStopped(failed)}`;
    return { code, message, hint: `${NOT_DELIVERED} ${hint}` };
  };
  const unlessPage = (hint: string): string => (kind === 'page' ? pageHint : hint);
  if (deliveryStatus(response) === 'throttled') {
    if (stopBecause === 'cancelled') return error('rate-limited', 'Re-run the job later.');
    const input = stopBecause === 'attempts' ? 'max-attempts' : 'timeout-seconds';
    return error('rate-limited', `Increase \`${input}\`, or re-run the job later.`);
  }
  if (status < 400) return error('request-refused', redirectHint);
  if (status === 401) {
    const refused = error('token-refused', unlessPage(rejectedTokenHint));
    const isNew = stopBecause === 'final';
    return isNew ? { ...refused, message: `${returned} even with a new access token.` } : refused;
  }
  if (status === 403) return error('permission-denied', unlessPage(permissionHint));
  const isQuoted = text !== '' && kind !== 'encoded';
  const source = isQuoted ? ' The text in parentheses comes from the service.' : '';
  const hint = hints.get(status) ?? idsHint;
  return error('request-refused', unlessPage(`${hint}${source}`));
}

const idsHint = 'Check the IDs of the template, the recipients, and the system in WalkMe.';

const addressHint = 'Check `base-url` and `region`: the address may belong to another service.';

/** By status, where the IDs are not the likely cause. */
const hints: ReadonlyMap<number, string> = new Map([
  [405, addressHint],
  [413, 'Shorten the texts, or send to audiences instead of single people.'],
  [415, addressHint],
]);

const rejectedTokenHint =
  'Check in the Admin Center that the API key is active and has the permission "Notification API: Write", and that `region` matches your account.';
const permissionHint =
  'The API key probably lacks the permission "Notification API: Write". Set it in the Admin Center, under API Keys.';

/** What to do about a redirect. */
export const redirectHint =
  'Redirects are never followed. Set `base-url` to the final address, or `region` to that of your account.';

/** What to do about a web page. Whatever wrote it knows nothing of the API key. */
export const pageHint =
  'Check `base-url` or `region`, and that the proxy (HTTPS_PROXY) and the firewall of the runner allow this host.';

/** The detail then says that the job was cancelled. */
function isAborted(result: AttemptResult): boolean {
  return result.kind === 'no-response' && result.cause === 'aborted';
}

/** @returns what a response says, on one line, at most 300 characters, without a full stop at its end; blank if nothing. */
export function inParentheses(text: string): string {
  return text === '' ? '' : ` (${cut(text.replace(/\s+/g, ' ').replace(/(?<!\.)\.$/, ''), 300)})`;
}

/** @returns why there was no further attempt, as sentences to append to a message. */
export function whyStopped({
  stopBecause,
  attempts,
  retryAfterMs,
}: Stopped & Pick<FailedDelivery, 'attempts'>): string {
  if (stopBecause === 'final') return '';
  const asked = retryAfterMs ? ` \`Retry-After\` was ${duration(retryAfterMs)}.` : '';
  const reasons: Readonly<Record<Exclude<StopReason, 'final'>, string>> = {
    attempts: ` Stopped after ${plural(attempts, 'attempt')}.`,
    deadline: ' `timeout-seconds` leaves no time to retry.',
    cancelled: ' The job was cancelled.',
  };
  return `${asked}${reasons[stopBecause]}`;
}
