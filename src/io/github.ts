/** Talks to GitHub's API. The only importer of `@actions/github`. Loaded only when it is needed. */

import { setTimeout as sleep } from 'node:timers/promises';
import { textAt, valueAt } from '../text/property.ts';
import type { GithubAccess, GithubApi, GithubResponse } from '../world.ts';
import { fetch } from './fetch.ts';
import { proxyFor } from './proxy.ts';

/** As many as `@octokit/plugin-retry` makes. */
const MAX_RETRIES = 3;

/** The wait before the first retry; each later one is twice as long. */
const BACKOFF_MS = 500;

/** The library's own log would go past ours. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Options of every request: our connections, and nothing printed. */
interface RequestOptions {
  readonly fetch: typeof fetch;
  readonly log: typeof silent;
  readonly signal: AbortSignal;
}

/** @returns the options of a request that the signal ends. */
export function requestOptions(signal: AbortSignal): RequestOptions {
  return { fetch, log: silent, signal };
}

/**
 * Opens the API. The library is loaded here, because it reads the environment as it loads, and throws
 * at what it cannot read. In the bundle it has neither undici nor `octokit.rest` (scripts/build.ts).
 * @throws {Error} if `GITHUB_API_URL` cannot be read.
 * @throws {Fault} if a proxy variable cannot be read.
 */
export async function openOctokit(token: string) {
  // What is wrong with the proxy's variable is reported as it is, and not as an error of the library.
  proxyFor(new URL(process.env['GITHUB_API_URL'] || 'https://api.github.com'));
  const { getOctokit } = await import(/* webpackChunkName: "github" */ '@actions/github');
  return getOctokit(token, { log: silent, request: { fetch } });
}

type Octokit = Awaited<ReturnType<typeof openOctokit>>;
type Parameters = Readonly<Record<string, string | number>>;

/** Opens the REST API. Its `get` retries server errors and failed connections, three times at most. */
export async function openGithub(access: GithubAccess): Promise<GithubApi> {
  const { remainingMs, signal } = access;
  const ms = Math.floor(remainingMs);
  const deadline = ms > 0 ? AbortSignal.timeout(ms) : AbortSignal.abort();
  const over = AbortSignal.any([signal, deadline]);
  const ended = (): GithubResponse => ({
    kind: 'no-response',
    because: signal.aborted ? 'cancelled' : 'deadline',
    detail: '',
  });
  const opening = openOctokit(access.token);
  opening.catch(() => undefined);
  return {
    async get(route, parameters) {
      for (let retries = 0; ; retries += 1) {
        if (over.aborted) return ended();
        const response = await send(opening, route, parameters, over, access);
        if (over.aborted) return ended();
        if (retries === MAX_RETRIES || !isTransient(response)) return response;
        await sleep(BACKOFF_MS * 2 ** retries, undefined, { signal: over }).catch(() => undefined);
      }
    },
  };
}

/** Sends one request, and logs what it came to. */
async function send(
  opening: Promise<Octokit>,
  route: string,
  parameters: Parameters,
  over: AbortSignal,
  { apiUrl, requestTimeoutMs, log }: GithubAccess,
): Promise<GithubResponse> {
  const startedMs = performance.now();
  const timeout = AbortSignal.timeout(requestTimeoutMs);
  const response = await attempt(async () => {
    const octokit = await opening;
    return octokit.request(route, {
      ...parameters,
      ...(apiUrl !== '' && { baseUrl: apiUrl.replace(/\/+$/, '') }),
      request: requestOptions(AbortSignal.any([over, timeout])),
    });
  }, timeout);
  const came = response.kind === 'response' ? `HTTP ${response.status}` : response.detail;
  log(`GitHub: GET ${route}: ${came} in ${Math.round(performance.now() - startedMs)} ms.`);
  return response;
}

async function attempt(run: () => Promise<unknown>, timeout: AbortSignal): Promise<GithubResponse> {
  try {
    return toResponse(await run());
  } catch (error) {
    const response = valueAt(error, 'response');
    if (response !== undefined) return toResponse(response);
    const message = error instanceof Error ? error.message : String(error);
    const detail = timeout.aborted ? 'it did not respond in time' : message;
    return { kind: 'no-response', because: 'network', detail };
  }
}

/** @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function toResponse(response: unknown): GithubResponse {
  const status = Number(textAt(response, 'status'));
  const body = valueAt(response, 'data');
  const isSpent = textAt(response, 'headers', 'x-ratelimit-remaining') === '0';
  const isLimited = isSpent || /rate limit/i.test(textAt(body, 'message'));
  return {
    kind: 'response',
    status,
    body,
    hasNext: textAt(response, 'headers', 'link').includes('rel="next"'),
    isRateLimited: status === 429 || (status === 403 && isLimited),
  };
}

/** Whether a later attempt may come to something else. */
function isTransient(response: GithubResponse): boolean {
  return response.kind === 'no-response' || response.status >= 500;
}
