/** A simulator for each test, and the promise that no test may break. */

import { expect, onTestFinished } from 'vitest';
import {
  defaultClient,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../simulator/simulator.ts';

/**
 * Starts a simulator that ends with the test.
 * @param repeats whether a delivery may have been accepted twice then, as with `at-least-once`.
 */
export async function simulate(options?: SimulatorOptions, repeats = false): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(async () => {
    const twice = simulator.ledger.acceptedTwice();
    await simulator.close();
    if (!repeats) expect(twice, 'no delivery may be accepted twice').toEqual([]);
  });
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
