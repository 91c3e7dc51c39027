import { describe, expect, it } from 'vitest';
import {
  type DeliveryWorld,
  exchange,
  retryAfterOf,
  tooLate,
} from '../../../src/delivery/delivery-world.ts';
import type { ExchangeLimits, HttpRequest } from '../../../src/delivery/http.ts';
import { lost, ok, reply } from '../../support/delivering.ts';

const request: HttpRequest = {
  url: 'https://api.test/send',
  contentType: 'application/json',
  body: '{}',
  authorization: { scheme: 'bearer', token: 'token-1' },
};

/** A world with so much time left, and what it was asked to send. */
function createWorld(leftMs: number, signal: AbortSignal = new AbortController().signal) {
  const asked: { readonly request: HttpRequest; readonly limits: ExchangeLimits }[] = [];
  const world: DeliveryWorld = {
    service: { tokenUrl: '', sendUrl: '', host: 'api.test' },
    credentials: { clientId: '', clientSecret: () => '' },
    rules: { mode: 'at-most-once', maxAttempts: 4, requestTimeoutMs: 30_000, timeoutMs: 120_000 },
    deadlineMs: 1_000_000,
    signal,
    send: async (request, limits) => {
      asked.push({ request, limits });
      return ok.exchange;
    },
    now: () => 1_000_000 - leftMs,
    sleep: async () => undefined,
    random: () => 0,
    mask: () => undefined,
    redact: (text) => text,
    log: { info: () => undefined, debug: () => undefined },
  };
  return { world, asked };
}

describe('a request is started', () => {
  it.each([120_000, 1001, 1000])('with %i ms left', (leftMs) => {
    expect(tooLate(createWorld(leftMs).world)).toBeUndefined();
  });

  it.each([999.9, 999, 0, -5000])('but not with %i ms left', (leftMs) => {
    expect(tooLate(createWorld(leftMs).world)).toEqual({ because: 'deadline' });
  });

  it.each([120_000, 0])('nor once the job is cancelled, with %i ms left', (leftMs) => {
    expect(tooLate(createWorld(leftMs, AbortSignal.abort()).world)).toEqual({
      because: 'cancelled',
    });
  });
});

describe('a request may take', () => {
  it.each([
    [120_000, 30_000],
    [30_000, 30_000],
    [29_999, 29_999],
    [1000, 1000],
  ])('with %i ms left: %i ms', async (leftMs, timeoutMs) => {
    const { world, asked } = createWorld(leftMs);
    expect(await exchange(request, world)).toEqual(ok.exchange);
    expect(asked).toEqual([{ request, limits: { timeoutMs, signal: world.signal } }]);
  });
});

it('Retry-After is that of a reply, whatever its status', () => {
  const headers = { 'retry-after': '2', 'x-other': '3' };
  expect(retryAfterOf(reply(503, { headers }).exchange)).toBe('2');
  expect(retryAfterOf(reply(429).exchange)).toBeUndefined();
  expect(retryAfterOf(lost.exchange)).toBeUndefined();
});
