/**
 * Fuzzes every target, or the one that is named: `npm run fuzz -- [target] [--seconds 60] [--seed N]`.
 * A text that breaks a promise goes to test/fixtures/corpus, where the tests try it from then on. The
 * target `wire` runs the bundle (`--bundle FILE` another one) against a service that misbehaves, and
 * `github` the source against such a GitHub.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { fuzzGithub } from './github.ts';
import { targets } from './targets.ts';
import { texts } from './texts.ts';
import { fuzzWire } from './wire/wire.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    bundle: { type: 'string' },
  },
});
const names = positionals.length > 0 ? positionals : [...Object.keys(targets), 'wire', 'github'];
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const secondsEach = Number(values.seconds) / names.length;

/** No text may keep a target busy for longer. */
const SLOW_MS = 5000;

for (const name of names) {
  if (name === 'wire') {
    await fuzzBundle();
    continue;
  }
  if (name === 'github') {
    await fuzzRuns();
    continue;
  }
  const target = targets[name];
  if (target === undefined)
    throw new Error(
      `no target ${name}; there are wire, github, ${Object.keys(targets).join(', ')}`,
    );
  let runs = 0;
  let slowest = 0;
  const property = fc.asyncProperty(texts(), async (text) => {
    const startedMs = performance.now();
    runs += 1;
    await target(text);
    const tookMs = performance.now() - startedMs;
    slowest = Math.max(slowest, tookMs);
    if (tookMs > SLOW_MS) throw new Error(`broken: took ${Math.round(tookMs)} ms`);
  });
  const result = await fc.check(property, {
    seed,
    numRuns: 1e9,
    interruptAfterTimeLimit: secondsEach * 1000,
  });
  if (result.failed && result.counterexample !== null) {
    const [text] = result.counterexample;
    const folder = join(import.meta.dirname, '..', 'fixtures', 'corpus', name);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, createHash('sha256').update(text).digest('hex').slice(0, 16));
    writeFileSync(file, text);
    console.error(`${name}: ${result.errorInstance}\n  kept in ${file}; again with --seed ${seed}`);
    process.exitCode = 1;
  } else {
    console.log(
      `${name}: ${runs} texts, the slowest took ${Math.round(slowest)} ms (seed ${seed})`,
    );
  }
}

async function fuzzBundle(): Promise<void> {
  const { bundle } = values;
  const { runs, voidRuns, broken, firstBrokenAt, statuses } = await fuzzWire({
    seed,
    seconds: secondsEach,
    bundle,
  });
  for (const run of broken) {
    console.error(`wire: seed ${run.seed}: ${run.broken.join('; ')}\n  ${run.story.join('\n  ')}`);
  }
  const first = firstBrokenAt === undefined ? '' : `, the first after ${firstBrokenAt}`;
  console.log(
    `wire: ${runs} runs (${voidRuns} void), ${broken.length} broke a promise${first} (seed ${seed})`,
  );
  console.log(`  ${JSON.stringify(statuses)}`);
  if (broken.length > 0) process.exitCode = 1;
}

async function fuzzRuns(): Promise<void> {
  const untilMs = performance.now() + secondsEach * 1000;
  let runs = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      const run = await fuzzGithub(seed + runs++);
      if (run.broken.length === 0) continue;
      console.error(
        `github: seed ${run.seed}: ${run.broken.join('; ')}\n  ${run.tricks.join('\n  ')}`,
      );
      process.exitCode = 1;
    }
  };
  await Promise.all(Array.from({ length: 10 }, work));
  console.log(`github: ${runs} runs (seed ${seed})`);
}
