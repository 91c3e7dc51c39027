/** Explains why a delivery was not accepted: error code, what happened, and what to do. */

import type { Config } from '../config/config.ts';
import type { AttemptResult, HttpResponse, NoResponse } from '../http/http.ts';
import type { StopReason } from '../http/retry.ts';
import { cut } from '../text/escape.ts';
import { duration, plural } from '../text/format.ts';
import type { DeliveryError } from './outcome.ts';
import { deliveryStatus } from './status.ts';

/** A delivery that was not accepted. */
interface FailedDelivery {
  /** The result that decided the status; nothing if there was no attempt. */
  readonly result: AttemptResult | undefined;
  /** The response's body, without secrets and ids of recipients. */
  readonly body: string;
  readonly attempts: number;
  readonly stopBecause: StopReason;
  /** The wait that the service requested, if it did. */
  readonly retryAfterMs: number | undefined;
  readonly host: string;
  readonly mode: Config['rules']['mode'];
}

const NOT_DELIVERED = 'The notification was not delivered.';

/** @returns the error to report. Messages say what happened, hints what to do. */
export function explain(failed: FailedDelivery): DeliveryError {
  const { result } = failed;
  if (result === undefined) return explainNoAttempt(failed);
  if (deliveryStatus(result) === 'unknown') return explainUnknown(result, failed);
  return result.kind === 'response'
    ? explainResponse(result, failed)
    : explainUnreachable(result, failed);
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
      ? describeResponse(result, failed)
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
  const message = `${describeResponse(response, failed)}.${whyStopped(failed)}`;
  const error = (code: DeliveryError['code'], hint: string): DeliveryError => {
    return { code, message, hint: `${NOT_DELIVERED} ${hint}` };
  };
  if (deliveryStatus(response) === 'throttled') {
    const input = stopBecause === 'attempts' ? 'max-attempts' : 'timeout-seconds';
    return error('rate-limited', `Increase \`${input}\`, or re-run the job later.`);
  }
  if (status === 401) {
    const fresh = stopBecause === 'final' ? `${message} The access token was new.` : message;
    const hint =
      'Check in the Admin Center that the API key is active and has the permission "Notification API: Write", and that `region` matches your account.';
    return { ...error('token-refused', hint), message: fresh };
  }
  if (status === 403) {
    return error(
      'permission-denied',
      'The API key probably lacks the permission "Notification API: Write". Set it in the Admin Center, under API Keys.',
    );
  }
  if (status < 400) return error('request-refused', redirectHint);
  const quoted =
    failed.body.trim() === '' ? '' : ' The text in parentheses comes from the service.';
  return error(
    'request-refused',
    `Check the IDs of the template, the recipients, and the system in WalkMe.${quoted}`,
  );
}

/** What to do about a redirect. */
export const redirectHint =
  'Redirects are never followed. Set `base-url` to the final address, or `region` to that of your account.';

function explainUnreachable(result: NoResponse, failed: FailedDelivery): DeliveryError {
  return {
    code: 'unreachable',
    message: `${failed.host} could not be reached: ${result.detail}.${isAborted(result) ? '' : whyStopped(failed)}`,
    hint: `${NOT_DELIVERED} ${connectHint(result)}`,
  };
}

/** The detail then says that the job was cancelled. */
function isAborted(result: AttemptResult): boolean {
  return result.kind === 'no-response' && result.cause === 'aborted';
}

/** @returns what to do about a connection that could not be opened. */
export function connectHint({ cause, detail, proxyStatus }: NoResponse): string {
  if (/CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID/.test(detail)) {
    return 'Check `region` or `base-url`. If they are right, contact the operator of that host.';
  }
  if (cause === 'certificate') {
    return 'If a private certificate authority issued the certificate, set the environment variable NODE_EXTRA_CA_CERTS of the job to the path of its certificate.';
  }
  if (proxyStatus === 407) return 'Set a valid user name and password in HTTPS_PROXY.';
  if (proxyStatus !== undefined) {
    return 'Check HTTPS_PROXY and NO_PROXY, and that the proxy allows this host.';
  }
  if (cause === 'proxy' || cause === 'proxy-settings') {
    return 'Check HTTPS_PROXY and NO_PROXY, and that the proxy is running.';
  }
  return 'Check `region` or `base-url`, and the network, firewall, and proxy (HTTPS_PROXY) of the runner.';
}

/** Cuts the text of the service only after it was redacted. */
function describeResponse(response: HttpResponse, { host, body }: FailedDelivery): string {
  const text = body.slice(0, 8192).replace(/\s+/g, ' ').trim();
  const shown = encodingOf(response) ?? cut(text, 300);
  return `${host} returned HTTP ${response.status}${shown === '' ? '' : ` (${shown})`}`;
}

/** @returns what a body is encoded as although the request asked for none; nothing if it is not. */
export function encodingOf({ headers }: HttpResponse): string | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() || 'identity';
  if (encoding === 'identity') return undefined;
  const name = /^[a-z0-9, -]{1,40}$/.test(encoding) ? encoding : 'something unknown';
  return `the body is encoded as ${name}, which was not requested`;
}

/** @returns why there was no further attempt, as sentences to append to a message. */
export function whyStopped({
  stopBecause,
  attempts,
  retryAfterMs,
}: Pick<FailedDelivery, 'stopBecause' | 'attempts' | 'retryAfterMs'>): string {
  if (stopBecause === 'final') return '';
  const asked = retryAfterMs ? ` \`Retry-After\` was ${duration(retryAfterMs)}.` : '';
  const reasons: Readonly<Record<Exclude<StopReason, 'final'>, string>> = {
    attempts: ` Stopped after ${plural(attempts, 'attempt')}.`,
    deadline: ' `timeout-seconds` leaves no time to retry.',
    cancelled: ' The job was cancelled.',
  };
  return `${asked}${reasons[stopBecause]}`;
}
