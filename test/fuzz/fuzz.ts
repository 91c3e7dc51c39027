/**
 * Fuzzes every target, or the one that is named: `npm run fuzz -- [target] [--seconds 60] [--seed N]`.
 * A text that breaks a promise goes to test/fixtures/corpus, where the tests try it from then on. The
 * target `wire` runs the bundle against a service that misbehaves, and `github` the source against such
 * a GitHub.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { manyRuns } from '../support/many-runs.ts';
import { fuzzGithub } from './github.ts';
import { targets } from './targets.ts';
import { texts } from './texts.ts';
import { fuzzWire, type WireRun } from './wire/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
  },
});
const names = positionals.length > 0 ? positionals : [...Object.keys(targets), 'wire', 'github'];
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const secondsEach = Number(values.seconds) / names.length;

/** No text may keep a target busy for longer. */
const SLOW_MS = 5000;

for (const name of names) {
  const fuzz = { wire: fuzzWire, github: fuzzGithub }[name];
  if (fuzz !== undefined) {
    await fuzzRuns(name, fuzz);
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

async function fuzzRuns(
  name: string,
  fuzz: (seed: number) => Promise<Pick<WireRun, 'broken' | 'story'>>,
): Promise<void> {
  const runs = await manyRuns({ seed, seconds: secondsEach }, async (own) => {
    const { broken, story } = await fuzz(own);
    // At once, because people stop long runs.
    if (broken.length > 0) {
      console.error(`${name}: seed ${own}: ${broken.join('; ')}\n  ${story.join('\n  ')}`);
    }
    return broken.length === 0;
  });
  const wrong = runs.filter((isSound) => !isSound).length;
  console.log(`${name}: ${runs.length} runs, ${wrong} broke a promise (seed ${seed})`);
  if (wrong > 0) process.exitCode = 1;
}
