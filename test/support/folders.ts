/** The folders that a step may read, with one that it may not beside them; gone after the test. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { Fault } from '../../src/diagnostics.ts';
import { readSourceFile } from '../../src/io/files.ts';
import type { SourceFile } from '../../src/world.ts';

/** Folders `workspace`, `temp`, `action` and `outside` below one root. */
export interface Folders {
  /** @returns the whole path of a path below the root. */
  readonly at: (path: string) => string;
  /** Writes a file, with the folders above it. */
  readonly write: (path: string, text: string) => void;
  readonly link: (path: string, target: string) => void;
  /** What was read, or why not: what is wrong, and what to do. */
  readonly read: (path: string, env?: Readonly<Record<string, string>>) => SourceFile | string;
}

const files = [
  'workspace/notify.yml',
  'workspace/a/b/deep.yml',
  'workspace/.git/config',
  'workspace/.gitignore',
  'workspace/a/notes.git',
  'temp/made.json',
  'action/own.yml',
  'outside/secret.yml',
];

/** @returns an empty folder, which is gone after the test. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'test-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Each file holds `text of` and its path. */
export function makeFolders(): Folders {
  const root = makeFolder();
  const at = (path: string): string => join(root, path);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  for (const path of files) write(path, `text of ${path}`);
  return {
    at,
    write,
    link: (path, target) => symlinkSync(target, at(path)),
    read(path, env = {}) {
      try {
        return readSourceFile(path, { GITHUB_WORKSPACE: at('workspace'), ...env });
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        expect(error.message).not.toContain('text of');
        return `${error.message} | ${error.hint}`;
      }
    },
  };
}
