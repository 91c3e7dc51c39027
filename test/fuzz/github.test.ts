import { expect, it } from 'vitest';
import { manyRuns } from '../support/many-runs.ts';
import { seed } from '../support/seed.ts';
import { fuzzGithub } from './github.ts';

/* `TEST_SEED=… npx vitest run test/fuzz/github` repeats the runs. */

it(`60 runs against a GitHub that misbehaves at random keep every promise (TEST_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const runs = await manyRuns({ seed, runs: 60 }, fuzzGithub);
  expect(runs.filter(({ broken }) => broken.length > 0)).toEqual([]);
  // The runs reach what they are for.
  expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['dry-run', 'failed']));
});
