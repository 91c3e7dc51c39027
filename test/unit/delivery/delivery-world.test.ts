import { describe, expect, it } from 'vitest';
import {
  type DeliveryWorld,
  retryStop,
  sendInTime,
  stopReason,
} from '../../../src/delivery/delivery-world.ts';
import type { AttemptLimits, AttemptResult, HttpRequest } from '../../../src/http/http.ts';
import { createDeliveryWorld, noResponse, ok } from '../../support/delivering.ts';

const request: HttpRequest = {
  url: 'https://api.test/send',
  contentType: 'application/json',
  body: '{}',
  authorization: { scheme: 'bearer', token: 'token-1' },
};

/** A world with so much time left, and what it was asked to send. */
function createWorld(
  leftMs: number,
  {
    signal = new AbortController().signal,
    result = ok.result,
  }: {
    readonly signal?: AbortSignal;
    readonly result?: AttemptResult;
  } = {},
) {
  const sent: { readonly request: HttpRequest; readonly limits: AttemptLimits }[] = [];
  const world: DeliveryWorld = {
    ...createDeliveryWorld(),
    deadlineMs: 1_000_000,
    signal,
    send: async (request, limits) => {
      sent.push({ request, limits });
      return result;
    },
    now: () => 1_000_000 - leftMs,
  };
  return { world, sent };
}

describe('a request starts', () => {
  it.each([
    [120_000, 0],
    [1000, 0],
    [1375, 375],
  ])('with %i ms left, after %i ms', (leftMs, waitMs) => {
    expect(stopReason(createWorld(leftMs).world, waitMs)).toBeUndefined();
  });

  it.each([
    [999.9, 0],
    [-5000, 0],
    [1374, 375],
    [120_000, Number.POSITIVE_INFINITY],
  ])('but not with %i ms left, after %i ms', (leftMs, waitMs) => {
    expect(stopReason(createWorld(leftMs).world, waitMs)).toBe('deadline');
  });

  it.each([120_000, 0])('nor after the job was cancelled, with %i ms left', (leftMs) => {
    const { world } = createWorld(leftMs, { signal: AbortSignal.abort() });
    expect(stopReason(world)).toBe('cancelled');
  });
});

describe('another attempt', () => {
  const ended = { attempts: 3, mayRetry: true, waitMs: 375 };
  const signal = AbortSignal.abort();

  it('is made until there were four', () => {
    expect(retryStop(ended, createWorld(120_000).world)).toBeUndefined();
  });

  it.each<
    [string, Partial<Parameters<typeof retryStop>[0]>, ReturnType<typeof createWorld>, string]
  >([
    ['the result is final', { mayRetry: false }, createWorld(9000), 'final'],
    [
      'the result is final, although cancelled',
      { mayRetry: false },
      createWorld(9000, { signal }),
      'final',
    ],
    ['the job was cancelled', {}, createWorld(9000, { signal }), 'cancelled'],
    [
      'the job was cancelled at the last attempt',
      { attempts: 4 },
      createWorld(9000, { signal }),
      'cancelled',
    ],
    ['it was the last attempt', { attempts: 4 }, createWorld(0), 'attempts'],
    ['there was one more than allowed', { attempts: 5 }, createWorld(9000), 'attempts'],
    ['the time does not suffice', {}, createWorld(1374), 'deadline'],
  ])('is not made where %s', (_, change, { world }, stopBecause) => {
    expect(retryStop({ ...ended, ...change }, world)).toBe(stopBecause);
  });
});

describe('a request may take', () => {
  it.each([
    [120_000, 30_000],
    [30_000, 30_000],
    [29_999, 29_999],
    [1000, 1000],
  ])('with %i ms left: %i ms', async (leftMs, timeoutMs) => {
    const { world, sent } = createWorld(leftMs);
    expect(await sendInTime(request, world)).toBe(ok.result);
    expect(sent).toEqual([{ request, limits: { timeoutMs, signal: world.signal } }]);
  });

  it.each([
    [120_000, 'request-timeout-seconds'],
    [29_999, 'timeout-seconds'],
  ])('with %i ms left: a timeout names `%s`', async (leftMs, input) => {
    const { result } = noResponse('connected', { cause: 'timeout', detail: 'timed out' });
    const { world } = createWorld(leftMs, { result });
    const detail = `timed out (\`${input}\`)`;
    expect(await sendInTime(request, world)).toEqual({ ...result, detail });
  });

  it('and another failure is returned as it is', async () => {
    const { result } = noResponse('connected', { cause: 'aborted' });
    expect(await sendInTime(request, createWorld(5000, { result }).world)).toBe(result);
  });
});
