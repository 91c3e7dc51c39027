/** Builds `dist/` from `src/`; with `--check`, says instead whether `dist/` equals a fresh build. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minify } from 'terser';

const root = join(import.meta.dirname, '..');
const buildFolder = join(root, 'build');

/**
 * Code that is loaded at the start and never called is left out: 20 ms of every run. Each entry is a
 * file of a package and what stands in for it; the rest of the package is copied as it is. The tests
 * run with the real packages.
 */
const leftOut = [
  { name: '@actions/core', file: 'lib/core.js', stub: undefined },
  { name: '@actions/http-client', file: 'lib/index.js', stub: 'http-client.js' },
  { name: '@actions/exec', file: 'lib/exec.js', stub: 'exec.js' },
];

function run(command: string, ...args: readonly string[]): void {
  execFileSync(join(root, 'node_modules', '.bin', command), args, { cwd: root, stdio: 'inherit' });
}

/** TypeScript to JavaScript, beside copies of the packages that are loaded only in part. */
function compile(): void {
  fs.rmSync(buildFolder, { recursive: true, force: true });
  run('tsc', '-p', 'src');
  for (const { name, file, stub } of leftOut) {
    const copy = join(buildFolder, 'node_modules', name);
    fs.cpSync(join(root, 'node_modules', name), copy, { recursive: true });
    if (stub !== undefined) fs.copyFileSync(join(root, 'scripts', 'stubs', stub), join(copy, file));
  }
}

/** One file and its lazily loaded chunks; ncc's own minifier would leave unused code in. */
async function bundle(out: string): Promise<void> {
  run('ncc', 'build', 'build/index.js', '--out', out, '--license', 'licenses.txt', '--quiet');
  for (const name of fs.readdirSync(out).filter((file) => file.endsWith('.js'))) {
    const path = join(out, name);
    const { code } = await minify(fs.readFileSync(path, 'utf8'), {
      module: true,
      ecma: 2020,
      compress: { passes: 3, pure_getters: true },
      format: { comments: false, max_line_len: 4000 },
    });
    fs.writeFileSync(path, `${code}\n`);
  }
}

/** @returns the files that differ between two folders, or stand in one only. */
function differences(a: string, b: string): readonly string[] {
  const read = (folder: string, name: string): string =>
    fs.existsSync(join(folder, name)) ? fs.readFileSync(join(folder, name), 'latin1') : '';
  const names = new Set([...fs.readdirSync(a), ...fs.readdirSync(b)]);
  return [...names].filter((name) => read(a, name) !== read(b, name));
}

const dist = join(root, 'dist');
const fresh = fs.mkdtempSync(join(tmpdir(), 'dist-'));
try {
  compile();
  await bundle(fresh);
  if (process.argv.includes('--check')) {
    const changed = differences(dist, fresh);
    const verdict =
      changed.length === 0
        ? 'equals a fresh build.'
        : `is not a fresh build: ${changed.join(', ')}. Run \`npm run build\`.`;
    console.log(`dist/ ${verdict}`);
    process.exitCode = changed.length === 0 ? 0 : 1;
  } else {
    fs.rmSync(dist, { recursive: true, force: true });
    fs.cpSync(fresh, dist, { recursive: true });
  }
} finally {
  fs.rmSync(fresh, { recursive: true, force: true });
}
