/** Files that a step may not read although they are in the right place, or that cannot be had. */

import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { isMainThread } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Folders, makeFolders } from '../support/folders.ts';

const belowGit = /^is inside a \.git folder/;
const notAFile = /^is not a regular file/;

describe('below .git', () => {
  it.each([
    ['at the top', '.git/config'],
    ['further down', '.git/hooks/x'],
    ['in a submodule', 'a/.git/config'],
    ['in another case', 'a/.GIT/config'],
    ['by a detour', 'a/../.git/config'],
    ['as the file that a worktree has', 'a/b/.git'],
  ])('%s nothing is read', (_, path) => {
    const { at, write, read } = makeFolders();
    write(`workspace/${path}`, 'token');
    expect(read(path)).toMatch(belowGit);
    expect(read(at(`workspace/${path}`))).toMatch(belowGit);
  });

  it.each([
    ['to the file', 'workspace/link.yml', '.git/config', 'link.yml'],
    ['to the folder', 'workspace/folder', '.git', 'folder/config'],
    ['of that name', 'workspace/a/.git', 'b', 'a/.git/deep.yml'],
  ])('nothing is read by a link %s', (_, from, target, path) => {
    const { link, read } = makeFolders();
    link(from, target);
    expect(read(path)).toMatch(belowGit);
  });

  it('nothing is read in the other folders', () => {
    const { at, write, read } = makeFolders();
    write('temp/.git/config', 'token');
    expect(read(at('temp/.git/config'), { RUNNER_TEMP: at('temp') })).toMatch(belowGit);
  });

  it('is not the same as having an ancestor of that name', () => {
    const { at, write, read } = makeFolders();
    write('.git/workspace/x.yml', 'x');
    const env = { GITHUB_WORKSPACE: at('.git/workspace') };
    expect(read('x.yml', env)).toEqual({ name: 'x.yml', text: 'x' });
  });
});

describe('what is no regular file', () => {
  it.each(['a', '.', ''])('is refused as the folder %o', (path) => {
    expect(makeFolders().read(path)).toMatch(notAFile);
  });

  it('is refused as a pipe, at once', () => {
    const { at, read } = makeFolders();
    execFileSync('mkfifo', [at('workspace/pipe.yml')]);
    const startedMs = performance.now();
    expect(read('pipe.yml')).toMatch(notAFile);
    expect(performance.now() - startedMs).toBeLessThan(500);
  });

  it('is refused as a device', () => {
    expect(makeFolders().read('zero', { GITHUB_WORKSPACE: '/dev' })).toMatch(notAFile);
  });

  it('is refused as a socket', async () => {
    const { at, read } = makeFolders();
    const server = createServer();
    onTestFinished(() => {
      server.close();
    });
    await new Promise<void>((resolve) => server.listen(at('workspace/socket'), resolve));
    expect(read('socket')).toMatch(notAFile);
  });
});

describe('a file that cannot be had', () => {
  it.each(['missing.yml', 'a/missing/x.yml', 'notify.yml/x'])('%s does not exist', (path) => {
    expect(makeFolders().read(path)).toMatch(/^does not exist \| Check the path/);
  });

  it('has NUL in its name', () => {
    const { read } = makeFolders();
    expect(read('notify.yml\0.png')).toMatch(/^cannot be found \(ERR_INVALID_ARG_VALUE\)/);
  });

  it('has a name that is too long', () => {
    expect(makeFolders().read('x'.repeat(5000))).toMatch(/^cannot be found \(ENAMETOOLONG\)/);
  });

  it('may not be read', ({ skip }) => {
    const folders = makeFolders();
    chmodSync(folders.at('workspace/notify.yml'), 0o000);
    const result = readAsNobody(folders, 'notify.yml');
    skip(result === undefined, 'root may read everything, and cannot become somebody else');
    expect(result).toMatch(/^cannot be opened \(EACCES\) \| Check its permissions/);
  });
});

/** Root may read everything, so it becomes another user for a while; nothing where it cannot. */
function readAsNobody({ at, read }: Folders, path: string): unknown {
  const { geteuid, seteuid } = process;
  if (geteuid?.() !== 0) return read(path);
  if (!isMainThread) return undefined;
  chmodSync(at('.'), 0o755);
  seteuid?.(65_534);
  try {
    return read(path);
  } finally {
    seteuid?.(0);
  }
}
