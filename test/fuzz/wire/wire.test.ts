import { expect, it } from 'vitest';
import { seed } from '../../support/seed.ts';
import { fuzzWire } from './wire.ts';

/* `TEST_SEED=… npx vitest run test/fuzz/wire` repeats the runs; what the machine makes of them can differ. */

it(`60 runs against a service that misbehaves at random keep every promise (TEST_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const { runs, broken, statuses } = await fuzzWire({ seed, runs: 60 });
  expect(broken, `TEST_SEED=${seed}`).toEqual([]);
  expect(runs).toBe(60);
  // The runs reach what they are for.
  for (const status of ['accepted', 'refused', 'unknown']) {
    expect(statuses[status], status).toBeGreaterThan(5);
  }
});
