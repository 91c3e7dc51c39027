/**
 * Runs one case, and returns what the action reported and what the service knows. For the action, time passes ten
 * times as fast, its timeouts included. What cannot be made faster stays as it is: the simulator's
 * waits and outages, the two seconds that an early connection may wait, the machine.
 */

import { setTimeout as wait } from 'node:timers/promises';
import { type LedgerEntry, startSimulator } from '../../simulator/simulator.ts';
import { createTransport } from '../../src/io/transport.ts';
import type { World } from '../../src/world.ts';
import { type Run, runAction } from '../support/world.ts';
import type { Chance } from './chance.ts';
import { type ModelCase, speed } from './scripts.ts';

/** What a case left behind. */
export interface ModelRun {
  readonly run: Run;
  readonly sends: readonly LedgerEntry[];
  /** Of the machine: from the first request to the outcome, nothing if there was no request. */
  readonly networkMs: number | undefined;
  /** Of the machine: from the cancellation to the outcome. */
  readonly afterCancelMs: number | undefined;
  /** What the action asked of the world although it was too late for it. */
  readonly tooLate: readonly string[];
}

/** Runs the action once, against a simulator of its own with credentials of its own. */
export async function runCase(it: ModelCase, chance: Chance): Promise<ModelRun> {
  // Another simulator may get the port while this one refuses connections: it must not know us.
  const client = { id: `model-${crypto.randomUUID()}`, secret: crypto.randomUUID() };
  const clients = { [client.id]: client.secret };
  const simulator = await startSimulator({ clients, script: it.script });
  const transport = createTransport();
  const cancellation = new AbortController();
  const watch = createWatch(it, chance, cancellation.signal, transport);
  const timer =
    it.cancelAfterMs === undefined
      ? undefined
      : setTimeout(() => cancellation.abort(), it.cancelAfterMs);
  try {
    const run = await runAction({
      inputs: inputsOf(it, client, simulator.url),
      world: watch.world,
    });
    const ended = watch.end();
    // A request that was aborted may still be on its way to the service.
    await wait(40);
    return { run, sends: simulator.ledger.sends(), ...ended };
  } finally {
    clearTimeout(timer);
    await simulator.close();
  }
}

function inputsOf(
  it: ModelCase,
  client: { readonly id: string; readonly secret: string },
  url: string,
): Readonly<Record<string, string>> {
  return {
    'client-id': client.id,
    'client-secret': client.secret,
    'base-url': url,
    'template-id': 'template-1',
    'audience-ids': 'audience-1',
    'system-ids': it.systems.join(','),
    delivery: it.mode,
    'max-attempts': String(it.maxAttempts),
    'request-timeout-seconds': String(it.requestTimeoutSeconds),
    'timeout-seconds': String(it.timeoutSeconds),
  };
}

/** A world in fast time that notes what is asked of it too late. */
function createWatch(
  it: ModelCase,
  chance: Chance,
  signal: AbortSignal,
  { send, openAhead }: Pick<World, 'send' | 'openAhead'>,
) {
  const startedAt = performance.now();
  const epochMs = Date.now();
  const tooLate: string[] = [];
  let firstSendAt: number | undefined;
  let cancelledAt: number | undefined;
  signal.addEventListener('abort', () => {
    cancelledAt = performance.now();
  });
  const now = (): number => epochMs + (performance.now() - startedAt) * speed;
  /** When all network time is over at the latest: the action's deadline is set before it sends. */
  const deadline = (): number =>
    epochMs + ((firstSendAt ?? performance.now()) - startedAt) * speed + it.timeoutSeconds * 1000;
  const world: Partial<World> = {
    signal,
    now,
    random: chance.next,
    openAhead,
    sleep(ms, until) {
      if (now() + ms > deadline()) tooLate.push(`a wait of ${ms} ms that ends past the deadline`);
      return wait(ms / speed, undefined, { signal: until }).catch(() => undefined);
    },
    send(request, limits) {
      firstSendAt ??= performance.now();
      const { timeoutMs } = limits;
      if (signal.aborted) tooLate.push('a request after the cancellation');
      if (now() > deadline()) tooLate.push('a request past the deadline');
      // The action may lose a moment between reading its clock and getting here.
      if (now() + timeoutMs > deadline() + 1000) tooLate.push(`a timeout of ${timeoutMs} ms`);
      if (timeoutMs > it.requestTimeoutSeconds * 1000) tooLate.push(`a timeout of ${timeoutMs} ms`);
      return send(request, { ...limits, timeoutMs: timeoutMs / speed });
    },
  };
  const since = (at: number | undefined): number | undefined =>
    at === undefined ? undefined : performance.now() - at;
  const end = () => ({ networkMs: since(firstSendAt), afterCancelMs: since(cancelledAt), tooLate });
  return { world, end };
}
