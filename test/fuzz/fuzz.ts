/**
 * Fuzzes every target, or the one that is named: `npm run fuzz -- [target] [--seconds 60] [--seed N]`.
 * A text that breaks a promise goes to test/fixtures/corpus, where the tests try it for ever after.
 */

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { targets } from './targets.ts';
import { texts } from './texts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(targets);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const interruptAfterTimeLimit = (Number(values.seconds) * 1000) / names.length;

/** No text may keep a target busy for longer. */
const SLOW_MS = 5000;

for (const name of names) {
  const target = targets[name];
  if (target === undefined)
    throw new Error(`no target ${name}; there are ${Object.keys(targets).join(', ')}`);
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
  const result = await fc.check(property, { seed, numRuns: 1e9, interruptAfterTimeLimit });
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
