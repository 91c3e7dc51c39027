import { describe, expect, it } from 'vitest';
import { type DeliveryStatus, deliveryStatus, mayRetry } from '../../../src/delivery/status.ts';
import type { NoResponse } from '../../../src/http/http.ts';
import { lost, noResponse, ok, response, throttled } from '../../support/delivering.ts';

describe('the status line decides', () => {
  it.each<[status: number, status: DeliveryStatus, name: string]>([
    [200, 'accepted', 'OK'],
    [201, 'accepted', 'Created'],
    [202, 'accepted', 'Accepted'],
    [204, 'accepted', 'No Content'],
    [299, 'accepted', 'the last 2xx'],
    [300, 'refused', 'Multiple Choices'],
    [301, 'refused', 'Moved Permanently'],
    [302, 'refused', 'Found'],
    [303, 'refused', 'See Other'],
    [304, 'refused', 'Not Modified'],
    [307, 'refused', 'Temporary Redirect'],
    [308, 'refused', 'Permanent Redirect'],
    [400, 'refused', 'Bad Request'],
    [401, 'refused', 'Unauthorized'],
    [403, 'refused', 'Forbidden'],
    [404, 'refused', 'Not Found'],
    [407, 'refused', 'Proxy Authentication Required, from the service itself'],
    [408, 'unknown', 'Request Timeout: a gateway may have forwarded the request'],
    [409, 'refused', 'Conflict'],
    [413, 'refused', 'Content Too Large'],
    [422, 'refused', 'Unprocessable Content'],
    [425, 'throttled', 'Too Early'],
    [429, 'throttled', 'Too Many Requests'],
    [499, 'refused', 'the last 4xx'],
    [500, 'unknown', 'Internal Server Error'],
    [501, 'unknown', 'Not Implemented'],
    [502, 'unknown', 'Bad Gateway'],
    [503, 'unknown', 'Service Unavailable: a gateway may have forwarded the request'],
    [504, 'unknown', 'Gateway Timeout'],
    [599, 'unknown', 'the last 5xx'],
    [199, 'unknown', 'no final status'],
    [600, 'unknown', 'no status of HTTP'],
  ])('%i is %s: %s', (code, status) => {
    expect(deliveryStatus(response(code).result)).toBe(status);
  });

  it('every status from 200 to 599 has the status of its class, but for 408, 425 and 429', () => {
    const exceptions: Readonly<Record<number, DeliveryStatus>> = {
      408: 'unknown',
      425: 'throttled',
      429: 'throttled',
    };
    const classes: readonly DeliveryStatus[] = ['accepted', 'refused', 'refused', 'unknown'];
    const wrong = Array.from({ length: 400 }, (_, index) => 200 + index).filter((status) => {
      const expected = exceptions[status] ?? classes[Math.floor(status / 100) - 2];
      return deliveryStatus(response(status).result) !== expected;
    });
    expect(wrong).toEqual([]);
  });

  it('503 with Retry-After is unknown all the same', () => {
    const headers = { 'retry-after': '2' };
    expect(deliveryStatus(response(503, { headers }).result)).toBe('unknown');
  });

  it.each(['it is longer than 256 KiB', 'aborted', 'timed out after 30 s'])(
    'a body that is not whole (%s) does not matter',
    (truncatedBy) => {
      expect(deliveryStatus(response(200, { truncatedBy, body: '{"id":' }).result)).toBe(
        'accepted',
      );
      expect(deliveryStatus(response(400, { truncatedBy }).result)).toBe('refused');
      expect(deliveryStatus(response(429, { truncatedBy }).result)).toBe('throttled');
    },
  );
});

describe('without a status line the phase decides', () => {
  it.each<
    [name: string, phase: NoResponse['phase'], cause: NoResponse['cause'], status: DeliveryStatus]
  >([
    ['refused connection', 'connecting', 'network', 'unsent'],
    ['unknown host', 'connecting', 'network', 'unsent'],
    ['unreachable network', 'connecting', 'network', 'unsent'],
    ['a host that refuses on each of its addresses', 'connecting', 'network', 'unsent'],
    ['expired certificate', 'connecting', 'certificate', 'unsent'],
    ['proxy that refuses CONNECT', 'connecting', 'proxy', 'unsent'],
    ['proxy silent after CONNECT', 'connecting', 'timeout', 'unsent'],
    ['timeout before connecting', 'connecting', 'timeout', 'unsent'],
    ['cancelled before connecting', 'connecting', 'aborted', 'unsent'],
    ['reset before or after the body', 'connected', 'network', 'unknown'],
    ['idle connection closed just as the send goes out', 'connected', 'network', 'unknown'],
    ['timeout after connecting', 'connected', 'timeout', 'unknown'],
    ['cancelled in flight', 'connected', 'aborted', 'unknown'],
    ['a name that should not come so late', 'connected', 'certificate', 'unknown'],
    ['another such name', 'connected', 'proxy', 'unknown'],
  ])('%s (%s, %s) is %s', (_, phase, cause, status) => {
    expect(deliveryStatus(noResponse(phase, { cause }).result)).toBe(status);
  });

  it.each(['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT', ''])(
    'the name of the error (%j) decides nothing',
    (detail) => {
      expect(deliveryStatus(noResponse('connecting', { detail }).result)).toBe('unsent');
      expect(deliveryStatus(noResponse('connected', { detail }).result)).toBe('unknown');
    },
  );
});

describe('another attempt is allowed', () => {
  it.each([
    ['a bad certificate', { cause: 'certificate' }, false],
    ['a proxy that forbids', { cause: 'proxy', proxyStatus: 403 }, false],
    ['a proxy that wants a password', { cause: 'proxy', proxyStatus: 407 }, false],
    ['a malformed proxy variable', { cause: 'proxy-settings' }, false],
    ['a proxy that is not there', { cause: 'proxy' }, true],
    ['a proxy that cannot reach the host', { cause: 'proxy', proxyStatus: 502 }, true],
    ['a proxy that is overloaded', { cause: 'proxy', proxyStatus: 503 }, true],
    ['a proxy that throttles', { cause: 'proxy', proxyStatus: 429 }, true],
    ['a proxy that finds a request bad', { cause: 'proxy', proxyStatus: 400 }, true],
    ['a refused connection', { cause: 'network' }, true],
    ['a timeout', { cause: 'timeout' }, true],
  ] as const)('without a connection, by %s: %j, in each mode: %s', (_, facts, allowed) => {
    const { result } = noResponse('connecting', facts);
    expect(mayRetry(result, 'at-most-once')).toBe(allowed);
    expect(mayRetry(result, 'at-least-once')).toBe(allowed);
  });

  it.each([
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
