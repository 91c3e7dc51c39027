import { describe, expect, it } from 'vitest';
import { type DeliveryStatus, deliveryStatus, mayRetry } from '../../../src/delivery/status.ts';
import { lost, noResponse, ok, response, throttled } from '../../support/delivering.ts';

describe('the status line decides', () => {
  it('by its class, but for 408, 425, and 429', () => {
    const exceptions: Readonly<Record<number, DeliveryStatus>> = {
      408: 'unknown',
      425: 'throttled',
      429: 'throttled',
    };
    const classes = ['unknown', 'accepted', 'refused', 'refused', 'unknown', 'unknown'] as const;
    const wrong = Array.from({ length: 600 }, (_, index) => 100 + index).filter((status) => {
      const expected = exceptions[status] ?? classes[Math.floor(status / 100) - 1];
      return deliveryStatus(response(status).result) !== expected;
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    [200, 'accepted'],
    [400, 'refused'],
    [429, 'throttled'],
    [503, 'unknown'],
  ])('whatever else is in a response: %i is %s', (code, status) => {
    const rest = { headers: { 'retry-after': '2' }, body: '{"id":', truncatedBy: 'aborted' };
    expect(deliveryStatus(response(code, rest).result)).toBe(status);
  });
});

it.each(['network', 'certificate', 'proxy', 'timeout', 'aborted'] as const)(
  'without a status line, the phase decides, whatever the cause (%s) and its name',
  (cause) => {
    for (const detail of ['ECONNRESET', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', '']) {
      expect(deliveryStatus(noResponse('connecting', { cause, detail }).result)).toBe('unsent');
      expect(deliveryStatus(noResponse('connected', { cause, detail }).result)).toBe('unknown');
    }
  },
);

describe('another attempt is allowed', () => {
  it.each([
    ['a lasting failure', noResponse('connecting', { cause: 'certificate' }).result, false, false],
    ['another connection that failed', noResponse('connecting').result, true, true],
    ['429', throttled().result, true, true],
    ['a lost response', lost.result, false, true],
    ['503', response(503).result, false, true],
    ['200', ok.result, false, false],
    ['400', response(400).result, false, false],
  ])('after %s: at most once %3$s, at least once %4$s', (_, result, once, repeated) => {
    expect(mayRetry(result, 'at-most-once')).toBe(once);
    expect(mayRetry(result, 'at-least-once')).toBe(repeated);
  });
});
