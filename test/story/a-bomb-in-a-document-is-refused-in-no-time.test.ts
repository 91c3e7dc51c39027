import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

const levels = Array.from({ length: 12 }, (_, index) => {
  const items = index === 0 ? 'x' : `*a${index - 1}`;
  return `  a${index}: &a${index} [${Array.from({ length: 10 }, () => items).join(', ')}]`;
});

const rows: readonly (readonly [what: string, path: string, text: string, said: RegExp])[] = [
  [
    'a YAML alias bomb',
    'p.yml',
    `notification:\n additionalFields:\n${levels.join('\n')}\n`,
    /p\.yml:\d+:\d+.*more than 100000 values/,
  ],
  ['100,000 levels of JSON', 'p.json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /deep/],
  ['65 levels of JSON', 'p.json', `${'['.repeat(65)}${']'.repeat(65)}`, /deeper than 64/],
];

it.each(rows)('%s is refused in no time', async (_, path, text, said) => {
  const startedMs = performance.now();
  const run = await notify({ inputs: { 'payload-file': path }, files: { [path]: text } });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(run.everything.length).toBeLessThan(20_000);
  expect(performance.now() - startedMs).toBeLessThan(5000);
});
