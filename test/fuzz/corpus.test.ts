import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import fc from '../support/fast-check.ts';
import { targets } from './targets.ts';
import { seeds, texts } from './texts.ts';

const corpus = join(import.meta.dirname, '..', 'fixtures', 'corpus');

it('there are texts to start from', () => {
  expect(seeds().length).toBeGreaterThan(20);
});

describe.each(Object.entries(targets))('%s', (name, target) => {
  const folder = join(corpus, name);
  const found = existsSync(folder) ? readdirSync(folder) : [];

  it(`keeps its promise about what once broke it (${found.length})`, async () => {
    for (const file of found) await target(readFileSync(join(folder, file), 'utf8'));
  });

  it('keeps its promise about every fixture', async () => {
    for (const text of seeds()) await target(text);
  });

  it('keeps its promise about 300 texts at random', async () => {
    await fc.assert(
      fc.asyncProperty(texts(), async (text) => target(text)),
      { numRuns: 300 },
    );
  });
});
