/** Says what to do about a file that does not exist: the nearest one, or the checkout. */

import type { Dirent } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { nearest } from '../text/names.ts';
import type { Environment } from '../world.ts';

type Entry = Pick<Dirent, 'name' | 'isFile' | 'isDirectory'>;

/** @returns the entries of a folder, relative to the workspace; none where it cannot be read. */
type List = (folder: string) => readonly Entry[];

/** Entries that are looked at, altogether and of one folder. A workspace may hold a million. */
const MAX_ENTRIES = 1000;
const MAX_OF_FOLDER = 200;

/** Folders below each other that are looked into. */
const MAX_DEPTH = 4;

/** Events on which the workflow, and the checkout without `ref`, are those of the default branch. */
const onDefaultBranch: ReadonlySet<string> = new Set([
  'check_run',
  'check_suite',
  'discussion',
  'discussion_comment',
  'issue_comment',
  'issues',
  'pull_request_target',
  'repository_dispatch',
  'schedule',
  'workflow_run',
]);

/** @returns what to do, as a sentence or two. */
export function adviseOnMissingFile(
  path: string,
  workspace: string,
  env: Environment,
  list: List,
): string {
  if (list('').length === 0) {
    return 'The workspace is empty: put a step with `actions/checkout` before this one.';
  }
  const near = findNear(clean(path, workspace), list);
  if (near !== undefined) return `Did you mean \`${near}\`? The path is relative to the workspace.`;
  const where = checkedOut(env);
  const advice = 'Check the path, which is relative to the workspace.';
  return where === undefined
    ? advice
    : `${advice} Without \`ref\`, \`actions/checkout\` checks out ${where}. Check that the file exists there.`;
}

/** @returns what a checkout without `ref` checks out on this event, unless it is the branch of the author. */
function checkedOut(env: Environment): string | undefined {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  if (onDefaultBranch.has(event)) return `the default branch on \`${event}\``;
  return event === 'release' || env['GITHUB_REF_TYPE'] === 'tag'
    ? 'the files as of the tag'
    : undefined;
}

/** A path as it was meant: without quotes, backslashes, and the workspace before it. */
function clean(path: string, workspace: string): string {
  const trimmed = path.replace(/^["'`\s]+|["'`\s]+$/g, '');
  const below = trimmed.startsWith(workspace) ? trimmed.slice(workspace.length) : trimmed;
  return below.replaceAll('\\', '/').replace(/^(?:\$\{?GITHUB_WORKSPACE\}?)?(?:\.{0,2}\/+)*/i, '');
}

/** Case, and the two endings of YAML, make no difference. */
function fold(path: string): string {
  return path.toLowerCase().replace(/\.yaml$/, '.yml');
}

/** A file of the workspace that was probably meant, relative to it. */
function findNear(path: string, list: List): string | undefined {
  const wanted = fold(path);
  const found = listFiles(dirname(path), list).toSorted((a, b) => a.length - b.length);
  const baseOf = (file: string): string => fold(basename(file));
  const nearestIn = (files: readonly string[]): string | undefined => {
    const close = nearest(baseOf(wanted), files.map(baseOf));
    return files.find((file) => baseOf(file) === close);
  };
  return (
    found.find((file) => fold(file) === wanted) ??
    found.find((file) => fold(file).endsWith(`/${wanted}`) || wanted.endsWith(`/${fold(file)}`)) ??
    found.find((file) => baseOf(file) === baseOf(wanted)) ??
    nearestIn(found.filter((file) => dirname(fold(file)) === dirname(wanted))) ??
    nearestIn(found)
  );
}

/** The documents of the workspace; never below `.git`, nor workflows. */
function listFiles(named: string, list: List): readonly string[] {
  const files: string[] = [];
  const tops = list('').filter((entry) => entry.isDirectory());
  // In a large repository, the search ends before it comes to where the file probably is.
  const likely = tops.map(({ name }) => join(name, named));
  const folders = new Set([named, named.replace(/^[^/]*\//, ''), ...likely, '']);
  let rest = MAX_ENTRIES;
  // Folders that are added are visited, too.
  for (const folder of folders) {
    if (rest === 0 || CLOSED.test(folder)) continue;
    for (const entry of list(folder).slice(0, Math.min(rest, MAX_OF_FOLDER))) {
      rest -= 1;
      const path = join(folder, entry.name);
      if (entry.isFile() && DOCUMENT.test(path)) files.push(path.split(sep).join('/'));
      if (entry.isDirectory() && path.split(sep).length < MAX_DEPTH) folders.add(path);
    }
  }
  return files;
}

const DOCUMENT = /\.(?:jsonc?|ya?ml)$/i;

const CLOSED = /(?:^|[\\/])(?:\.git|node_modules|\.github[\\/]workflows)(?:[\\/]|$)/i;
