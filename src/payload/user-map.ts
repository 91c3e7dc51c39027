/** Reads a `user-map` file: the WalkMe ids of each GitHub login and team. */

import type { Diagnostics, ErrorDiagnostic } from '../diagnostics.ts';
import { findKeyErrors, parseDocument, syntaxOfFile } from '../document/document.ts';
import type { Source, Syntax } from '../document/source.ts';
import {
  describe,
  describePath,
  type Mapping,
  type Position,
  type Tree,
} from '../document/tree.ts';
import { findWrongId, isLogin, isTeam, normalizeId } from '../text/ids.ts';
import { parseList } from '../text/lists.ts';
import type { SourceFile } from '../world.ts';

/** WalkMe ids by GitHub login and team. */
export interface UserMap {
  /** Ids by login or `org/team-slug` in lower case; an empty list notifies no one. */
  readonly entries: ReadonlyMap<string, readonly string[]>;
  /** The pattern for all other logins, with `{login}` in it; `undefined` when the map has none. */
  readonly fallback: string | undefined;
  /** How the file is written, and so a line that a message proposes. */
  readonly syntax: Syntax;
}

type Mistake = Pick<ErrorDiagnostic, 'message' | 'hint'>;

type Report = (mistake: Mistake, at: Position, key?: string) => void;

/**
 * Reads `login: id`, `login: [id, …]`, `login: []`, the same for `org/team-slug`, and
 * `"*": "{login}@…"`. Errors (`inputs-invalid`) go to `diagnostics` with line and column.
 * @returns nothing if there is an error.
 */
export async function parseUserMap(
  file: SourceFile,
  diagnostics: Diagnostics,
): Promise<UserMap | undefined> {
  const { errors, quote } = diagnostics;
  const before = errors.length;
  const syntax = syntaxOfFile(file.name, file.text) ?? 'yaml';
  const source: Source = {
    text: file.text,
    syntax,
    code: 'inputs-invalid',
    people: true,
    locate: ({ line, column }, path) => ({
      input: 'user-map',
      file: file.name,
      line,
      column,
      ...(path.length > 0 && { key: quote(describePath(path), 50) }),
    }),
  };
  const report: Report = (mistake, at, key) => {
    const location = source.locate(at, key ? [key] : []);
    errors.push({ code: 'inputs-invalid', ...mistake, location });
  };
  if (syntax === 'yaml') reportBareAts(file.text, report, quote);
  const tree = errors.length === before ? await parseDocument(source, diagnostics) : undefined;
  if (tree?.kind === 'mapping') {
    const map = await readEntries(tree, quote, report);
    return errors.length === before ? { ...map, syntax } : undefined;
  }
  const message = `\`user-map\` must be a mapping of logins and IDs, found ${describe(tree)}.`;
  if (tree !== undefined) report({ message, hint: exampleOf(syntax) }, tree);
  return undefined;
}

/** A key, or a value behind a key or dash, that begins with `@` without quotes. */
const BARE_AT = /^(\s*)(?:@(\S*?)\s*:(?=\s|$)|((?:-\s+)?(?:[^\s:#@]+:\s+)?)(?<=\s)@)/;

/** The parser would only ask for quotes, with which the line is as wrong as before. */
function reportBareAts(text: string, report: Report, quote: Diagnostics['quote']): void {
  for (const [index, line] of text.split('\n').entries()) {
    const [, indent = '', key, before = ''] = BARE_AT.exec(line) ?? [];
    const at = { line: index + 1, column: indent.length + before.length + 1 };
    if (key !== undefined) report(wrongName(key, quote), at, `@${key}`);
    else if (before !== '') report(LOGIN_AS_ID, at);
  }
}

async function readEntries(
  tree: Mapping,
  quote: Diagnostics['quote'],
  report: Report,
): Promise<Omit<UserMap, 'syntax'>> {
  const wrongKeys = findKeyErrors(tree, quote);
  for (const { reason, hint, at } of wrongKeys) {
    report({ message: `In \`user-map\`, the ${reason}.`, hint }, at);
  }
  const reported = new Set(wrongKeys.map(({ at }) => at));
  const entries = new Map<string, readonly string[]>();
  for (const { key, at, value } of tree.entries) {
    const name = key.trim().toLowerCase();
    if (reported.has(at) || name === '$schema') continue;
    const reject = (mistake: Mistake): void => report(mistake, at, key);
    if (entries.has(name)) reject(TWICE);
    else if (name !== FALLBACK && !isLogin(name) && !isTeam(name)) reject(wrongName(key, quote));
    else entries.set(name, await readValue(value, name === FALLBACK, reject));
  }
  const fallback = entries.get(FALLBACK)?.[0];
  entries.delete(FALLBACK);
  return { entries, fallback };
}

const FALLBACK = '*';

function wrongName(name: string, quote: Diagnostics['quote']): Mistake {
  const bare = name.replace(/^[@\s]+/, '');
  const example = isLogin(bare) || isTeam(bare) ? quote(bare, 50) : 'octocat';
  return {
    message: `In \`user-map\`, a key is not a GitHub login or team: write \`${example}\`, without @.`,
  };
}

function exampleOf(syntax: Syntax): string {
  return syntax === 'json'
    ? 'Write `{"octocat": "ada@example.com"}`.'
    : 'Write one login per line, such as `octocat: ada@example.com`.';
}

const TWICE = {
  message: 'In `user-map`, a login appears twice; logins ignore case.',
  hint: 'Remove one of them.',
};

const NOT_AN_ID = {
  message:
    'In `user-map`, the value of a login must be an ID, a list of IDs, or [] to notify no one.',
};

const LOGIN_AS_ID = {
  message: 'In `user-map`, a value begins with @.',
  hint: 'Write the ID that WalkMe knows. A login does not lead to another login.',
};

const NOT_A_PATTERN = {
  message: 'In `user-map`, the fallback `*` must be one line of text with `{login}` in it.',
  hint: 'Write `"*": "{login}@example.com"`.',
};

const NOT_EVALUATED = {
  message: 'In `user-map`, a value has a placeholder that is not replaced.',
  hint: 'Expressions are not evaluated in a user map, and `{login}` is replaced in the fallback only: `"*": "{login}@example.com"`.',
};

/** @returns the ids; without what was rejected. */
async function readValue(
  value: Tree,
  isFallback: boolean,
  reject: (mistake: Mistake) => void,
): Promise<readonly string[]> {
  const mistakes: Mistake[] = [];
  const note = (reason: string): void => {
    mistakes.push({ message: `In \`user-map\`, a value ${reason}.` });
  };
  const textOf = (it: Tree): string => (it.kind === 'scalar' ? it.text : '');
  const isList = value.kind === 'list';
  const texts = isList ? value.items.map(textOf) : await parseList(textOf(value).trim(), note);
  const ids = texts.map(normalizeId);
  mistakes.push(...ids.flatMap((id) => findMistakes(id, isFallback)));
  const isPattern = !isList && ids.length === 1;
  const isWhole = (isList || ids.length > 0) && !ids.includes('');
  if (isFallback && !isPattern) mistakes.push(NOT_A_PATTERN);
  if (!isFallback && !isWhole) mistakes.push(NOT_AN_ID);
  const [first] = mistakes;
  if (first !== undefined) reject(first);
  return [...new Set(ids)];
}

/** The one check of IDs, and what only a user map can have. */
function findMistakes(id: string, isFallback: boolean): Mistake[] {
  if (id.startsWith('@')) return [LOGIN_AS_ID];
  const isPattern = id.includes('{login}') && !/[$%{]\{/.test(id);
  if (isFallback && !isPattern) return [NOT_A_PATTERN];
  if (!isFallback && /\$\{|\{\{|\{login\}/i.test(id)) return [NOT_EVALUATED];
  const wrong = findWrongId(id.replaceAll('{login}', 'octocat'));
  return wrong === undefined
    ? []
    : [{ message: `In \`user-map\`, an ID ${wrong.reason}.`, hint: wrong.hint }];
}
