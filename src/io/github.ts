/** Talks to GitHub's API. The only importer of `@actions/github`. Loaded only when it is needed. */

import { setTimeout as sleep } from 'node:timers/promises';
import { textAt, valueAt } from '../text/property.ts';
import type { GithubAccess, GithubApi, GithubResponse } from '../world.ts';
import { fetch } from './fetch.ts';
import { proxyFor } from './proxy.ts';

/** As many as `@octokit/plugin-retry` makes (interface, section 11). */
const MAX_RETRIES = 3;

/** The wait before the first retry; each later one is twice as long. */
const FIRST_BACKOFF_MS = 500;

const quiet = (): void => undefined;

/** The library's own log would go past ours. */
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/**
 * Opens the API. The library is loaded here, because it reads the environment as it loads, and throws
 * at what it cannot read. In the bundle it has neither undici nor `octokit.rest` (scripts/build.ts).
 * @throws {Error} if `GITHUB_API_URL` cannot be read.
 * @throws {Fault} if a proxy variable cannot be read.
 */
async function openOctokit(token: string) {
  // What is wrong with the proxy's variable is reported as it is, and not as an error of the library.
  proxyFor(new URL(process.env['GITHUB_API_URL'] || 'https://api.github.com'));
  const { getOctokit } = await import(/* webpackChunkName: "github" */ '@actions/github');
  return getOctokit(token, { log: silent, request: { fetch, log: silent } });
}

/** Opens the REST API. */
export async function openGithub(access: GithubAccess): Promise<GithubApi> {
  const request = createRequest(access);
  return { get: (route, parameters) => request(`GET ${route}`, parameters) };
}

type Parameters = Readonly<Record<string, unknown>>;

/**
 * @returns a function that sends a request to a route such as `POST /graphql`. It retries server errors
 * and failed connections, three times at most, and logs what each attempt came to. It never rejects.
 */
export function createRequest(
  access: GithubAccess,
): (route: string, parameters: Parameters) => Promise<GithubResponse> {
  const untilMs = performance.now() + access.remainingMs;
  const opening = openOctokit(access.token);
  opening.catch(() => undefined);
  const { apiUrl } = access;
  return async (route, parameters) => {
    const request = async (signal: AbortSignal): Promise<unknown> =>
      (await opening).request(route, {
        ...parameters,
        ...(apiUrl !== '' && { baseUrl: apiUrl.replace(/\/+$/, '') }),
        request: { signal },
      });
    for (let retries = 0; ; retries += 1) {
      const startedMs = performance.now();
      const response = await send(request, untilMs - startedMs, access);
      const endedMs = performance.now();
      const came = response.kind === 'response' ? `HTTP ${response.status}` : response.detail;
      access.log(`GitHub: ${route}: ${came} in ${Math.round(endedMs - startedMs)} ms.`);
      const waitMs = FIRST_BACKOFF_MS * 2 ** retries;
      const isLate = endedMs + waitMs >= untilMs;
      if (retries === MAX_RETRIES || isLate || !isTransient(response)) return response;
      await sleep(waitMs, undefined, { signal: access.signal }).catch(() => undefined);
    }
  };
}

/** @param leftMs until the time for all requests is over. */
async function send(
  request: (signal: AbortSignal) => Promise<unknown>,
  leftMs: number,
  { requestTimeoutMs, signal }: GithubAccess,
): Promise<GithubResponse> {
  const timeoutMs = Math.ceil(Math.min(leftMs, requestTimeoutMs));
  const timeout = timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : AbortSignal.abort();
  try {
    return toResponse(await request(AbortSignal.any([signal, timeout])));
  } catch (error) {
    if (signal.aborted) return noResponse('cancelled', 'the job was cancelled');
    if (timeout.aborted) {
      const because = leftMs <= requestTimeoutMs ? 'deadline' : 'network';
      return noResponse(because, 'it did not respond in time');
    }
    const response = valueAt(error, 'response');
    if (response !== undefined) return toResponse(response);
    const message = error instanceof Error ? error.message : String(error);
    // The library wraps what our connections throw. What fails before them does so each time.
    const thrown = valueAt(error, 'cause');
    const isLasting = thrown === undefined || valueAt(thrown, 'isLasting') === true;
    return noResponse('network', message, isLasting);
  }
}

function noResponse(
  because: 'network' | 'deadline' | 'cancelled',
  detail: string,
  isLasting = false,
): GithubResponse {
  return { kind: 'no-response', because, isLasting, detail };
}

/** @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function toResponse(response: unknown): GithubResponse {
  const status = Number(textAt(response, 'status'));
  const body = valueAt(response, 'data');
  const isSpent = textAt(response, 'headers', 'x-ratelimit-remaining') === '0';
  const isLimited = isSpent || /rate limit/i.test(textAt(body, 'message'));
  const isRateLimited = status === 429 || (status === 403 && isLimited);
  return { kind: 'response', status, body, isRateLimited };
}

/** Whether a later attempt may come to something else. */
function isTransient(response: GithubResponse): boolean {
  if (response.kind === 'response') return response.status >= 500;
  return response.because === 'network' && !response.isLasting;
}
