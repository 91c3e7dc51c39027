/** Builds `dist/` from `src/`; with `--check`, says instead whether `dist/` equals a fresh build. */

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minify } from 'terser';
import { parse } from 'yaml';
import { builtinPayloads } from '../src/builtin/payloads.ts';

const root = join(import.meta.dirname, '..');
const buildFolder = join(root, 'build');

/**
 * Files of packages that are loaded and never called, or that repeat what another has. In the bundle,
 * something short replaces each; the tests run with the real packages.
 */
const stubs = join(root, 'scripts', 'stubs');

/** The packages of these files, and all that import them. */
const stubbed = [
  '@actions/core',
  '@actions/github',
  '@actions/http-client',
  '@octokit/plugin-rest-endpoint-methods',
  'undici',
  'decode-named-character-reference',
  ...fs.readdirSync(join(root, 'node_modules')).filter((name) => name.startsWith('micromark')),
];

/** Runs a tool by its own file: what npm puts in `.bin` differs by system. */
function run(script: string, ...args: readonly string[]): void {
  const path = join(root, 'node_modules', script);
  execFileSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' });
}

/** TypeScript to JavaScript, beside copies of the packages that are bundled with a change. */
function compile(): void {
  fs.rmSync(buildFolder, { recursive: true, force: true });
  run('typescript/bin/tsc', '-p', 'src');
  // Not the project's own ES module: a CommonJS bundle starts 1 ms sooner, and its chunks too.
  fs.writeFileSync(join(buildFolder, 'package.json'), '{}\n');
  for (const name of stubbed) copyPackage(name);
  for (const file of fs.readdirSync(stubs, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const target = join(buildFolder, 'node_modules', file);
    if (!fs.existsSync(target)) {
      throw new Error(
        `node_modules/${file} does not exist: what does scripts/stubs/${file} replace?`,
      );
    }
    fs.copyFileSync(join(stubs, file), target);
  }
  // Of its ES modules only what is used is bundled: 15 KB less, 1 ms where a YAML file is read.
  const yaml = copyPackage('yaml');
  const description = JSON.parse(fs.readFileSync(join(yaml, 'package.json'), 'utf8'));
  const modules = { ...description, exports: './browser/dist/index.js', sideEffects: false };
  fs.writeFileSync(join(yaml, 'package.json'), JSON.stringify(modules));
  writePayloads();
}

/** In the bundle, the ready-made payload files are JSON: without the YAML parser, 12 ms less. */
function writePayloads(): void {
  const texts = Object.entries(builtinPayloads).map(([name, yaml]) => {
    return [name, JSON.stringify(parse(yaml), null, 1)] as const;
  });
  const code = `export const builtinPayloads = ${JSON.stringify(Object.fromEntries(texts))};\n`;
  fs.writeFileSync(join(buildFolder, 'builtin', 'payloads.js'), code);
}

/** @returns the folder of the copy, which the compiled files find before the original. */
function copyPackage(name: string): string {
  const copy = join(buildFolder, 'node_modules', name);
  fs.cpSync(join(root, 'node_modules', name), copy, { recursive: true });
  return copy;
}

/** Where ncc begins a module. */
const MODULE_START = /^\/\*\*\*\/ (?=\(\(|\(function)/gm;

/** @throws {Error} if nothing is replaced: then ncc writes its bundles in another way. */
function replaceAll(text: string, pattern: RegExp, replacement: string): string {
  const replaced = text.replace(pattern, replacement);
  if (replaced === text) throw new Error(`the bundle has no ${pattern}`);
  return replaced;
}

/** One file and its lazily loaded chunks; ncc's own minifier would leave unused code in. */
async function bundle(out: string): Promise<void> {
  const options = ['--out', out, '--license', 'licenses.txt', '--quiet'];
  run('@vercel/ncc/dist/ncc/cli.js', 'build', 'build/index.js', ...options);
  for (const name of fs.readdirSync(out).filter((file) => file.endsWith('.js'))) {
    const path = join(out, name);
    // As arguments the modules keep their parentheses, which tell V8 to compile them at once: 2 ms.
    const modules = replaceAll(fs.readFileSync(path, 'utf8'), MODULE_START, '/***/ Object');
    const { code } = await minify(modules, {
      toplevel: true,
      ecma: 2020,
      compress: { passes: 3 },
      format: { comments: false, max_line_len: 4000, wrap_func_args: true, ascii_only: true },
    });
    fs.writeFileSync(path, `${code}\n`);
  }
  fs.writeFileSync(join(out, 'package.json'), '{ "type": "commonjs" }\n');
}

/** @returns the files that differ between two folders, or are in one only. */
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
    const outcome =
      changed.length === 0
        ? 'equals a fresh build.'
        : `is not a fresh build: ${changed.join(', ')}. Run \`npm run build\`.`;
    console.log(`dist/ ${outcome}`);
    process.exitCode = changed.length === 0 ? 0 : 1;
  } else {
    fs.rmSync(dist, { recursive: true, force: true });
    fs.cpSync(fresh, dist, { recursive: true });
  }
} finally {
  fs.rmSync(fresh, { recursive: true, force: true });
}
