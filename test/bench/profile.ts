/** Measures where the time of a run goes, stage by stage. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Command, spread } from './measure.ts';

const marking = join(import.meta.dirname, 'mark.cjs');

/** @returns a table with the median milliseconds of each stage. */
export async function profile({ program, args, env }: Command, runs: number): Promise<string> {
  const stages = new Map<string, number[]>();
  for (let run = 0; run <= runs; run++) {
    const startedAt = process.hrtime.bigint();
    const { stderr } = spawnSync(program, ['--require', marking, ...args], { env });
    const wall = Number(process.hrtime.bigint() - startedAt) / 1e6;
    // The first run warms the caches of the system.
    if (run === 0) continue;
    const marks: readonly (readonly [string, number])[] = JSON.parse(stderr.toString('utf8'));
    let before = 0;
    for (const [stage, ms] of [...marks, ['exit', wall] as const]) {
      stages.set(stage, [...(stages.get(stage) ?? []), ms - before]);
      before = ms;
    }
  }
  const rows = [...stages].map(([stage, all]) => `| ${stage} | ${spread(all).median.toFixed(1)} |`);
  return ['| Stage | ms |', '| --- | --- |', ...rows].join('\n');
}
