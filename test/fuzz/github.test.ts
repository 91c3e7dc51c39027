import { expect, it } from 'vitest';
import { fuzzGithub } from './github.ts';

/* `GITHUB_SEED=… npx vitest run test/fuzz/github` repeats the runs. */
const seed = Number(process.env['GITHUB_SEED'] ?? Math.floor(Math.random() * 1_000_000_000));

it(`60 runs against a GitHub that misbehaves at random keep every promise (GITHUB_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const runs = [];
  for (let first = seed; first < seed + 60; first += 12) {
    runs.push(
      ...(await Promise.all(Array.from({ length: 12 }, (_, index) => fuzzGithub(first + index)))),
    );
  }
  expect(runs.filter(({ broken }) => broken.length > 0)).toEqual([]);
  // The runs reach what they are for.
  expect(new Set(runs.map(({ outcome }) => outcome))).toEqual(new Set(['dry-run', 'failed']));
});
