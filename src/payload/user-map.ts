/** The text of a `user-map` file in, the people meant by each login out. */

import { asFault, type Diagnostics, type Location } from '../diagnostics.ts';
import { findKeyErrors, parseDocument, syntaxOfFile } from '../document/document.ts';
import type { Position, Tree } from '../document/tree.ts';

/** Who is meant by a login. */
export interface UserMap {
  /** Ids by login in lower case; an empty list is somebody who deliberately gets nothing. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
  /** The pattern for everybody else, with `{login}` in it; nothing when the map has none. */
  readonly fallback: string | undefined;
}

/**
 * Reads `login: id`, `login: [id, …]`, `login: []` and `"*": "{login}@…"`. Errors
 * (`inputs-invalid`) go to `diagnostics` with line and column.
 * @returns nothing if the file cannot be used.
 */
export async function parseUserMap(
  file: { readonly name: string; readonly text: string },
  diagnostics: Diagnostics,
): Promise<UserMap | undefined> {
  const location = (at: Position, key?: string): Location => ({
    input: 'user-map',
    file: file.name,
    line: at.line,
    column: at.column,
    ...(key !== undefined && { key }),
  });
  const error = (message: string, at: Position, key?: string): void => {
    diagnostics.errors.push({ code: 'inputs-invalid', message, location: location(at, key) });
  };
  const tree = await parse(file, error, diagnostics);
  if (tree === undefined) return undefined;
  if (tree.kind !== 'mapping') {
    error('`user-map` must be a mapping of logins and ids.', tree);
    return undefined;
  }
  const wrongKeys = findKeyErrors(tree, diagnostics.quote);
  for (const { message, at } of wrongKeys) error(`In \`user-map\`, ${message}.`, at);
  const reported = new Set(wrongKeys.map(({ at }) => at));
  const entries = new Map<string, readonly string[]>();
  let fallback: string | undefined;
  for (const { key, at, value } of tree.entries) {
    if (reported.has(at)) continue;
    const reason = key === '*' ? wrongFallback(value) : wrongEntry(key, value, entries);
    if (reason !== undefined) error(`In \`user-map\`, ${reason}.`, at, diagnostics.quote(key, 50));
    else if (key === '*') fallback = idsOf(value)[0];
    else entries.set(key.toLowerCase(), idsOf(value));
  }
  return { entries, fallback };
}

async function parse(
  { name, text }: { readonly name: string; readonly text: string },
  error: (message: string, at: Position) => void,
  diagnostics: Diagnostics,
): Promise<Tree | undefined> {
  const start = { line: 1, column: 1 };
  try {
    const tree = await parseDocument(text, syntaxOfFile(name) ?? 'yaml');
    if (tree === undefined) error('`user-map` is empty.', start);
    return tree;
  } catch (cause) {
    const { message, location } = asFault(cause);
    const at = { ...start, ...location };
    error(`\`user-map\` cannot be read: ${diagnostics.quote(message, 200)}.`, at);
    return undefined;
  }
}

function wrongFallback(value: Tree): string | undefined {
  const isPattern = value.kind === 'scalar' && value.text.includes('{login}');
  return isPattern ? undefined : 'the fallback `*` must be text with `{login}` in it';
}

function wrongEntry(
  login: string,
  value: Tree,
  entries: ReadonlyMap<string, unknown>,
): string | undefined {
  if (!/^[A-Za-z0-9_-]{1,39}(\[bot\])?$/.test(login)) {
    return 'a key is no login of GitHub: write `octocat`, without @';
  }
  if (entries.has(login.toLowerCase())) return 'a login stands twice; logins have no case';
  const items = value.kind === 'list' ? value.items : [value];
  const isId = (item: Tree): boolean =>
    item.kind === 'scalar' && item.value !== null && item.text.trim() !== '';
  return items.every(isId)
    ? undefined
    : 'a login must have an id, a list of ids, or [] for somebody who gets nothing';
}

function idsOf(value: Tree): readonly string[] {
  const items = value.kind === 'list' ? value.items : [value];
  return [...new Set(items.filter((item) => item.kind === 'scalar').map((item) => item.text))];
}
