/** Defines how IDs, GitHub's logins and teams are written, whatever input or field sets them. */

/** What is wrong with an ID, and what to do. Neither quotes the ID, because it may be a person's. */
export interface WrongId {
  /** The end of a sentence that begins with the id. */
  readonly reason: string;
  readonly hint: string;
  /** What it is, where the hint differs by what is set: a list, one ID, or the ID of a template. */
  readonly kind?: 'several' | 'folded' | 'placeholder';
}

/**
 * @returns an ID without whitespace around it, without the zero-width characters of copied text, and
 * without whitespace between `@` and a login.
 */
export function normalizeId(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^@\s+/, '@');
}

/** @returns what is wrong with a normalized ID; nothing if it is well-formed. */
export function findWrongId(id: string): WrongId | undefined {
  return mistakes.find(({ isIn }) => isIn(id));
}

const ONE_PER_LINE = 'Write one ID per line, or a list: `["…", "…"]`.';

/** In the order in which they are reported. An ID can have several. */
const mistakes: readonly (WrongId & { readonly isIn: (id: string) => boolean })[] = [
  {
    isIn: (id) => /^[\u2018\u2019\u201c\u201d]/.test(id),
    reason: 'begins with a curly quote',
    hint: 'Curly quotes come with text from a web page. Replace each with a straight quote (").',
  },
  {
    isIn: (id) => /[\n\v\f\r\u0085\u2028\u2029]/.test(id),
    reason: 'contains a line break',
    hint: ONE_PER_LINE,
    kind: 'several',
  },
  {
    isIn: (id) => /\p{Cc}/u.test(id),
    reason: 'contains a control character',
    hint: 'Type the ID again, or copy it from WalkMe.',
  },
  {
    isIn: (id) => id.includes('${{'),
    reason: 'contains `${{`, which is not evaluated here',
    hint: 'GitHub evaluates expressions in workflow files only, and this action in `payload-file`. Write the ID itself, or the expression there.',
  },
  {
    isIn: (id) =>
      /^(?:null|undefined|NaN|None|true|false|Array|Object|\[object Object\])$/.test(id),
    reason: 'is what a missing value becomes',
    hint: 'The expression or variable behind it has no value. Check its name, or write the ID itself.',
  },
  {
    // `$NAME`, `${NAME}`, `$(name)`, `%NAME%`, `{{ name }}`, and an expression without its braces.
    isIn: (id) =>
      /^(?:\$[A-Z]\w*|\$\{\s*[\w.-]+\s*\}|\$\([^()]*\)|%\w+%|\{\{.*\}\})$/s.test(id) ||
      /^(?:(?:secrets|vars|inputs)\.|env\.[A-Z]|(?:steps|needs)\.[\w-]+\.outputs\.|github\.event\.)[\w.-]+$/.test(
        id,
      ) ||
      /^(?:mentions|join|fromJSON|format)\(.*\)$|^github\.(?:triggering_)?actor$/is.test(id),
    reason: 'is a variable or an expression that is not replaced by its value',
    hint: 'Write `${{ vars.NAME }}` in the workflow file, with the name of your variable, or the ID itself.',
  },
  {
    isIn: (id) => /^(?:<[^<>@]*>|\[[^\]]*\.\.\.[^\]]*\]|YOUR[_-].*|\.{3}|…|\*{3,})$/i.test(id),
    reason: 'is a placeholder from a page or a log',
    hint: 'Replace it with the ID.',
    kind: 'placeholder',
  },
  {
    isIn: (id) => /^(["'`]).*\1$/s.test(id),
    reason: 'has quotes around it',
    hint: 'Remove the quotes: `…`.',
  },
  {
    isIn: (id) => /\s#(?:\s|$)|(?:^|\s)\/[/*]\s/.test(id),
    reason: 'contains a comment',
    hint: 'Remove the comment from the ID. Write comments outside of quotes: `#` in YAML or a list, and `//` in JSON.',
  },
  {
    isIn: (id) => /^https?:\/\/(?:[\w-]+\.)*(?:walkme|github)\.com\//i.test(id),
    reason: 'is the address of a page',
    hint: 'Copy the ID from the page, or write `@login` for a GitHub account.',
  },
  {
    isIn: (id) => /^<@[^<>\s]*>$/.test(id),
    reason: 'is a Slack mention',
    hint: 'Write an ID that WalkMe knows, or `@login` for a GitHub account.',
  },
  {
    isIn: (id) => /^\[["'].*["']\]$/s.test(id),
    reason: 'is a list in text',
    hint: 'Write the ID alone: `…`, without brackets and quotes.',
  },
  {
    // An address may begin with a hyphen.
    isIn: (id) =>
      /^[•·–—‣▪]\s/.test(id) ||
      isId(/^\d{1,3}[.)]\s+(\S+)$/.exec(id)?.[1]) ||
      isId(/^[-*](@.*|[^@]+)$/.exec(id)?.[1]),
    reason: 'begins with the mark of a list item',
    hint: 'Put each ID on a separate line, with `- ` or nothing before it.',
  },
  {
    // An address may have an equals sign before its `@`.
    isIn: (id) =>
      isId(/^[\p{L}\d _-]+:\s+(\S+)$/u.exec(id)?.[1]) ||
      isId(/^[\p{L}\d _-]+=\s*([^\s@]+)$/u.exec(id)?.[1]),
    reason: 'has a label before it',
    hint: 'Write the ID alone: `…`.',
  },
  {
    isIn: (id) => /^mailto:/i.test(id) || /<[^<>\s]+@[^<>\s]+>$/.test(id),
    reason: 'is an address with more than the ID',
    hint: 'Write the ID alone: `…`, without a name, brackets, or `mailto:`.',
  },
  {
    isIn: (id) => /[,;]$/.test(id) && isId(id.slice(0, -1).trim()),
    reason: 'ends in a separator, which is a part of it here',
    hint: 'Remove the separator: `…`.',
  },
  {
    isIn: holdsSeveral,
    reason: 'looks like several IDs in one',
    hint: ONE_PER_LINE,
    kind: 'folded',
  },
];

/** An e-mail address, a GUID with or without hyphens, or a login with `@`. */
const LOOKS_LIKE_ID =
  /^(?:[^\s@,;|]+@[^\s@,;|]+|\{?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?|@[\w-]+(?:\[bot\]|\/[\w.-]+)?)$/i;

function isId(text = ''): boolean {
  return LOOKS_LIKE_ID.test(text);
}

function holdsSeveral(id: string): boolean {
  const parts = partsOf(id, /[\s;|]+/);
  if (parts.length > 1 && parts.some((part) => isId(part.replace(/^[-*]|,$/g, '')))) return true;
  // A comma in any script, or a line break that YAML leaves as it is in single quotes.
  const listed = partsOf(id, /[,，、；]|\\n/);
  return listed.length > 1 && listed.every(isId);
}

function partsOf(id: string, separator: RegExp): readonly string[] {
  return id
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A login. Those of apps end in `[bot]`, those of an enterprise contain `_`. */
export const LOGIN = '[A-Za-z0-9_-]{1,39}(?:\\[bot\\])?';

/** A team: its organization, and the slug from its address. */
export const TEAM = '[A-Za-z0-9_-]{1,39}/[A-Za-z0-9_-]{1,255}';

const isWholeLogin = new RegExp(`^${LOGIN}$`, 'i');
const isWholeTeam = new RegExp(`^${TEAM}$`);

/** @returns whether a name, without `@`, is a login that GitHub allows. */
export function isLogin(name: string): boolean {
  return isWholeLogin.test(name);
}

/** @returns whether a name, without `@`, is that of a team: `org/team-slug`. */
export function isTeam(name: string): boolean {
  return isWholeTeam.test(name);
}

/** @returns whether a login is that of an app. */
export function isBot(login: string): boolean {
  return login.toLowerCase().endsWith('[bot]');
}
