/** A delivery that was not accepted in; its error code, what happened, and what to do out. */

import { cut } from '../text/escape.ts';
import { duration, plural } from '../text/format.ts';
import type { Exchange, NoReply, Reply } from './http.ts';
import type { DeliveryError } from './outcome.ts';
import type { Stop } from './retry.ts';
import { deliveryStatus } from './status.ts';

/** Where a delivery ended. */
export interface Ending {
  /** The exchange that decided the status, and did not accept; nothing if none took place. */
  readonly exchange: Exchange | undefined;
  readonly attempts: number;
  /** Why it was not tried again, where it might have been. */
  readonly stop: Stop | undefined;
  readonly host: string;
  /** Whether sends that may have arrived are repeated. */
  readonly repeats: boolean;
  /** @returns a text of the service without secrets and without the ids of people. */
  readonly clean: (text: string) => string;
}

/** @returns what to tell people. Messages say what happened, hints what to do. */
export function explain(ending: Ending): DeliveryError {
  const { exchange, host } = ending;
  if (exchange === undefined) return explainUntried(ending);
  if (exchange.kind === 'reply') return explainReply(exchange, ending);
  return deliveryStatus(exchange) === 'unsent'
    ? explainUnreachable(exchange, ending)
    : explainDoubt(`${host} did not answer: ${exchange.detail}`, ending);
}

function explainReply(reply: Reply, ending: Ending): DeliveryError {
  const text = serviceText(reply, ending.clean);
  const said = `${ending.host} answered HTTP ${reply.status}${text === '' ? '' : ` (${text})`}`;
  const status = deliveryStatus(reply);
  if (status === 'unknown') return explainDoubt(said, ending);
  if (status !== 'throttled') return explainRefusal(reply.status, said, ending);
  return {
    code: 'rate-limited',
    message: `${said}, so this request notified nobody${why(ending)}`,
    hint: 'Run the job again later, or give more `timeout-seconds`; an audience instead of many systems needs fewer requests.',
  };
}

function explainDoubt(said: string, ending: Ending): DeliveryError {
  const { exchange, repeats } = ending;
  const isFinal = repeats || (exchange?.kind === 'no-reply' && exchange.cause === 'aborted');
  return {
    code: 'delivery-unknown',
    message: `People may have been notified, or not: ${said}${why(ending)}`,
    hint: `Look in the Communication Center before you run the job again, because a re-run sends it again.${isFinal ? '' : ' Where twice is better than never, `delivery: at-least-once` repeats such sends.'}`,
  };
}

function explainRefusal(status: number, said: string, ending: Ending): DeliveryError {
  if (status === 401) {
    return {
      code: 'token-refused',
      message: `${said}${ending.stop === undefined ? ' although the token was fresh' : why(ending)}`,
      hint: 'This request notified nobody. Check in the Admin Center that the API key is active and has Notification API = Write, and that `region` is that of your account.',
    };
  }
  if (status === 403) {
    return {
      code: 'permission-denied',
      message: said,
      hint: 'This request notified nobody. The API key probably lacks its permission: Admin Center, API Keys, switch on Notification API and choose Write.',
    };
  }
  return {
    code: 'request-refused',
    message: said,
    hint:
      status < 400
        ? 'This request notified nobody. Redirects are never followed: give the final address as `base-url`, or the right `region`.'
        : "This request notified nobody. Check the ids of template, audiences, people and system in WalkMe; the text above is the service's own.",
  };
}

/** Time ran out, or the job was cancelled, before the first send. */
function explainUntried({ stop, host }: Ending): DeliveryError {
  const cancelled = stop?.because === 'cancelled';
  const asked =
    stop?.askedMs === undefined ? '' : `: ${host} asked to wait ${duration(stop.askedMs)}`;
  return {
    code: 'deadline-exceeded',
    message: `Not sent: ${cancelled ? 'the job was cancelled' : `no time was left${asked}`}`,
    hint: `This request notified nobody.${cancelled ? '' : ' Give more `timeout-seconds`.'}`,
  };
}

function explainUnreachable(exchange: NoReply, ending: Ending): DeliveryError {
  return {
    code: 'unreachable',
    message: `${ending.host} could not be reached: ${exchange.detail}${why(ending)}`,
    hint: `This request notified nobody. ${connectHint(exchange)}`,
  };
}

/** @returns what to do about a connection that did not come about. */
export function connectHint({ cause, detail, proxyStatus }: NoReply): string {
  if (/CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID/.test(detail)) {
    return 'Check `region` or `base-url`; if they are right, tell whoever runs that host.';
  }
  if (cause === 'certificate') {
    return 'If the certificate comes from an authority of your own, name its file in the environment variable NODE_EXTRA_CA_CERTS.';
  }
  if (proxyStatus === 407) return 'The proxy wants a user and a password in HTTPS_PROXY.';
  if (cause === 'proxy')
    return 'Check HTTPS_PROXY and NO_PROXY, and that the proxy allows this host.';
  return 'Check `region` or `base-url`, and the network, firewall and proxy (HTTPS_PROXY) of the runner.';
}

/** The beginning of a reply on one line, cut only after it was cleaned. */
function serviceText(reply: Reply, clean: (text: string) => string): string {
  return cut(clean(reply.body.slice(0, 8192)).replace(/\s+/g, ' ').trim(), 300);
}

function why({ stop, attempts }: Ending): string {
  if (stop === undefined) return '';
  const asked = stop.askedMs === undefined ? '' : `; it asked to wait ${duration(stop.askedMs)}`;
  const reasons: Readonly<Record<Stop['because'], string>> = {
    attempts: `${plural(attempts, 'attempt')}${asked}`,
    deadline: `no time is left to send it again${asked}`,
    cancelled: `the job was cancelled${asked}`,
  };
  return ` (${reasons[stop.because]})`;
}
