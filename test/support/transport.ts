/** A transport, and requests that are right unless changed. */

import type { AttemptLimits, AttemptResult, HttpRequest } from '../../src/http/http.ts';
import { createTransport } from '../../src/io/transport.ts';

export type Change = Partial<HttpRequest & AttemptLimits>;

export interface Client {
  readonly send: (url: string, change?: Change) => Promise<AttemptResult>;
  readonly openAhead: (url: string) => Promise<void>;
}

/** Five seconds are the limit unless a test sets another. */
export function openClient(): Client {
  const transport = createTransport();
  return {
    openAhead: transport.openAhead,
    send(url, { timeoutMs = 5000, signal = new AbortController().signal, ...request } = {}) {
      const right = {
        url,
        contentType: 'application/json',
        body: '{"notification":{}}',
        authorization: { scheme: 'bearer', token: 'access-token-1' },
      } as const;
      return transport.send({ ...right, ...request }, { timeoutMs, signal });
    },
  };
}

/** One request over a transport of its own. */
export function sendOnce(url: string, change?: Change): Promise<AttemptResult> {
  return openClient().send(url, change);
}
