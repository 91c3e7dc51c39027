/**
 * Measures the committed bundle as whole processes: `npm run bench`. With `--check` it fails where a
 * median is over its limit, with `--profile` it shows where the time of one run goes, with `--runs N` it
 * takes N pairs instead of 40, and with `--only TEXT` it measures only the rows with this text in their
 * name. `--slack FILE` is the `dist/index.js` of slackapi/slack-github-action v4, to compare with. What
 * is measured, and why, is in docs/performance.md.
 */

import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { archiveWorkingTree } from '../support/archive.ts';
import { read, root } from '../support/project.ts';
import {
  bareNode,
  builtinRelease,
  floor,
  inputsOnly,
  type Location,
  largestPlan,
  payloadFile,
  shellStep,
  slackStep,
  step,
} from './commands.ts';
import { limits, RESPONSE_MS, type RowName } from './limits.ts';
import { type Command, deafMs, pairs, peakMiB, type Spread, spread } from './measure.ts';
import { profile } from './profile.ts';
import { missingTools, startServices } from './services.ts';
import { type Row, toTable } from './table.ts';

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    runs: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    slack: { type: 'string' },
  },
});

const missing = missingTools();
if (missing.length > 0) {
  console.error(
    `The bench needs ${missing.join(', ')}. On Debian: apt-get install curl jq openssl time`,
  );
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const services = await startServices(folder);
const { http, https, relayed } = services;
const location: Location = services;
const runs = Number(options.runs);
const few = Math.max(3, Math.round(runs / 4));

const plain = step(location, https, inputsOnly);
const far = step(location, relayed, inputsOnly);
const yaml = payloadFile(location);

/** Two commands in turn; their ratio is the row. */
const ratios: Partial<Record<RowName, readonly [Command, Command]>> = {
  'Over 40 ms: inputs only ÷ the same two requests by Node.js': [far, floor(location, relayed)],
  'Over 40 ms: YAML file and ten expressions ÷ inputs only': [step(location, relayed, yaml), far],
  'Over 40 ms: inputs only ÷ bash, curl, and jq': [far, shellStep(location, relayed)],
  'Over 40 ms: `builtin:release` ÷ inputs only': [step(location, relayed, builtinRelease), far],
  'HTTPS ÷ `node -e 0`': [plain, bareNode],
  'HTTPS ÷ the same two requests by Node.js': [plain, floor(location, https)],
  'HTTPS ÷ bash, curl, and jq': [plain, shellStep(location, https)],
  ...(options.slack !== undefined && {
    'HTTPS ÷ slackapi/slack-github-action v4': [plain, slackStep(location, https, options.slack)],
  }),
  'HTTP, YAML file and ten expressions ÷ `node -e 0`': [step(location, http, yaml), bareNode],
};

/** The rows that are no ratio, in the unit that follows. */
const figures: Partial<Record<RowName, readonly [unit: string, () => Promise<Spread>]>> = {
  'Responses of 150 ms that 40 systems wait longer than one': ['', waitOfMany],
  'Peak resident memory over HTTPS': ['MiB', async () => spread(times(5, () => peakMiB(plain)))],
  'Largest plan: peak resident memory': [
    'MiB',
    async () => spread(times(3, () => peakMiB(largestPlan(location)))),
  ],
  'Largest plan: longest time without hearing a signal': [
    'ms',
    async () => spread(times(3, () => deafMs(largestPlan(location)))),
  ],
  'Archive of the action': ['KB', async () => spread([archiveWorkingTree().packedBytes / 1000])],
  '`dist/`': ['KB', async () => spread([distSizes().reduce((sum, it) => sum + it, 0) / 1000])],
  'Files in `dist/`': ['files', async () => spread([distSizes().length])],
};

function times<T>(count: number, measure: () => T): readonly T[] {
  return Array.from({ length: count }, measure);
}

function distSizes(): readonly number[] {
  const dist = join(root, 'dist');
  return readdirSync(dist).map((name) => statSync(join(dist, name)).size);
}

async function waitOfMany(): Promise<Spread> {
  const systems = (count: number): Command => {
    const ids = times(count, () => crypto.randomUUID()).join();
    return step(location, http, { ...inputsOnly, 'system-ids': ids });
  };
  await services.setDelay(RESPONSE_MS);
  const { a: one, b: many } = await pairs(systems(1), systems(40), few);
  await services.setDelay(0);
  const responses = (ms: number): number => (ms - one.median) / RESPONSE_MS;
  return spread([responses(many.min), responses(many.median), responses(many.max)]);
}

async function measureAll(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, limit] of Object.entries(limits)) {
    if (!name.includes(options.only)) continue;
    const row = await measure(name as RowName, limit);
    if (row === undefined) continue;
    rows.push(row);
    console.error(`  ${row.name}: ${row.median.toFixed(2)} ${row.unit}`);
  }
  return rows;
}

async function measure(name: RowName, limit: number): Promise<Row | undefined> {
  const [a, b] = ratios[name] ?? [];
  if (a !== undefined && b !== undefined) {
    const measured = await pairs(a, b, runs);
    const note = `${Math.round(measured.a.median)} / ${Math.round(measured.b.median)} ms`;
    return { name, unit: '×', ...measured.ratio, limit, note };
  }
  const [unit, figure] = figures[name] ?? [];
  if (unit === undefined || figure === undefined) return undefined;
  return { name, unit, ...(await figure()), limit, note: '' };
}

try {
  if (options.profile) {
    console.log(await profile(plain, runs));
  } else {
    const rows = await measureAll();
    console.log(toTable(rows));
    const { version } = JSON.parse(read('package.json'));
    mkdirSync(join(root, 'bench'), { recursive: true });
    const results = { version, node: process.version, runs, rows };
    writeFileSync(join(root, 'bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
    const failed = rows.filter(({ median, limit }) => median > limit);
    for (const { name, median, limit } of failed) {
      console.error(`Over its limit of ${limit}: ${name}, ${median.toFixed(2)}`);
    }
    if (options.check && failed.length > 0) process.exitCode = 1;
  }
} finally {
  services.close();
  rmSync(folder, { recursive: true, force: true });
}
