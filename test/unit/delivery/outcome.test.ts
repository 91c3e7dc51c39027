import { expect, it } from 'vitest';
import { type DeliveryProblem, notSent } from '../../../src/delivery/outcome.ts';
import { planOf } from '../../support/delivering.ts';

it.each(['skipped', 'unsent'] as const)(
  'an outcome without a try (%s) claims to know nothing else',
  (fate) => {
    const problem: DeliveryProblem = { code: 'credentials-missing', message: 'm', hint: 'h' };
    for (const delivery of planOf()) {
      expect(notSent(delivery, fate, problem)).toEqual({
        delivery,
        fate,
        problem,
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
