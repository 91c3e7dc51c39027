import { expect, it } from 'vitest';
import { seed } from '../support/seed.ts';
import { createChance } from './chance.ts';
import { brokenPromises } from './rules.ts';
import { type ModelRun, runCase } from './run.ts';
import { createCase, type ModelCase } from './scripts.ts';

/*
 * `TEST_SEED=… MODEL_CASES=… MODEL_FIRST=… npx vitest run test/model` repeats a run, with other
 * numbers of cases, from a certain case on. What the network makes of a case can still differ.
 */
const cases = Number(process.env['MODEL_CASES'] ?? 500);
const first = Number(process.env['MODEL_FIRST'] ?? 0);

/** Cases under way at the same time: most of them wait. */
const concurrency = 10;

interface Tally {
  readonly statuses: Record<string, number>;
  readonly modes: Record<string, number>;
  readonly outcomes: Record<string, number>;
  readonly codes: Record<string, number>;
  /** What the sends met. */
  readonly faults: Record<string, number>;
}

it(`whatever goes wrong, nobody is notified twice and every outcome is true (TEST_SEED=${seed})`, {
  timeout: 120_000,
}, async () => {
  const broken: unknown[] = [];
  const tally: Tally = { statuses: {}, modes: {}, outcomes: {}, codes: {}, faults: {} };
  const rest = Array.from({ length: cases }, (_, index) => first + index).values();
  const work = async (): Promise<void> => {
    for (const index of rest) {
      const chance = createChance(seed + index * 7919);
      const given = createCase(chance);
      const ran = await runCase(given, chance);
      const promises = brokenPromises(given, ran);
      count(tally, given, ran);
      if (promises.length > 0) broken.push(tell(index, given, ran, promises));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  console.log(JSON.stringify({ seed, cases, ...tally }));

  expect(broken, `TEST_SEED=${seed}`).toEqual([]);
  if (cases < 500) return;
  // The cases reach what they are for.
  for (const status of ['accepted', 'refused', 'throttled', 'unsent', 'unknown']) {
    expect(tally.statuses[status], status).toBeGreaterThan(20);
  }
  for (const outcome of ['sent', 'partial', 'failed', 'unknown']) {
    expect(tally.outcomes[outcome], outcome).toBeGreaterThan(5);
  }
  expect(Math.min(...Object.values(tally.modes))).toBeGreaterThan(150);
});

function count(tally: Tally, { mode }: ModelCase, { run, sends }: ModelRun): void {
  const add = (to: Record<string, number>, name: unknown): void => {
    to[String(name)] = (to[String(name)] ?? 0) + 1;
  };
  add(tally.modes, mode);
  add(tally.outcomes, run.outputs['outcome']);
  for (const { status, errorCode } of run.deliveries) {
    add(tally.statuses, status);
    add(tally.codes, errorCode);
  }
  for (const { fault } of sends) add(tally.faults, fault);
}

/** Everything that is needed to understand a case. */
function tell(index: number, given: ModelCase, ran: ModelRun, promises: readonly string[]) {
  const ledger = ran.sends.map(({ notification, status, fault, accepted }) => {
    const system = notification?.['systemId'];
    return `${system}: ${fault ?? 'no fault'}, ${status}${accepted ? ', accepted' : ''}`;
  });
  const told = ran.run.deliveries.map(({ systemId, status, errorMessage }) => {
    return `${systemId}: ${status}, ${errorMessage}`;
  });
  return {
    repeat: `TEST_SEED=${seed} MODEL_FIRST=${index} MODEL_CASES=1`,
    promises,
    ...given,
    told,
    ledger,
  };
}
