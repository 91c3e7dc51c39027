import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, read } from '../support/project.ts';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = filesIn('src', /\.ts$/);

/** Every import of every file, dynamic ones included. */
const imports: readonly Import[] = files.flatMap((from) => {
  const text = read(`src/${from}`);
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s*'([^']+)';|import\(\s*(?:\/\*.*?\*\/\s*)?'([^']+)'\s*\)/gms,
  );
  return [...statements].map(([, type, names = '', path, lazyPath = '']) => {
    const target = path ?? lazyPath;
    const to = target.startsWith('.') ? join(dirname(from), target) : target;
    const named = names
      .replace(/[{}\s]/g, ' ')
      .split(',')
      .filter((name) => name.trim() !== '');
    const typeOnly =
      type !== undefined ||
      (named.length > 0 && named.every((it) => it.trim().startsWith('type ')));
    return { from, to: to.replaceAll('\\', '/'), typeOnly };
  });
});

const stations = [
  'config',
  'run',
  'document',
  'markdown',
  'expressions',
  'payload',
  'delivery',
  'report',
];
/** Rooms of one station, in the order of the data: a later one may call an earlier one. */
const payloadRooms = ['document', 'markdown', 'expressions', 'payload'];
const leaves = [
  'diagnostics.ts',
  'event-loop.ts',
  'fields.ts',
  'layer.ts',
  'version.ts',
  ...files.filter((file) => /^(text|http|builtin)\//.test(file)),
];
const stationOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '');
const isLocal = (path: string): boolean => path.endsWith('.ts');

it('finds the imports that it is about', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports.length).toBeGreaterThan(150);
});

it.each(leaves)('%s, which every station may use, uses leaves only', (leaf) => {
  const used = imports.filter((it) => it.from === leaf && isLocal(it.to) && !it.typeOnly);
  for (const { to } of used) expect(leaves).toContain(to);
});

it('a station uses its own files, the leaves, and of earlier stations the types only', () => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const station = stationOf(from);
    if (!stations.includes(station) || !isLocal(to) || leaves.includes(to)) return false;
    const other = stationOf(to);
    if (other === station) return false;
    if (stations.includes(other)) {
      const rooms = payloadRooms.indexOf(other);
      if (rooms !== -1 && rooms < payloadRooms.indexOf(station)) return false;
      const earlier = stations.indexOf(other) < stations.indexOf(station);
      return !(earlier && typeOnly);
    }
    return !(to === 'world.ts' && typeOnly);
  });
  expect(wrong).toEqual([]);
});

it('io uses errors, leaves and types', () => {
  const wrong = imports.filter(
    ({ from, to, typeOnly }) =>
      stationOf(from) === 'io' &&
      isLocal(to) &&
      stationOf(to) !== 'io' &&
      !typeOnly &&
      !leaves.includes(to),
  );
  expect(wrong).toEqual([]);
});

it('only io and index.ts reach the outside', () => {
  const outside = imports.filter(
    ({ to, typeOnly }) =>
      !typeOnly &&
      (to.startsWith('node:') ||
        (to.startsWith('@actions/') && !to.startsWith('@actions/expressions'))),
  );
  for (const { from } of outside) expect(stationOf(from)).toBe('io');
});

it.each([
  ['node:fs', 'io/files.ts'],
  ['@actions/core', 'io/runner.ts'],
  ['@actions/github', 'io/github.ts'],
  ['yaml', 'document/yaml-parser.ts'],
  ['jsonc-parser', 'text/json.ts'],
  ['micromark', 'markdown/plain-text.ts'],
  ['htmlparser2', 'markdown/html-text.ts'],
])('%s is imported by %s alone', (name, file) => {
  const importers = imports.filter(({ to, typeOnly }) => to === name && !typeOnly);
  expect(importers.map(({ from }) => from)).toEqual([file]);
});

it('there are no cycles, not even of types', () => {
  const edges = Map.groupBy(
    imports.filter(({ to }) => isLocal(to)),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    expect(path, `${path.join(' -> ')} -> ${file}`).not.toContain(file);
    if (done.has(file)) return;
    for (const { to } of edges.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
});
