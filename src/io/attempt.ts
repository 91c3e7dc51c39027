/** Runs one attempt within its limits and reports how far it came. What that means is not decided here. */

import type http from 'node:http';
import type { AttemptLimits, AttemptResult, NoResponse } from '../http/http.ts';
import { describeError } from './describe-error.ts';
import { readResponse } from './response-head.ts';

/** Of a response, more is not read: the outputs show 64 KiB, and the rest is room for redaction. */
export const MAX_RESPONSE_BYTES = 262_144;

/** An attempt under way: what is known of it when its time runs out. */
export interface Attempt {
  phase: NoResponse['phase'];
  /** What a failure now would be attributed to. */
  cause: NoResponse['cause'];
  /** The status with which a proxy refused. */
  proxyStatus?: number;
  response?: http.IncomingMessage;
  readonly chunks: Buffer[];
  /** What has arrived before the library recognized a response: it may refuse one that is whole. */
  readonly arrived: Buffer[];
  /** Everything that must end when the attempt does. */
  readonly connections: Set<{ readonly destroy: () => unknown }>;
  isOver: boolean;
}

/** Runs an attempt. When it fails, or its time is over, its sockets are destroyed. Never rejects. */
export function runAttempt(
  { timeoutMs, signal }: AttemptLimits,
  run: (attempt: Attempt) => Promise<void>,
): Promise<AttemptResult> {
  const attempt: Attempt = {
    phase: 'connecting',
    cause: 'network',
    chunks: [],
    arrived: [],
    connections: new Set(),
    isOver: false,
  };
  return new Promise((resolve) => {
    const finish = (detail?: string): void => {
      attempt.isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (detail !== undefined) for (const it of attempt.connections) it.destroy();
      resolve(toResult(attempt, detail));
    };
    const onAbort = (): void => {
      attempt.cause = 'aborted';
      finish('the job was cancelled');
    };
    const timer = setTimeout(() => {
      attempt.cause = 'timeout';
      finish(`timed out after ${Math.round(timeoutMs / 100) / 10} s`);
    }, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) return onAbort();
    run(attempt).then(
      () => finish(),
      (error) => finish(describeError(error)),
    );
  });
}

/** A status line that has arrived makes a response of it, whatever happened afterwards. */
function toResult(attempt: Attempt, detail: string | undefined): AttemptResult {
  const { phase, cause, proxyStatus, response, chunks, arrived } = attempt;
  if (response === undefined) {
    const refused = readResponse(Buffer.concat(arrived).toString('latin1'));
    if (refused !== undefined) return { ...refused, truncatedBy: detail ?? 'it is not valid HTTP' };
    const status = proxyStatus === undefined ? {} : { proxyStatus };
    return { kind: 'no-response', phase, cause, detail: detail ?? '', ...status };
  }
  return {
    kind: 'response',
    status: response.statusCode ?? 0,
    headers: flatten(response.headers),
    body: Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES).toString('utf8'),
    ...(detail !== undefined && { truncatedBy: detail }),
  };
}

function flatten(headers: http.IncomingHttpHeaders): Readonly<Record<string, string>> {
  const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(pairs);
}
