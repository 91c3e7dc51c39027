/** Redacts secrets, and every derived form of them, in a text. */

/** GitHub shreds the log when short values are masked; shorter ones are not registered. */
export const MIN_SECRET_LENGTH = 8;

const REPLACEMENT = '***';

/** Removes secrets from texts. Registration is the only state. */
export interface Redactor {
  /** Registers a secret. @returns its new forms, for the runner's masks; none if it is too short. */
  register(secret: string): readonly string[];
  /** @returns the text with every form of every registered secret replaced by `***`. */
  redact(text: string): string;
  /** Does the same for a text that was cut off, whose end may be the beginning of a secret. */
  redactCut(text: string): string;
  /** @returns whether the text contains a registered secret in any of its forms. */
  holdsSecret(text: string): boolean;
}

/** @returns a redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  let forms: readonly string[] = [];

  const redact = (text: string): string => {
    let safe = text;
    // A replacement can complete another secret made of stars; every round shortens the text.
    while (forms.some((form) => safe.includes(form))) {
      for (const form of forms) safe = safe.replaceAll(form, REPLACEMENT);
    }
    return safe;
  };

  return {
    register(secret) {
      if (secret.length < MIN_SECRET_LENGTH) return [];
      const known = new Set(forms);
      const added = secretForms(secret).filter((it) => !known.has(it));
      forms = [...forms, ...added].sort((a, b) => b.length - a.length);
      return added;
    },
    redact,
    redactCut(text) {
      const safe = redact(text);
      // A character that was cut in two reads as U+FFFD.
      for (const end of [safe, safe.replace(/\ufffd$/, '')]) {
        const length = longestOverlap(end, forms);
        if (length > 0) return redact(end.slice(0, -length) + REPLACEMENT);
      }
      return safe;
    },
    holdsSecret: (text) => forms.some((form) => text.includes(form)),
  };
}

/** @returns the length of the longest suffix that starts a secret; 0 below 4 characters, which reveal nothing. */
function longestOverlap(text: string, forms: readonly string[]): number {
  const last = text.slice(-1);
  const lengths = forms.map((form) => {
    let length = Math.min(form.length - 1, text.length);
    // Jumps between the places where the form has the last character of the text. Most forms have none.
    for (; length >= 4; length--) {
      length = form.lastIndexOf(last, length - 1) + 1;
      if (length >= 4 && text.endsWith(form.slice(0, length))) return length;
    }
    return 0;
  });
  return Math.max(0, ...lengths);
}

/**
 * @returns the secret itself, each of its lines, and both as they look inside JSON, a URL, a form,
 * HTML and Base64 (at each of the three alignments); only forms of 8 characters or more.
 */
export function secretForms(secret: string): readonly string[] {
  const parts = new Set([secret, ...secret.split(/\r?\n/)]);
  const forms = [...parts].flatMap((part) => [part, ...escapedForms(part), ...base64Forms(part)]);
  return [...new Set(forms)].filter((form) => form.length >= MIN_SECRET_LENGTH);
}

/** Letters, digits and these look the same in JSON, in a URL and in HTML; Base64's padding does not. */
const SAME_EVERYWHERE = /^([\w.-]*)={0,2}$/;

function escapedForms(text: string): readonly string[] {
  const [, same] = SAME_EVERYWHERE.exec(text) ?? [];
  // A shortcut for the Basic form, which every run registers: its padding tells nothing.
  if (same !== undefined) return [same];
  return [...jsonForms(text), ...urlForms(text), ...htmlForms(text)];
}

/** What encoders of JSON escape besides what they must: Python and PHP, Go, Gson, .NET. */
const jsonEscapes = [
  /[^\x20-\x7e]/g,
  /[<>&\u2028\u2029]/g,
  /[<>&='\u2028\u2029]/g,
  /[<>&+'"`]|[^\x20-\x7e]/g,
];

function jsonForms(text: string): string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const bare = escaped.replaceAll('\\"', '"');
  const more = jsonEscapes.map((units) =>
    bare
      .replace(units, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .replaceAll('"', '\\"'),
  );
  return [escaped, ...more].flatMap((form) => [
    form,
    form.replaceAll('/', '\\/'),
    form.replace(/\\(?:u[0-9a-f]{4}|.)/g, upperHex),
  ]);
}

function upperHex(sequence: string): string {
  return sequence.length === 6 ? `\\u${sequence.slice(2).toUpperCase()}` : sequence;
}

/**
 * What encoders of URLs leave as it is besides letters, digits and `-._`: encodeURIComponent,
 * encodeURI, RFC 3986, Python, forms (WHATWG, Java), .NET, PHP.
 */
const urlExceptions = ["!'()*~", "!'()*~;,/?:@&=+$#", '~', '~/', '*', '!()*', ''];

function urlForms(text: string): string[] {
  const escaped = encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return urlExceptions.flatMap((kept) => {
    const form = escaped.replace(/%../g, (hex) => {
      const char = String.fromCharCode(Number.parseInt(hex.slice(1), 16));
      return kept.includes(char) ? char : hex;
    });
    const lower = form.replace(/%../g, (hex) => hex.toLowerCase());
    return [form, lower].flatMap((it) => [it, it.replaceAll('%20', '+')]);
  });
}

/** What encoders of HTML write for what some of them leave as it is: PHP puts 0 before 39. */
const htmlMarks = [
  ['"', ['"', '&quot;', '&#34;']],
  ["'", ["'", '&#39;', '&#039;', '&#x27;', '&apos;']],
  ['+', ['+', '&#43;', '&#x2B;']],
  ['=', ['=', '&#x3D;']],
  ['`', ['`', '&#x60;']],
] as const;

function htmlForms(text: string): string[] {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const found = htmlMarks.filter(([mark]) => text.includes(mark));
  return found.reduce(
    (forms, [mark, all]) => all.flatMap((it) => forms.map((form) => form.replaceAll(mark, it))),
    [escaped],
  );
}

/** Base64 of any text that contains the secret holds one of these, whatever surrounds it. */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    const first = offset === 0 ? 0 : offset + 1;
    const wholeSextets = Math.floor(((offset + bytes.length) * 8) / 6);
    const core = encoded.slice(first, wholeSextets);
    return [core, core.replaceAll('-', '+').replaceAll('_', '/')];
  });
}
