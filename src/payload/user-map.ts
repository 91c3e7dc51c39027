/** Reads a `user-map` file: the WalkMe ids of each GitHub login. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import { findKeyErrors, parseDocument, syntaxOfFile } from '../document/document.ts';
import type { Source } from '../document/source.ts';
import { describePath, type Mapping, type Position, type Tree } from '../document/tree.ts';

/** WalkMe ids by GitHub login. */
export interface UserMap {
  /** Ids by login in lower case; an empty list means that the login gets nothing. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
  /** The pattern for all other logins, with `{login}` in it; `undefined` when the map has none. */
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
  const source: Source = {
    text: file.text,
    syntax: syntaxOfFile(file.name) ?? 'yaml',
    code: 'inputs-invalid',
    people: true,
    locate: (at, path) => location(at, diagnostics.quote(describePath(path), 50) || undefined),
  };
  const tree = await parseDocument(source, diagnostics);
  if (tree === undefined) return undefined;
  if (tree.kind !== 'mapping') {
    error('`user-map` must be a mapping of logins and ids.', tree);
    return undefined;
  }
  return readEntries(tree, diagnostics.quote, error);
}

/** Reads what can be used, and reports the rest. */
function readEntries(
  tree: Mapping,
  quote: Diagnostics['quote'],
  error: (message: string, at: Position, key?: string) => void,
): UserMap {
  const wrongKeys = findKeyErrors(tree, quote);
  for (const { name, said, at } of wrongKeys) {
    error(`In \`user-map\`, the key ${name} ${said}.`, at);
  }
  const reported = new Set(wrongKeys.map(({ at }) => at));
  const entries = new Map<string, readonly string[]>();
  let fallback: string | undefined;
  for (const { key, at, value } of tree.entries) {
    if (reported.has(at)) continue;
    const login = key.trim();
    const reason = login === '*' ? wrongFallback(value) : wrongEntry(login, value, entries);
    if (reason !== undefined) error(`In \`user-map\`, ${reason}.`, at, quote(key, 50));
    else if (login === '*') fallback = idsOf(value)[0];
    else entries.set(login.toLowerCase(), idsOf(value));
  }
  return { entries, fallback };
}

function wrongFallback(value: Tree): string | undefined {
  const isPattern = value.kind === 'scalar' && /^\s*.*\{login\}.*\s*$/.test(value.text);
  return isPattern ? undefined : 'the fallback `*` must be one line of text with `{login}` in it';
}

function wrongEntry(
  login: string,
  value: Tree,
  entries: ReadonlyMap<string, unknown>,
): string | undefined {
  if (!/^[A-Za-z0-9_-]{1,39}(\[bot\])?$/.test(login)) {
    return 'a key is not a GitHub login: write `octocat`, without @';
  }
  if (entries.has(login.toLowerCase())) return 'a login appears twice; logins ignore case';
  const items = value.kind === 'list' ? value.items : [value];
  const isId = (item: Tree): boolean =>
    item.kind === 'scalar' && item.value !== null && item.text.trim() !== '';
  if (!items.every(isId)) {
    return 'the value of a login must be an id, a list of ids, or [] to notify nobody';
  }
  return idsOf(value).some((id) => /[\n\r]/.test(id))
    ? 'an id contains a line break: write each id on one line, and several as a list'
    : undefined;
}

function idsOf(value: Tree): readonly string[] {
  const items = value.kind === 'list' ? value.items : [value];
  const texts = items.filter((item) => item.kind === 'scalar').map((item) => item.text.trim());
  return [...new Set(texts)];
}
