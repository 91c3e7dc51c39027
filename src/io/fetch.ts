/** A `fetch` over our connections: proxies by our rules, no redirect, a bounded body. */

import { isLastingFailure } from '../http/connect-failure.ts';
import type { HttpResponse } from '../http/http.ts';
import { type Attempt, exchange, runAttempt } from './attempt.ts';
import { connect } from './connection.ts';

/** A page of GitHub's API has less than 1 MiB. */
const maxBody = { bytes: 16 * 1024 * 1024, error: 'the response is longer than 16 MiB' };

/** The most that a timer can wait: only the signal limits the time. */
const timeoutMs = 2 ** 31 - 1;

/** What Octokit asks of a `fetch`. */
interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends one request on a new connection. Settles when the signal aborts, whatever the network does.
 * @throws {Error} if there is no whole response, or the response is a redirect. Its own property
 * `isLasting` says whether the same would happen again.
 * @throws the reason of the signal.
 */
export async function fetch(address: string, options: FetchOptions = {}): Promise<Response> {
  const { signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  const url = new URL(address);
  let cause: unknown;
  const result = await runAttempt({ timeoutMs, signal }, maxBody, async (attempt) => {
    try {
      await send(url, options, attempt);
    } catch (error) {
      cause = error;
      throw error;
    }
  });
  signal.throwIfAborted();
  if (result.kind === 'no-response') throw failed(result.detail, isLastingFailure(result), cause);
  if (result.truncatedBy !== undefined) throw failed(result.truncatedBy, false, cause);
  return toResponse(result);
}

async function send(url: URL, options: FetchOptions, attempt: Attempt): Promise<void> {
  const { method = 'GET', headers = {}, body } = options;
  const connecting = connect(url, attempt);
  const request = {
    method,
    path: `${url.pathname}${url.search}`,
    headers: {
      ...headers,
      host: url.host,
      'accept-encoding': 'identity',
      connection: 'close',
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
  };
  await exchange(request, body, connecting, attempt);
  (await connecting).destroy();
}

function failed(message: string, isLasting: boolean, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { isLasting });
}

function toResponse({ status, headers, body }: HttpResponse): Response {
  if (status >= 300 && status <= 399 && status !== 304) {
    const message = `HTTP ${status} redirects to another address, and redirects are not followed`;
    throw failed(message, true);
  }
  if (status < 200 || status > 599) throw failed(`HTTP ${status}`, false);
  const isEmpty = status === 204 || status === 205 || status === 304;
  return new Response(isEmpty ? null : body, { status, headers });
}
