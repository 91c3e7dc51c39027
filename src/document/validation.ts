/** An evaluated document in, every deviation from the schema out, at its line and column. */

import type { core } from 'zod/mini';
import type { Diagnostics, Location } from '../diagnostics.ts';
import { didYouMean } from '../text/names.ts';
import { documentSchema, fieldNames } from './schema.ts';
import { describePath, type Entry, entryOf, type Path, type Position, type Tree } from './tree.ts';

type Issue = core.$ZodIssue;

/** @returns the location to report for a node. */
export type Locate = (at: Position, path: Path) => Location;

/**
 * Checks names and types. Errors (`payload-invalid`) go to `diagnostics`.
 * @returns whether there were none.
 */
export function validateDocument(tree: Tree, locate: Locate, diagnostics: Diagnostics): boolean {
  const parsed = documentSchema.safeParse(toPlain(tree));
  for (const issue of parsed.error?.issues ?? []) {
    for (const deviation of deepest(issue, [])) report(deviation, tree, locate, diagnostics);
  }
  return parsed.success;
}

interface Deviation {
  readonly path: Path;
  readonly message: string;
  /** The names that no field has. */
  readonly unknown?: readonly string[];
}

/** Scalars as the text they stand for; what failed as what was not given. */
function toPlain(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.failed || tree.value === null ? null : tree.text;
  if (tree.kind === 'list') return tree.items.map(toPlain);
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, toPlain(value)]));
}

/** Of a union's branches, the one that the author meant is the one that fails below its top. */
function deepest(issue: Issue, above: Path): readonly Deviation[] {
  const path = [
    ...above,
    ...issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
  ];
  if (issue.code === 'unrecognized_keys') return [{ path, message: '', unknown: issue.keys }];
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((branch) => branch.some((it) => !isTopMismatch(it)));
    if (meant !== undefined) return meant.flatMap((it) => deepest(it, path));
    return [{ path, message: issue.message }];
  }
  const expected = issue.code === 'invalid_type' ? issue.expected : '';
  const needed: Readonly<Record<string, string>> = {
    object: 'must be a mapping',
    array: 'must be a list',
    string: 'must be text',
  };
  return [{ path, message: needed[expected] ?? issue.message }];
}

function isTopMismatch(issue: Issue): boolean {
  if (issue.path.length > 0 || issue.code === 'unrecognized_keys') return false;
  return (
    issue.code !== 'invalid_union' || issue.errors.every((branch) => branch.every(isTopMismatch))
  );
}

function report(deviation: Deviation, tree: Tree, locate: Locate, diagnostics: Diagnostics): void {
  const { path, message, unknown } = deviation;
  for (const name of unknown ?? []) {
    const here = [...path, name];
    diagnostics.errors.push({
      code: 'payload-invalid',
      ...unknownName(name, diagnostics.quote(describePath(here), 200), path),
      location: locate(positionOf(tree, here), here),
    });
  }
  if (unknown !== undefined) return;
  const found = nodeAt(tree, path);
  const name =
    path.length === 0 ? 'The document' : `\`${diagnostics.quote(describePath(path), 200)}\``;
  diagnostics.errors.push({
    code: 'payload-invalid',
    message: `${name} ${message}, found ${describe(found)}.`,
    location: locate(positionOf(tree, path), path),
  });
}

function unknownName(
  name: string,
  shown: string,
  path: Path,
): { readonly message: string; readonly hint: string } {
  const curly = /[\u2018\u2019\u201c\u201d]/.exec(name)?.[0];
  if (curly !== undefined) {
    return {
      message: `\`${shown}\` contains the curly quote ${curly}.`,
      hint: 'Curly quotes come with text pasted from a web page: replace each by a straight quote (").',
    };
  }
  if (path.length === 0 && fieldNames.has(name)) {
    return {
      message: `\`${shown}\` stands outside of \`notification\`.`,
      hint: 'Put it below `notification:`, as WalkMe does.',
    };
  }
  if (path.length === 0) {
    const known = ['notification', 'notifications', '$schema'];
    return {
      message: `\`${shown}\` is not known here.${didYouMean(name, known)}`,
      hint: 'A payload document has `notification` or `notifications` at its top.',
    };
  }
  if (path.includes('override')) {
    return {
      message: `\`${shown}\` is not known here: an item of the list has \`key\` and \`value\`.`,
      hint: 'Shorter, `override` is a mapping: `override: {URL: https://example.com}`.',
    };
  }
  const meant = didYouMean(name, [...fieldNames]);
  const list = meant === '' ? `Fields: ${[...fieldNames].join(', ')}. ` : '';
  return {
    message: `\`${shown}\` is not a field of a notification.${meant}`,
    hint: `${list}A field that WalkMe added later goes below \`additionalFields\`.`,
  };
}

function describe(node: Tree | undefined): string {
  if (node === undefined) return 'nothing';
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  return node.value === null ? 'nothing' : 'text';
}

function nodeAt(tree: Tree, path: Path): Tree | undefined {
  return path.reduce<Tree | undefined>(
    (node, step) =>
      node?.kind === 'list' ? node.items[Number(step)] : entryAt(node, String(step))?.value,
    tree,
  );
}

function entryAt(node: Tree | undefined, key: string): Entry | undefined {
  return node?.kind === 'mapping' ? entryOf(node, key) : undefined;
}

/** Where a key stands, or a list's item, or the nearest thing above it. */
function positionOf(tree: Tree, path: Path): Position {
  const above = path.slice(0, -1);
  const entry = entryAt(nodeAt(tree, above), String(path.at(-1)));
  return entry?.at ?? nodeAt(tree, path) ?? positionOf(tree, above);
}
