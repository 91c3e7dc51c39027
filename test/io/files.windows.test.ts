/** Paths as Windows writes them, on any system: its own path module, and a disk that is made up. */

import { afterEach, expect, it, vi } from 'vitest';
import { readSourceFile } from '../../src/io/files.ts';

const disk = vi.hoisted(() => new Map<string, string>());

vi.mock('node:path', async (original) => {
  const { win32 } = await original<typeof import('node:path')>();
  return { ...win32, default: win32 };
});

vi.mock('node:fs', () => {
  /** As the disk spells it: Windows does not care for case. */
  const find = (path: string): string | undefined =>
    [...disk.keys()].find((it) => it.toLowerCase() === path.toLowerCase());
  const opened: string[] = [];
  const fs = {
    constants: { O_RDONLY: 0 },
    existsSync: () => true,
    realpathSync: {
      native(path: string): string {
        const found = find(path) ?? (/^[A-Z]:\\(work|temp)$/i.test(path) ? path : undefined);
        if (found === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
        return found;
      },
    },
    lstatSync: () => ({ isFile: () => true }),
    openSync: (path: string) => opened.push(path) - 1,
    fstatSync: () => ({ isFile: () => true, size: 1 }),
    readFileSync: (handle: number) => Buffer.from(disk.get(opened[handle] ?? '') ?? ''),
    closeSync: () => undefined,
  };
  return { default: fs };
});

const env = { GITHUB_WORKSPACE: 'D:\\work', RUNNER_TEMP: 'C:\\temp' };

afterEach(() => disk.clear());

it.each([
  ['.github\\walkme\\release.yml'],
  ['.github/walkme/release.yml'],
  ['.\\.github\\walkme\\..\\walkme\\release.yml'],
  ['D:\\work\\.github\\walkme\\release.yml'],
  ['d:\\WORK\\.github\\walkme\\release.yml'],
])('%s is named as GitHub names it', (path) => {
  disk.set('D:\\work\\.github\\walkme\\release.yml', 'title: a\r\n');
  const { name, text } = readSourceFile(path, env);
  expect(name.toLowerCase()).toBe('.github/walkme/release.yml');
  expect(text).toBe('title: a\r\n');
});

it('a file on the drive of RUNNER_TEMP is read, and named by its whole path', () => {
  disk.set('C:\\temp\\payload.json', '{}');
  expect(readSourceFile('C:\\temp\\payload.json', env).name).toBe('C:/temp/payload.json');
});

it.each([
  ['..\\secret.yml', 'D:\\secret.yml'],
  ['C:\\Windows\\win.ini', 'C:\\Windows\\win.ini'],
  ['E:\\work\\a.yml', 'E:\\work\\a.yml'],
  ['D:\\workshop\\a.yml', 'D:\\workshop\\a.yml'],
  ['\\\\server\\share\\a.yml', '\\\\server\\share\\a.yml'],
])('%s is outside the folders that a step can read', (path, real) => {
  disk.set(real, 'x');
  expect(() => readSourceFile(path, env)).toThrow('outside the folders');
});

it.each(['.git\\config', '.GIT\\config', 'a\\.Git\\config'])(
  '%s is inside a .git folder',
  (path) => {
    disk.set(`D:\\work\\${path}`, 'x');
    expect(() => readSourceFile(path, env)).toThrow('inside a .git folder');
  },
);
