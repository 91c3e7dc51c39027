/** The files of the project, as its tests read them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The project's folder. */
export const root = join(import.meta.dirname, '..', '..');

/** @returns the text of a file, by its path in the project. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** @returns the paths, relative to a folder of the project, of all files in it like this. */
export function filesIn(folder: string, pattern = /./): readonly string[] {
  const home = join(root, folder);
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(home, join(parentPath, name)).replaceAll('\\', '/'))
    .filter((path) => pattern.test(path))
    .sort();
}
