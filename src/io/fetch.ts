/** A `fetch` over our connections: proxies by our rules, no redirect, a bounded body. */

import { isLastingFailure } from '../http/connect-failure.ts';
import type { HttpResponse } from '../http/http.ts';
import { exchange, type Message, runAttempt } from './attempt.ts';
import { connect } from './connection.ts';

/** A page of GitHub's API has less than 1 MiB. */
const maxBody = { bytes: 16 * 1024 * 1024, error: 'the response is longer than 16 MiB' };

/** The most that a timer can wait: only the signal limits the time. */
const timeoutMs = 2 ** 31 - 1;

/** What Octokit asks of a `fetch`. */
interface FetchOptions extends Message {
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
  const result = await runAttempt({ timeoutMs, signal }, maxBody, (attempt) =>
    exchange(url, options, connect(url, attempt), attempt),
  );
  signal.throwIfAborted();
  if (result.kind === 'no-response') throw failed(result.detail, isLastingFailure(result));
  if (result.truncatedBy !== undefined) throw failed(result.truncatedBy, false);
  return toResponse(result);
}

function failed(message: string, isLasting: boolean): Error {
  return Object.assign(new Error(message), { isLasting });
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
