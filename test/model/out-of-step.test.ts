/**
 * A connection that is one response behind: after the token, a response comes that nobody requested, so
 * late that a send may be on its way. Whatever it says, it must not decide about the send.
 */

import { expect, it } from 'vitest';
import { listen, ok } from '../support/raw-server.ts';
import { runAction } from '../support/world.ts';
import { brokenByDelivery, brokenByOutcome, type KnownSend } from './rules.ts';

const statuses = [401, 429, 425, 400, 403, 404, 500, 503];
const delaysMs = Array.from({ length: 21 }, (_, ms) => ms);

/** Cases under way at the same time: most of them wait. */
const CONCURRENCY = 8;

interface Case {
  readonly status: number;
  /** From the token's response to the stray one. */
  readonly strayMs: number;
  /** From the send to its own response. */
  readonly realMs: number;
  readonly mode: 'at-most-once' | 'at-least-once';
}

async function run({ status, strayMs, realMs, mode }: Case) {
  const sends: KnownSend[] = [];
  const stray = `HTTP/1.1 ${status} Stray\r\nContent-Length: 0\r\n\r\n`;
  const server = await listen({
    onRequest({ socket }, { line }) {
      if (line.includes('/token')) {
        socket.write(ok('{"access_token":"token-0001"}'));
        setTimeout(() => socket.write(stray), strayMs);
        return;
      }
      sends.push({ accepted: true, status: 200 });
      setTimeout(() => socket.write(ok()), realMs);
    },
  });
  const { deliveries, outputs, report } = await runAction({
    inputs: {
      'client-id': 'key',
      'client-secret': 'a-secret-0001',
      'base-url': server.url,
      'template-id': 't',
      'audience-ids': 'a',
      delivery: mode,
    },
  });
  const limits = { mode, maxAttempts: 4 };
  const broken = [
    ...deliveries.flatMap((delivery) => brokenByDelivery(limits, delivery, sends)),
    ...brokenByOutcome({ deliveries, outputs, exitCode: report.exitCode }),
  ];
  return { broken, status: deliveries[0]?.['status'], sends: sends.length };
}

it.each(['at-most-once', 'at-least-once'] as const)(
  '%s: a stray response 0 to 20 ms after the token decides nothing',
  { timeout: 120_000 },
  async (mode) => {
    const cases = statuses.flatMap((status) =>
      delaysMs.map(
        (strayMs): Case => ({ status, strayMs, realMs: 5 + ((strayMs * 7) % 60), mode }),
      ),
    );
    const tally: Record<string, number> = {};
    const broken: unknown[] = [];
    const rest = cases.values();
    const work = async (): Promise<void> => {
      for (const it of rest) {
        const ran = await run(it);
        tally[String(ran.status)] = (tally[String(ran.status)] ?? 0) + 1;
        if (ran.broken.length > 0) broken.push({ ...it, ...ran });
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    console.log(JSON.stringify({ mode, ...tally }));
    expect(broken).toEqual([]);
    // Some strays come before the send and end the use of the connection, others meet it in flight.
    expect(tally['accepted']).toBeGreaterThan(10);
    if (mode === 'at-most-once') expect(tally['unknown']).toBeGreaterThan(0);
    expect(Object.keys(tally).filter((name) => !/^(accepted|unknown)$/.test(name))).toEqual([]);
  },
);
