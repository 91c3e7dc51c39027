import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { runBundle } from '../support/bundle.ts';
import { folderWith } from '../support/folder-with.ts';
import { root } from '../support/project.ts';
import { inputsFor, simulate } from '../support/simulator.ts';

const dist = join(root, 'dist');

/** Writes down each file that the process loads, and at its end each part of Node.js. */
const reporter = `
const { appendFileSync } = require('node:fs');
require('node:module').registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\n');
    return next(url, context);
  },
});
process.on('exit', () => appendFileSync(process.env.LOADED, process.moduleLoadList.join('\\n')));
`;

async function run(inputs: Readonly<Record<string, string>>, event?: unknown) {
  const yaml = 'notification: {title: "${{ github.event.a }}"}';
  const folder = folderWith({ 'reporter.cjs': reporter, 'p.yml': yaml });
  const simulator = await simulate();
  const result = await runBundle({
    inputs: { ...inputsFor(simulator), 'template-id': 't', 'audience-ids': 'a', ...inputs },
    event,
    env: {
      GITHUB_WORKSPACE: folder,
      LOADED: join(folder, 'loaded'),
      NODE_OPTIONS: `--require=${join(folder, 'reporter.cjs')}`,
    },
  });
  const loaded = readFileSync(join(folder, 'loaded'), 'utf8').trimEnd().split('\n');
  const chunks = loaded.filter((url) => url.includes('/dist/')).map((url) => basename(url));
  return { ...result, simulator, chunks, loaded };
}

it('a plain run loads one file and makes two requests, each over its own connection', async () => {
  const { outputs, chunks, loaded, simulator } = await run({
    'runtime-title': 'Harbor 4.7 is out',
    'github-token': 'ghs_0123456789abcdef',
    'standard-overrides': 'true',
    when: 'always',
  });
  expect(outputs['outcome']).toBe('sent');
  expect(chunks).toEqual(['index.js']);
  expect(loaded).toContain('NativeModule http');
  expect(loaded.filter((name) => /undici|NativeModule (https|tls)$/.test(name))).toEqual([]);
  expect(simulator.ledger.entries.map((entry) => entry.endpoint)).toEqual(['token', 'send']);
  expect(simulator.ledger.connections).toBe(2);
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

it('a payload file loads what it needs, and nothing that talks to GitHub', async () => {
  const { outputs, chunks } = await run(
    { 'payload-file': 'p.yml', 'github-token': 'ghs_0123456789abcdef' },
    { a: 'x' },
  );
  expect(outputs['outcome']).toBe('sent');
  expect(chunks.length).toBeGreaterThan(1);
  for (const chunk of chunks) {
    expect(readFileSync(join(dist, chunk), 'utf8')).not.toMatch(/octokit|run_started_at/);
  }
});

it('what every run loads is small', () => {
  expect(statSync(join(dist, 'index.js')).size).toBeLessThan(130_000);
});

it('dist/ is light to fetch: undici and the endpoints of GitHub alone would add 420 KB', () => {
  const bytes = readdirSync(dist).map((name) => statSync(join(dist, name)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(720_000);
});
