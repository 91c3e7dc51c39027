/** Reads a text as decoders of JSON, URLs, and HTML do, and finds where in it each character is. */

/** What a decoder makes of a text. */
interface Decoded {
  readonly text: string;
  /** @returns where in the text that was decoded each character begins; last, where it ends. */
  readonly origins: () => readonly number[];
}

/** Encoders differ in the characters that they escape. A decoder takes any. */
interface Encoding {
  /** What a text has that differs from all forms of a secret that are known. */
  readonly sign: RegExp;
  /** One escaped character. */
  readonly pattern: RegExp;
  readonly decode: (escaped: string) => string;
}

const encodings: readonly Encoding[] = [
  // Every other escape is as `JSON.stringify` writes it.
  { sign: /\\[u/]/, pattern: /\\(?:u[0-9a-f]{4}|.)/gi, decode: decodeJson },
  {
    // Each character is one to four bytes in UTF-8.
    sign: /%/,
    pattern: /%[0-7][0-9a-f]|%[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,3}/gi,
    decode: (escaped) => Buffer.from(escaped.replaceAll('%', ''), 'hex').toString(),
  },
  {
    sign: /&/,
    pattern: /&(?:#\d{1,9}|#x[0-9a-f]{1,8}|[a-z]{2,6});/gi,
    decode: decodeHtml,
  },
];

const jsonLetters = new Map(Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }));

function decodeJson(escaped: string): string {
  const letter = escaped.slice(1);
  if (letter.length > 1) return String.fromCharCode(Number(`0x${letter.slice(1)}`));
  return jsonLetters.get(letter) ?? letter;
}

/** The names of ASCII punctuation, and of the space that does not break. */
const htmlNames = new Map(
  [
    ...['excl !', 'quot "', 'num #', 'dollar $', 'percnt %', 'amp &', "apos '", 'lpar (', 'rpar )'],
    ...['ast *', 'plus +', 'comma ,', 'period .', 'sol /', 'colon :', 'semi ;', 'lt <', 'equals ='],
    ...['gt >', 'quest ?', 'commat @', 'lsqb [', 'lbrack [', 'bsol \\', 'rsqb ]', 'rbrack ]'],
    ...['hat ^', 'lowbar _', 'grave `', 'lcub {', 'lbrace {', 'verbar |', 'vert |', 'rcub }'],
    'rbrace }',
    'nbsp \u00a0',
  ].map((it): [string, string] => [it.slice(0, -2), it.slice(-1)]),
);

/** @returns the character that a reference such as `&amp;` or `&#38;` names; else the same text. */
export function decodeHtml(escaped: string): string {
  const name = escaped.slice(1, -1).toLowerCase();
  const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (Number.isNaN(code)) return htmlNames.get(name) ?? escaped;
  return String.fromCodePoint(Math.min(code, 0x10ffff));
}

/** @returns what each decoder makes of a text that may be encoded in its way. */
export function decode(text: string): readonly Decoded[] {
  return encodings
    .filter(({ sign }) => sign.test(text))
    .map((encoding) => ({
      text: text.replace(encoding.pattern, encoding.decode),
      origins: () => findOrigins(text, encoding),
    }));
}

function findOrigins(text: string, { pattern, decode }: Encoding): readonly number[] {
  const origins: number[] = [];
  let next = 0;
  const keepUntil = (end: number): void => {
    for (; next < end; next++) origins.push(next);
  };
  for (const { 0: escaped, index } of text.matchAll(pattern)) {
    keepUntil(index);
    origins.push(...Array(decode(escaped).length).fill(index));
    next = index + escaped.length;
  }
  keepUntil(text.length + 1);
  return origins;
}
