/** A simulator for each test, and the promise that no test may break. */

import { afterEach, expect } from 'vitest';
import {
  defaultClient,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';

/** What the test expects of the ledger besides its own assertions. */
export interface Expectation {
  /** Set where `delivery: at-least-once` is tested: a delivery may be accepted more than once. */
  readonly repeats?: boolean;
}

const running: { readonly simulator: Simulator; readonly expectation: Expectation }[] = [];

afterEach(async () => {
  for (const { simulator, expectation } of running.splice(0)) {
    const twice = simulator.ledger.acceptedTwice();
    await simulator.close();
    if (!expectation.repeats) expect(twice, 'no delivery may be accepted twice').toEqual([]);
  }
});

/** Starts a simulator that ends with the test; then no delivery may have been accepted twice. */
export async function simulate(
  options?: SimulatorOptions,
  expectation: Expectation = {},
): Promise<Simulator> {
  const simulator = await startSimulator(options);
  running.push({ simulator, expectation });
  return simulator;
}

/** The credentials of the simulator's client, as the secrets that the pages name. */
export const secrets = {
  WALKME_CLIENT_ID: defaultClient.id,
  WALKME_CLIENT_SECRET: defaultClient.secret,
  WALKME_TESTERS: 'me@example.com',
} as const;

/** The credentials of the simulator's client, and the address of a service, as inputs. */
export function inputsFor({ url }: Pick<Simulator, 'url'>): Readonly<Record<string, string>> {
  return {
    'client-id': defaultClient.id,
    'client-secret': defaultClient.secret,
    'base-url': url,
  };
}
