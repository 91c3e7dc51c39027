/**
 * Measures the committed bundle as whole processes: `npm run bench`. With `--check` it fails where a
 * median is over its gate, with `--profile` it shows where the time of one run goes, with `--runs N` it
 * takes N pairs instead of 40, and with `--only TEXT` it measures only the ratios with this text in
 * their name. What is measured, and why, is in docs/performance.md.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  bareNode,
  floor,
  inputsOnly,
  type Location,
  payloadFile,
  shellStep,
  step,
} from './commands.ts';
import { alone, type Command, pairs, peakMiB } from './measure.ts';
import { profile } from './profile.ts';
import { missingTools, startServices } from './services.ts';
import { type Row, toTable } from './table.ts';

const root = join(import.meta.dirname, '..', '..');

/** How long the slow server waits before it responds, in the rows with several systems. */
const REPLY_MS = 150;
const ROUND_TRIP_MS = 40;

/** The median of 40 ratios still moves by so much from run to run. */
const NOISE = 1.05;

const { values: options } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    runs: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
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
const { http, https } = services;
const location: Location = services;
const runs = Number(options.runs);
const systems = (count: number): Readonly<Record<string, string>> => ({
  ...inputsOnly,
  'system-ids': Array.from({ length: count }, (_, index) => `system-${index}`).join(','),
});

async function ratio(
  name: string,
  a: Parameters<typeof pairs>[0],
  b: Parameters<typeof pairs>[1],
  limit: number | undefined,
  gate = limit,
): Promise<Row> {
  const measured = await pairs(a, b, runs);
  return {
    name,
    unit: '×',
    ...measured.ratio,
    limit,
    gate: gate === undefined ? undefined : gate * NOISE,
    note: `${Math.round(measured.a.median)} / ${Math.round(measured.b.median)} ms`,
  };
}

const plain = step(location, https, inputsOnly);
const plainHttp = step(location, http, inputsOnly);

/**
 * Two commands in turn, and the limit of their ratio. A limit that is not met has a gate beside it,
 * which keeps the ratio from growing (docs/performance.md says what was tried).
 */
const ratios: readonly (readonly [
  name: string,
  a: Command,
  b: Command,
  limit?: number,
  gate?: number,
])[] = [
  ['HTTPS ÷ the same two requests by Node.js', plain, floor(location, https), 1.15, 1.4],
  ['HTTP ÷ the same two requests by Node.js', plainHttp, floor(location, http), 1.2, 1.5],
  ['HTTPS ÷ `node -e 0`', plain, bareNode, 2.6],
  ['HTTPS ÷ bash, curl and jq', plain, shellStep(location, https), 0.95],
  ['HTTP ÷ `node -e 0`', plainHttp, bareNode, 2.3],
  [
    'HTTP, YAML file and ten expressions ÷ `node -e 0`',
    step(location, http, payloadFile(location)),
    bareNode,
    2.7,
    3.1,
  ],
  ['bash, curl and jq over HTTPS ÷ `node -e 0`', shellStep(location, https), bareNode],
];

async function measureAll(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const add = (row: Row): void => {
    rows.push(row);
    console.error(`  ${row.name}: ${row.median.toFixed(2)} ${row.unit}`);
  };
  for (const [name, a, b, limit, gate] of ratios) {
    if (name.includes(options.only)) add(await ratio(name, a, b, limit, gate));
  }
  if (options.only !== '') return rows;

  const near = await pairs(step(location, services.relayed, inputsOnly), plain, runs);
  const trips = (ms: number): number => ms / ROUND_TRIP_MS;
  const added = {
    min: trips(near.a.min - near.b.median),
    median: trips(near.a.median - near.b.median),
    max: trips(near.a.max - near.b.median),
  };
  add({
    name: `Round trips of ${ROUND_TRIP_MS} ms that HTTPS takes`,
    unit: '',
    ...added,
    limit: 4.4,
    note: 'TCP, TLS, token, send',
  });

  await services.setDelay(REPLY_MS);
  const few = Math.max(3, Math.round(runs / 4));
  const one = await alone(step(location, http, systems(1)), few);
  for (const [count, limit] of [
    [10, undefined],
    [40, 9],
  ] as const) {
    const many = await alone(step(location, http, systems(count)), few);
    const responses = (ms: number): number => (ms - one.median) / REPLY_MS;
    add({
      name: `Responses of ${REPLY_MS} ms that ${count} systems wait longer than one`,
      unit: '',
      min: responses(many.min),
      median: responses(many.median),
      max: responses(many.max),
      limit,
      note: '',
    });
  }
  await services.setDelay(0);

  const memory = Array.from({ length: 5 }, () => peakMiB(plain)).sort((a, b) => a - b);
  add({
    name: 'Peak resident memory over HTTPS',
    unit: 'MiB',
    min: memory[0] ?? 0,
    median: memory[2] ?? 0,
    max: memory[4] ?? 0,
    limit: 60,
    note: '',
  });
  const size = statSync(join(root, 'dist', 'index.js')).size / 1000;
  add({
    name: '`dist/index.js`',
    unit: 'KB',
    min: size,
    median: size,
    max: size,
    limit: 300,
    note: '',
  });
  return rows;
}

try {
  if (options.profile) {
    console.log(await profile(step(location, https, inputsOnly), runs));
  } else {
    const rows = await measureAll();
    console.log(toTable(rows));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    mkdirSync(join(root, 'bench'), { recursive: true });
    const results = { version, node: process.version, runs, rows };
    writeFileSync(join(root, 'bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
    const failed = rows.filter(({ median, limit = Number.POSITIVE_INFINITY, gate = limit }) => {
      return median > gate;
    });
    for (const { name, median, limit, gate = limit } of failed) {
      console.error(`Over its gate of ${gate?.toFixed(2)}: ${name}, ${median.toFixed(2)}`);
    }
    if (options.check && failed.length > 0) process.exitCode = 1;
  }
} finally {
  services.close();
  rmSync(folder, { recursive: true, force: true });
}
