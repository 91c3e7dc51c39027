/** Measures whole processes: wall time by our clock, memory by the kernel's accounting. */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command with its whole environment. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Of several runs. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @returns milliseconds from spawn to exit. @throws {Error} if the command fails. */
export function wallMs({ program, args, env }: Command): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = process.hrtime.bigint();
    // The runner reads the log from a pipe.
    const child = spawn(program, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.resume();
    child.once('error', reject);
    child.once('exit', (code) => {
      const ms = Number(process.hrtime.bigint() - startedAt) / 1e6;
      if (code === 0) resolve(ms);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** @returns peak resident memory in MiB, as GNU time reads it from the finished process. */
export function peakMiB({ program, args, env }: Command): number {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const report = join(folder, 'time');
    spawnSync('/usr/bin/time', ['-f', '%M', '-o', report, program, ...args], { env: { ...env } });
    return Number(readFileSync(report, 'utf8').trim().split('\n').at(-1)) / 1024;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns for how many milliseconds at most no signal was heard, as `heart.cjs` measures it. */
export function deafMs({ program, args, env }: Command): number {
  const heart = join(import.meta.dirname, 'heart.cjs');
  const { stderr } = spawnSync(program, ['--require', heart, ...args], { env: { ...env } });
  return Number(stderr.toString());
}

/** The two in turn, A B A B, after a warm-up of each. */
export async function pairs(
  a: Command,
  b: Command,
  runs: number,
): Promise<{ readonly a: Spread; readonly b: Spread; readonly ratio: Spread }> {
  await wallMs(a);
  await wallMs(b);
  const rounds: { readonly a: number; readonly b: number }[] = [];
  for (let run = 0; run < runs; run++) rounds.push({ a: await wallMs(a), b: await wallMs(b) });
  return {
    a: spread(rounds.map((round) => round.a)),
    b: spread(rounds.map((round) => round.b)),
    ratio: spread(rounds.map((round) => round.a / round.b)),
  };
}

/** @returns minimum, median and maximum. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((x, y) => x - y);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? 0;
  const high = sorted[Math.floor(middle)] ?? 0;
  return { min: sorted[0] ?? 0, median: (low + high) / 2, max: sorted.at(-1) ?? 0 };
}
