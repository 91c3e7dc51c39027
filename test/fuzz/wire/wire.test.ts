import { expect, it } from 'vitest';
import { manyRuns } from '../../support/many-runs.ts';
import { seed } from '../../support/seed.ts';
import { fuzzWire } from './run.ts';

/* `TEST_SEED=… npx vitest run test/fuzz/wire` repeats the runs; what the machine makes of them can differ. */

it(`60 runs against a service that misbehaves at random keep every promise (TEST_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const runs = await manyRuns({ seed, runs: 60 }, fuzzWire);
  expect(runs.filter(({ broken }) => broken.length > 0)).toEqual([]);
  // The runs reach what they are for.
  const statuses = runs.flatMap((run) => run.statuses);
  for (const status of ['accepted', 'refused', 'unknown']) {
    expect(statuses.filter((it) => it === status).length, status).toBeGreaterThan(5);
  }
});
