import { expect, it } from 'vitest';
import { type DeliveryError, notSent } from '../../../src/delivery/outcome.ts';
import { planOf } from '../../support/delivering.ts';

it.each(['skipped', 'unsent'] as const)(
  'an outcome without a try (%s) claims to know nothing else',
  (status) => {
    const error: DeliveryError = { code: 'credentials-missing', message: 'm', hint: 'h' };
    for (const delivery of planOf()) {
      expect(notSent(delivery, status, error)).toEqual({
        delivery,
        status,
        error,
        statusCode: null,
        requestId: null,
        attempts: 0,
        durationMs: 0,
        response: null,
      });
    }
    expect.assertions(1);
  },
);
