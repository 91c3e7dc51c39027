/** Programs and rights that some tests need: where they are lacking, tests skip, in CI they fail. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeEach } from 'vitest';

/** Inside a `describe`: its tests need this program on the path. */
export function needsProgram(name: string): void {
  needs(hasProgram(name), `the program ${name} is not installed`);
}

/** @returns whether a program of this name is on the path. */
export function hasProgram(name: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, name)));
}

/** Inside a `describe`: its tests need something that is there or lacking for this reason. */
export function needs(isThere: boolean, reason: string): void {
  beforeEach(({ skip }) => {
    if (isThere) return;
    if (process.env['CI']) throw new Error(`In CI this must run, but ${reason}.`);
    skip(reason);
  });
}
