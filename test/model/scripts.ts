/** Makes the cases of the model test: what is sent, how, and what goes wrong. */

import type { Chance } from './chance.ts';

/** Milliseconds of the action in one of the machine. */
export const speed = 10;

/** One case of the model test. Times are those of the action, see `run.ts`. */
export interface ModelCase {
  readonly systems: readonly string[];
  readonly mode: 'at-most-once' | 'at-least-once';
  readonly maxAttempts: number;
  readonly requestTimeoutSeconds: number;
  readonly timeoutSeconds: number;
  readonly script: { readonly send: readonly string[]; readonly token: readonly string[] };
  /** Milliseconds of the simulator's time after the start; nothing for most cases. */
  readonly cancelAfterMs: number | undefined;
}

/**
 * Faults of the send endpoint. Left out are 3xx and 4xx "after accepting": that these mean "not
 * accepted" is what the promise rests on (interface, section 10, promise 1).
 */
const sendFaults: readonly (readonly [weight: number, ...(readonly string[])])[] = [
  [24, 'ok', 'ok close', 'ok 202', 'ok 204', 'slow 5', 'slow 30', 'idle close', 'html'],
  [14, '429', '429 retry-after 1', '429 retry-after 2', '425', '429 retry-after rubbish'],
  [1, '429 retry-after 60', '503 retry-after 60'],
  [10, '500', '502', '503', '504', '408', '503 retry-after 1', 'html 502', 'echo 500'],
  [14, '500 after accepting', '503 after accepting', '504 after accepting'],
  [5, '408 after accepting', '503 after accepting retry-after 1'],
  [8, '401'],
  [8, '400', '403', '404', '409', 'html 404', 'redirect', '302'],
  [12, 'reset early', 'reset', 'close', 'garbage', 'reset early'],
  [14, 'accepted then reset', 'accepted then close', 'cut json'],
  [14, 'unsent 5', 'unsent 20', 'unsent 60', 'idle close'],
  [3, 'stall', 'accepted then stall', 'drip', 'slow 600'],
  [0.3, 'huge'],
];

const tokenFaults: readonly (readonly [weight: number, ...(readonly string[])])[] = [
  [30, 'ok', 'ok close', 'idle close', 'slow 20'],
  [20, '500', '503 retry-after 1', '429 retry-after 1', '408', '425', '502'],
  [15, 'reset early', 'reset', 'close', 'garbage', 'accepted then reset', 'unsent 10', 'unsent 60'],
  [15, 'html', 'cut json', 'empty token', 'no token', 'token type mac', 'json array'],
  [5, 'token with control character', 'stall', 'drip'],
  [3, '400', '401', '403', 'redirect', '429 retry-after 60'],
];

/** @returns a case; both modes and every number of systems from 1 to 10 are as likely. */
export function createCase(chance: Chance): ModelCase {
  const count = chance.whole(1, 10);
  const several = (
    faults: readonly (readonly [number, ...(readonly string[])])[],
    most: number,
  ): readonly string[] =>
    Array.from({ length: chance.whole(0, most) }, () => pickFault(faults, chance));
  return {
    systems: Array.from({ length: count }, (_, index) => `system-${index}`),
    mode: chance.pick(['at-most-once', 'at-least-once']),
    maxAttempts: chance.whole(1, 5),
    requestTimeoutSeconds: chance.whole(2, 4),
    timeoutSeconds: chance.whole(3, 12),
    script: {
      send: several(sendFaults, 3 * count),
      token: chance.happens(0.4) ? several(tokenFaults, 4) : [],
    },
    cancelAfterMs: chance.happens(0.08) ? chance.whole(0, 300) : undefined,
  };
}

function pickFault(
  faults: readonly (readonly [number, ...(readonly string[])])[],
  chance: Chance,
): string {
  const total = faults.reduce((sum, [weight]) => sum + weight, 0);
  let rest = chance.next() * total;
  for (const [weight, ...forms] of faults) {
    rest -= weight;
    const [first, ...others] = forms;
    if (rest < 0 && first !== undefined) return chance.pick([first, ...others]);
  }
  return 'ok';
}
