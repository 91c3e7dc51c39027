/** The files of the inbox page: a path in, the file from `inbox/` as an answer out. */

import { readFile } from 'node:fs/promises';
import type { Reply } from './reply.ts';

type File = { readonly name: string; readonly type: string };

const page: File = { name: 'index.html', type: 'text/html; charset=utf-8' };
const icon: File = { name: 'bell.svg', type: 'image/svg+xml; charset=utf-8' };
const styles = named(['theme', 'inbox', 'card', 'facts', 'aside', 'request'], 'css', 'text/css');
const scripts = named(
  ['inbox', 'card', 'element', 'json', 'lists', 'others', 'request', 'stream', 'words'],
  'js',
  'text/javascript',
);

/** The files by path: a browser asks for /favicon.ico by itself, and that is no request to the service. */
export const inboxFiles: ReadonlyMap<string, File> = new Map([
  ['/', page],
  ['/favicon.ico', icon],
  ...[icon, ...styles, ...scripts].map((file) => [`/__inbox/${file.name}`, file] as const),
]);

/** Reads a file, whatever the working directory is; rejects when it is not there. */
export async function readInboxFile({ name, type }: File): Promise<Reply> {
  const body = await readFile(new URL(`./inbox/${name}`, import.meta.url), 'utf8');
  return { status: 200, headers: { 'Content-Type': type }, body };
}

function named(names: readonly string[], extension: string, type: string): readonly File[] {
  return names.map((name) => ({ name: `${name}.${extension}`, type: `${type}; charset=utf-8` }));
}
