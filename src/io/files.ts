/** Reads files from the folders that a step may read. The only file that calls `node:fs`. */

import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Fault } from '../diagnostics.ts';
import type { Environment, SourceFile } from '../world.ts';
import { adviseOnMissingFile } from './missing-file.ts';

/** Bytes of one file (interface, section 3). */
const MAX_BYTES = 1_048_576;

/**
 * Reads a file below GITHUB_WORKSPACE, RUNNER_TEMP or GITHUB_ACTION_PATH, after resolving links.
 * @throws {Fault} if it is missing, outside of these, inside a `.git` folder, no regular file,
 * over 1 MiB or not UTF-8.
 */
export function readSourceFile(path: string, env: Environment): SourceFile {
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const asWritten = resolve(workspace, path);
  const real = resolveLinks(asWritten, () =>
    adviseOnMissingFile(path, workspace, env, (folder) => listFolder(workspace, folder)),
  );
  const roots = [workspace, env['RUNNER_TEMP'] ?? '', env['GITHUB_ACTION_PATH'] ?? '']
    .filter((root) => root !== '' && fs.existsSync(root))
    .map((root) => relative(fs.realpathSync.native(root), real))
    .filter(staysInside);
  const fromWorkspace = relative(workspace, asWritten);
  if (roots.length === 0) {
    throw new Fault('is outside the folders that a step can read', {
      hint: 'Put the file in the repository or in RUNNER_TEMP. A link must not lead out of them.',
    });
  }
  if ([...roots, fromWorkspace].some(isBelowGit)) {
    throw new Fault('is inside a .git folder', {
      hint: 'Files there may contain credentials. Put the file elsewhere.',
    });
  }
  const name = staysInside(fromWorkspace) ? fromWorkspace : asWritten;
  return { name: name.split(sep).join('/'), text: decode(readBytes(real)) };
}

/**
 * @returns the text of the event, whatever its size; blank where there is none.
 * @throws {Fault} if it cannot be read, for example because it is a folder.
 */
export function readEventText(env: Environment): string {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  if (path === '' || !fs.existsSync(path)) return '';
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    throw new Fault(`cannot be read (${codeOf(error)})`);
  }
}

/** Appends to a file of the runner. @throws {Error} if it cannot be written. */
export function appendText(path: string, text: string): void {
  fs.appendFileSync(path, text);
}

function resolveLinks(path: string, advise: () => string): string {
  try {
    return fs.realpathSync.native(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Fault('does not exist', { hint: advise() });
    }
    throw new Fault(`cannot be found (${code})`, { hint: 'Check the path and its links.' });
  }
}

/** @returns the entries of a folder below the workspace; none where there is none. */
function listFolder(workspace: string, folder: string): readonly fs.Dirent[] {
  try {
    const real = fs.realpathSync(resolve(workspace, folder));
    const isInside = staysInside(relative(fs.realpathSync(workspace), real));
    return isInside ? fs.readdirSync(real, { withFileTypes: true }) : [];
  } catch {
    return [];
  }
}

/** @returns the code of an error of the system, such as `EISDIR`. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function staysInside(fromRoot: string): boolean {
  return fromRoot !== '..' && !fromRoot.startsWith(`..${sep}`) && !isAbsolute(fromRoot);
}

function isBelowGit(path: string): boolean {
  return path.split(sep).some((part) => part.toLowerCase() === '.git');
}

/** Never waits: a FIFO or device is refused before and after it is opened. */
function readBytes(real: string): Buffer {
  if (!fs.lstatSync(real).isFile()) throw notAFile();
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = fs.constants;
  let handle: number;
  try {
    handle = fs.openSync(real, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  } catch (error) {
    throw new Fault(`cannot be opened (${codeOf(error)})`, { hint: 'Check its permissions.' });
  }
  try {
    const stat = fs.fstatSync(handle);
    if (!stat.isFile()) throw notAFile();
    if (stat.size > MAX_BYTES) {
      throw new Fault(`has ${stat.size} bytes`, {
        hint: 'The maximum is 1 MiB (1,048,576 bytes).',
      });
    }
    return fs.readFileSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

function notAFile(): Fault {
  return new Fault('is not a regular file', {
    hint: 'Specify a file, not a folder, pipe, or device.',
  });
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8').replace(/^\ufeff/, '');
  throw new Fault('is not UTF-8', {
    hint: 'Save it as UTF-8. Other encodings are not supported.',
  });
}
