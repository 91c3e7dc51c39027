import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { runBundle } from '../support/bundle.ts';
import { inputsFor, simulate } from '../support/simulator.ts';

/** Writes down each file that the process loads. */
const reporter = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\n');
    return next(url, context);
  },
});
`;

async function run(inputs: Readonly<Record<string, string>>, event?: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'loaded-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'reporter.mjs'), reporter);
  writeFileSync(join(folder, 'p.yml'), 'notification: {title: "${{ github.event.a }}"}');
  const simulator = await simulate();
  const result = await runBundle({
    inputs: { ...inputsFor(simulator), 'template-id': 't', 'audience-ids': 'a', ...inputs },
    event,
    env: {
      GITHUB_WORKSPACE: folder,
      LOADED: join(folder, 'loaded'),
      NODE_OPTIONS: `--import=${pathToFileURL(join(folder, 'reporter.mjs'))}`,
    },
  });
  const loaded = readFileSync(join(folder, 'loaded'), 'utf8').trimEnd().split('\n');
  const chunks = loaded.filter((url) => url.includes('/dist/')).map((url) => basename(url));
  return { ...result, simulator, chunks };
}

it('a plain run loads one file and makes two requests over one connection', async () => {
  const { outputs, chunks, simulator } = await run({ 'runtime-title': 'Harbor 4.7 is out' });
  expect(outputs['outcome']).toBe('sent');
  expect(chunks).toEqual(['index.js']);
  expect(simulator.ledger.entries.map((entry) => entry.endpoint)).toEqual(['token', 'send']);
  expect(simulator.ledger.connections).toBe(1);
});

it('nothing keeps the process alive after the answer', async () => {
  const simulator = await simulate();
  let answeredMs = Number.NaN;
  simulator.ledger.subscribe((entry) => {
    if (entry.endpoint === 'send' && entry.settled) answeredMs = performance.now();
  });
  const inputs = { ...inputsFor(simulator), 'template-id': 't', 'audience-ids': 'a' };
  const { outputs } = await runBundle({ inputs });
  expect(outputs['outcome']).toBe('sent');
  expect(performance.now() - answeredMs).toBeLessThan(3000);
});

it('a payload file loads what it needs', async () => {
  const { outputs, chunks } = await run({ 'payload-file': 'p.yml' }, { a: 'x' });
  expect(outputs['outcome']).toBe('sent');
  expect(chunks.length).toBeGreaterThan(1);
});
