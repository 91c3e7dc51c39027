import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveWorkingTree } from '../support/archive.ts';
import { root } from '../support/project.ts';

const isRepository = existsSync(join(root, '.git'));

/** What each part of the archive may weigh after gzip. A limit that is too low is raised here, on purpose. */
const limits: Readonly<Record<string, number>> = {
  dist: 232_000,
  'README.md': 8_000,
  'action.yml': 5_000,
  LICENSE: 1_000,
};

describe.skipIf(!isRepository)('the archive that every job downloads', () => {
  const { packedBytes, files } = isRepository
    ? archiveWorkingTree()
    : { packedBytes: 0, files: [] };
  const bySize = files.toSorted((a, b) => b.packedBytes - a.packedBytes);
  const list = bySize.map((file) => `${file.packedBytes} ${file.path}`).join('\n');
  const part = (path: string): string => path.split('/')[0] ?? '';

  it('holds only what a step needs', () => {
    expect([...new Set(files.map(({ path }) => part(path)))].sort()).toEqual(
      Object.keys(limits).sort(),
    );
  });

  it.each(Object.entries(limits))('keeps %s within %d bytes', (name, limit) => {
    const bytes = files
      .filter(({ path }) => part(path) === name)
      .reduce((sum, file) => sum + file.packedBytes, 0);
    expect(bytes, `${name} grew. Packed bytes of each file:\n${list}`).toBeLessThanOrEqual(limit);
  });

  it('has at most 240 KB and 40 files', () => {
    expect(packedBytes, `Packed bytes of each file:\n${list}`).toBeLessThanOrEqual(240_000);
    expect(files.length, list).toBeLessThanOrEqual(40);
  });
});
