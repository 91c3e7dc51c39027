/** Makes the repositories that a run of act needs: the caller's own, this action, and others that it uses. */

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { read, root } from '../support/project.ts';

type Texts = Readonly<Record<string, string>>;

/** Repositories under one folder, as `owner/name`. */
export interface Repositories {
  readonly folder: string;
  /** The working copy of the repository whose workflow runs. */
  readonly own: string;
  /** Flags that make act take actions and workflows from the folder instead of GitHub. */
  readonly flags: readonly string[];
}

/** What the repositories consist of. */
export interface RepositoryFiles {
  /** Owner and name of the repository whose workflow runs. */
  readonly name: string;
  /** Its files by path. Files of other repositories are under `owner/name/`. */
  readonly files: Texts;
  /** Becomes the default of the input `base-url`, so that no workflow has to be changed. */
  readonly baseUrl: string;
}

const ours = 'your-org/notify-walkme-workstation';
const standIns = join(import.meta.dirname, 'stand-ins');

/** Stands in for an action that no test depends on. */
const doesNothing = `name: Stand-in
description: Does nothing.
runs:
  using: composite
  steps: [{ run: 'true', shell: sh }]
`;

/** Makes the repositories that the files name with `uses:`. */
export function makeRepositories(folder: string, made: RepositoryFiles): Repositories {
  const { name, files, baseUrl } = made;
  const used = [...new Set(Object.values(files).flatMap(usedIn))];
  const others = [...new Set(used.map(repositoryOf))];
  const isOther = (path: string): boolean => others.some((it) => path.startsWith(`${it}/`));
  for (const [path, text] of Object.entries(files)) {
    write(join(folder, isOther(path) ? path : join(name, path)), text);
  }
  for (const other of others) {
    const target = join(folder, other);
    if (other === ours) publish(target, baseUrl);
    else if (existsSync(join(standIns, other)))
      cpSync(join(standIns, other), target, { recursive: true });
    else if (!existsSync(target)) write(join(target, 'action.yml'), doesNothing);
  }
  const own = join(folder, name);
  commit(own, name);
  const mapped = used.map((it) => `${repositoryOf(it)}@${it.replace(/^.*@/, '')}`);
  return {
    folder,
    own,
    flags: [...new Set(mapped)].flatMap((it) => [
      '--local-repository',
      `${it}=${join(folder, it.replace(/@.*$/, ''))}`,
    ]),
  };
}

/** @returns what a workflow or composite action uses of other repositories, such as `actions/checkout@v7`. */
function usedIn(text: string): readonly string[] {
  const lines = text.matchAll(/^\s*(?:- )?uses: ([\w.-]+\/[\w./-]+@[\w.-]+)/gm);
  return [...lines].map(([, reference = '']) => reference);
}

function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, '').split('/').slice(0, 2).join('/');
}

/** Writes what a job downloads of this action. Only the default of `base-url` is added. */
function publish(folder: string, baseUrl: string): void {
  write(join(folder, 'action.yml'), actionWith(baseUrl));
  for (const path of ['dist', 'simulator', 'package.json']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
}

/** @returns `action.yml` with a default for `base-url`. */
function actionWith(baseUrl: string): string {
  const text = read('action.yml');
  const [before, after, ...rest] = text.split('\n  base-url:\n');
  if (after === undefined || rest.length > 0) throw new Error('action.yml has no one `base-url:`');
  return `${before}\n  base-url:\n    default: ${baseUrl}\n${after}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** act reads the repository's name, the branch, and the commit from git. */
function commit(folder: string, name: string): void {
  // Nothing of the developer's own git may matter, such as signing or the variables of a hook.
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    ...author('AUTHOR'),
    ...author('COMMITTER'),
  };
  const git = (...args: readonly string[]): void => {
    execFileSync('git', args, { cwd: folder, env });
  };
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', `https://github.com/${name}`);
  git('add', '--all');
  git('commit', '--quiet', '--message=First');
}

function author(role: string): Texts {
  return { [`GIT_${role}_NAME`]: 'Ada', [`GIT_${role}_EMAIL`]: 'ada@x.test' };
}
