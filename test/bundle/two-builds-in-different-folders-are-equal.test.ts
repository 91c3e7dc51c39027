import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith } from '../support/folder-with.ts';
import { read, root } from '../support/project.ts';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

/**
 * What a build reads, in a folder of another depth. Packages that are bundled are copied, and so is
 * the bundler, because their paths must not matter either; the other tools are linked.
 */
function copyProject(to: string): void {
  for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(to, name), { recursive: true });
  }
  const lock: Lock = JSON.parse(read('package-lock.json'));
  for (const [path, { dev = false }] of Object.entries(lock.packages)) {
    const isNested = path.lastIndexOf('node_modules/') > 0;
    // What is nested comes with its parent, and a package for another system is not there.
    if (path === '' || isNested || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    if (dev && path !== 'node_modules/@vercel/ncc')
      symlinkSync(join(root, path), join(to, path), 'junction');
    else cpSync(join(root, path), join(to, path), { recursive: true });
  }
}

function contents(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

const title = 'a build in another folder is equal to dist/, byte by byte';

// The bundler makes the numbers of modules from their paths, which Windows writes in another way.
it.skipIf(process.platform === 'win32')(title, { timeout: 120_000 }, () => {
  const project = join(folderWith(), 'at', 'another', 'depth');
  mkdirSync(project, { recursive: true });
  copyProject(project);
  execFileSync(process.execPath, [join(project, 'scripts/build.ts')], { stdio: 'pipe' });
  const fresh = contents(join(project, 'dist'));
  const committed = contents(join(root, 'dist'));
  expect(Object.keys(fresh)).toEqual(Object.keys(committed));
  const different = Object.keys(fresh).filter((name) => fresh[name] !== committed[name]);
  expect(different).toEqual([]);
});
