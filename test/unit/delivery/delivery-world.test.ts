import { describe, expect, it } from 'vitest';
import {
  type DeliveryWorld,
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

describe('a request', () => {
  const signal = AbortSignal.abort();

  it.each([
    [120_000, 0, 0],
    [1000, 0, 0],
    [1375, 375, 3],
  ])('starts with %i ms left, after %i ms and %i attempts', (leftMs, waitMs, attempts) => {
    expect(stopReason(createWorld(leftMs).world, waitMs, attempts)).toBeUndefined();
  });

  it.each([
    ['no time is left', createWorld(-5000), 0, 0, 'deadline'],
    ['less than a second is left', createWorld(999.9), 0, 0, 'deadline'],
    ['less than a second is left after the wait', createWorld(1374), 375, 3, 'deadline'],
    ['the wait never ends', createWorld(120_000), Number.POSITIVE_INFINITY, 1, 'deadline'],
    ['it was the last attempt', createWorld(0), 375, 4, 'attempts'],
    ['there was one more than allowed', createWorld(9000), 375, 5, 'attempts'],
    ['the job was cancelled', createWorld(9000, { signal }), 0, 0, 'cancelled'],
    ['it was cancelled at the last attempt', createWorld(0, { signal }), 375, 4, 'cancelled'],
  ])('does not start where %s', (_, { world }, waitMs, attempts, reason) => {
    expect(stopReason(world, waitMs, attempts)).toBe(reason);
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
