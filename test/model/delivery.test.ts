import { expect, it } from 'vitest';
import { manyRuns } from '../support/many-runs.ts';
import { seed } from '../support/seed.ts';
import { createChance } from './chance.ts';
import { brokenPromises } from './rules.ts';
import { type ModelRun, runCase } from './run.ts';
import { createCase, type ModelCase } from './scripts.ts';

it(`whatever goes wrong, nobody is notified twice and every outcome is true (TEST_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const cases = await manyRuns({ seed, runs: 500 }, async (own) => {
    const chance = createChance(own);
    const given = createCase(chance);
    return { own, given, ran: await runCase(given, chance) };
  });
  const broken = cases.flatMap(({ own, given, ran }) => {
    const promises = brokenPromises(given, ran);
    return promises.length > 0 ? [tell(own, given, ran, promises)] : [];
  });
  expect(broken).toEqual([]);

  // The cases reach what they are for.
  const statuses = cases.flatMap(({ ran }) => ran.run.deliveries.map(({ status }) => status));
  for (const status of ['accepted', 'refused', 'throttled', 'unsent', 'unknown']) {
    expect(statuses.filter((it) => it === status).length, status).toBeGreaterThan(20);
  }
  const outcomes = cases.map(({ ran }) => ran.run.outputs['outcome']);
  for (const outcome of ['sent', 'partial', 'failed', 'unknown']) {
    expect(outcomes.filter((it) => it === outcome).length, outcome).toBeGreaterThan(5);
  }
  for (const mode of ['at-most-once', 'at-least-once']) {
    expect(cases.filter(({ given }) => given.mode === mode).length, mode).toBeGreaterThan(150);
  }
});

/** Everything that is needed to understand a case. */
function tell(own: number, given: ModelCase, ran: ModelRun, promises: readonly string[]) {
  const ledger = ran.sends.map(({ notification, status, fault, accepted }) => {
    const system = notification?.['systemId'];
    return `${system}: ${fault ?? 'no fault'}, ${status}${accepted ? ', accepted' : ''}`;
  });
  const told = ran.run.deliveries.map(({ systemId, status, errorMessage }) => {
    return `${systemId}: ${status}, ${errorMessage}`;
  });
  // It is the first case then. What the network makes of it can differ.
  return { repeat: `TEST_SEED=${own}`, promises, ...given, told, ledger };
}
