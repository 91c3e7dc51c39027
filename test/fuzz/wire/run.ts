/** Runs the bundle once against the service, and checks what it reported. */

import { setTimeout as wait } from 'node:timers/promises';
import { runStep, type StepResult } from '../../../scripts/run-step.ts';
import { type Chance, createChance } from '../../model/chance.ts';
import { brokenByDelivery, brokenByOutcome } from '../../model/rules.ts';
import { startWireService, type WireService } from './service.ts';

/** One run; everything in it follows from the seed, but for what the machine makes of it. */
export interface WireRun {
  readonly seed: number;
  /** Empty if every promise was kept. */
  readonly broken: readonly string[];
  /** What happened, for people. */
  readonly story: readonly string[];
  readonly statuses: readonly string[];
}

/** Milliseconds that a process may take beside its network time, on a machine that is busy. */
const graceMs = 5000;

interface Given {
  readonly systems: readonly string[];
  readonly mode: 'at-most-once' | 'at-least-once';
  readonly maxAttempts: number;
  readonly requestTimeoutSeconds: number;
  readonly timeoutSeconds: number;
  readonly cancelAfterMs: number | undefined;
}

function createGiven(chance: Chance): Given {
  const count = chance.whole(1, 6);
  return {
    systems: Array.from({ length: count }, (_, index) => `system-${index}`),
    mode: chance.happens(0.7) ? 'at-most-once' : 'at-least-once',
    maxAttempts: chance.whole(1, 4),
    requestTimeoutSeconds: 1,
    timeoutSeconds: chance.whole(2, 5),
    cancelAfterMs: chance.happens(0.06) ? chance.whole(100, 900) : undefined,
  };
}

/** Runs the bundle once. */
export async function fuzzWire(seed: number): Promise<WireRun> {
  const chance = createChance(seed);
  const given = createGiven(chance);
  const known = {
    secret: `secret-${crypto.randomUUID()}`,
    token: `token-${crypto.randomUUID()}`,
    audience: `audience-${crypto.randomUUID()}`,
  };
  const service = await startWireService(chance, known);
  const startedMs = performance.now();
  try {
    const result = await runStep({
      inputs: {
        'client-id': 'wire',
        'client-secret': known.secret,
        'base-url': service.url,
        'template-id': 'template-1',
        'audience-ids': known.audience,
        'system-ids': given.systems.join(),
        delivery: given.mode,
        'max-attempts': String(given.maxAttempts),
        'request-timeout-seconds': String(given.requestTimeoutSeconds),
        'timeout-seconds': String(given.timeoutSeconds),
      },
      onStart(kill) {
        if (given.cancelAfterMs !== undefined) setTimeout(kill, given.cancelAfterMs, 'SIGTERM');
      },
    });
    const tookMs = performance.now() - startedMs;
    // A send may still be on its way to the service.
    await wait(30);
    return check(seed, given, service, result, tookMs, Object.values(known));
  } finally {
    service.close();
  }
}

function check(
  seed: number,
  given: Given,
  service: WireService,
  result: StepResult,
  tookMs: number,
  hidden: readonly string[],
): WireRun {
  const { outputs, exitCode, stdout, stderr, summary } = result;
  // A signal may end the process before it begins.
  const isVoid = exitCode === null && service.sends.length === 0;
  const deliveries: readonly Readonly<Record<string, unknown>>[] = JSON.parse(
    outputs['deliveries'] || '[]',
  );
  const sendsTo = (system: unknown) => service.sends.filter((send) => send.system === system);
  const lines = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const { payload: _, ...others } = outputs;
  const shown = [...lines, summary, ...Object.values(others)].join('\n');
  const told = deliveries.map(({ systemId }) => systemId);
  const broken = [
    ...(stderr === '' ? [] : [`standard error: ${stderr}`]),
    ...(told.join() === given.systems.join() ? [] : [`deliveries to ${told.join() || 'nobody'}`]),
    ...deliveries.flatMap((it) => brokenByDelivery(given, it, sendsTo(it['systemId']))),
    ...brokenByOutcome({ outputs, deliveries, exitCode }),
    ...hidden.filter((text) => shown.includes(text)).map((text) => `${text} is shown`),
    ...(tookMs <= given.timeoutSeconds * 1000 + graceMs ? [] : [`${Math.round(tookMs)} ms`]),
  ];
  return {
    seed,
    broken: isVoid ? [] : broken,
    story: [
      JSON.stringify(given),
      ...service.faults,
      ...deliveries.map(
        (it) => `reported ${it['systemId']}: ${it['status']}, ${it['errorMessage']}`,
      ),
    ],
    statuses: deliveries.map(({ status }) => String(status)),
  };
}
