/** Packs the working tree as `git archive` does, so that what a job downloads can be measured. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './project.ts';

/** One file of the archive. */
export interface ArchivedFile {
  readonly path: string;
  /** Bytes after gzip, of this file alone. */
  readonly packedBytes: number;
}

/** The archive of the working tree. */
export interface Archive {
  /** Bytes of the whole `.tar.gz`. */
  readonly packedBytes: number;
  readonly files: readonly ArchivedFile[];
}

const maxBuffer = 64 * 1024 * 1024;

/** Archives the files as they are now, committed or not, and leaves the repository as it was. */
export function archiveWorkingTree(): Archive {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  try {
    const objects = resolve(root, git(['rev-parse', '--git-path', 'objects']).toString().trim());
    const env = {
      GIT_INDEX_FILE: join(folder, 'index'),
      GIT_OBJECT_DIRECTORY: folder,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    };
    git(['add', '--all'], env);
    const tree = git(['write-tree'], env).toString().trim();
    const tar = git(['archive', '--worktree-attributes', '--format=tar', tree], env);
    return { packedBytes: gzipSync(tar).length, files: filesOf(tar) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(args: readonly string[], env: Readonly<Record<string, string>> = {}): Buffer {
  return execFileSync('git', args, { cwd: root, env: { ...process.env, ...env }, maxBuffer });
}

/** Reads the headers of the POSIX tar format: name, size and type of each entry, in 512-byte blocks. */
function filesOf(tar: Buffer): readonly ArchivedFile[] {
  const files: ArchivedFile[] = [];
  let offset = 0;
  while (offset < tar.length && tar[offset] !== 0) {
    const path = tar.toString('utf8', offset, offset + 100).replace(/\0.*$/s, '');
    const bytes = Number.parseInt(tar.toString('latin1', offset + 124, offset + 135), 8);
    const isFile = tar.toString('latin1', offset + 156, offset + 157) === '0';
    const content = tar.subarray(offset + 512, offset + 512 + bytes);
    if (isFile) files.push({ path, packedBytes: gzipSync(content).length });
    offset += 512 + Math.ceil(bytes / 512) * 512;
  }
  return files;
}
