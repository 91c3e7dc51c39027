/** Redacts secrets, and every derived form of them, in a text. */

import { decode } from './decoded.ts';

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
  let secrets: readonly string[] = [];

  /** The text, and what decoders make of it, each with what must not be in it. */
  const viewsOf = (text: string): readonly View[] => [
    { decoded: text, wanted: forms },
    ...decode(text).map(({ text, origins }) => {
      return { decoded: withoutSpaces(text), wanted: secrets, origins };
    }),
  ];

  const redact = (text: string): string => {
    let safe = text;
    // A replacement can complete another secret made of stars; every round shortens the text.
    for (let found = find(viewsOf(safe)); found !== undefined; found = find(viewsOf(safe))) {
      safe = replaceAll(safe, found.form, found);
    }
    return safe;
  };

  return {
    register(secret) {
      if (secret.length < MIN_SECRET_LENGTH) return [];
      const known = new Set(forms);
      const added = secretForms(secret).filter((it) => !known.has(it));
      forms = longestFirst([...forms, ...added]);
      secrets = longestFirst([...secrets, ...partsOf(secret).map(withoutSpaces)]);
      return added;
    },
    redact,
    redactCut(text) {
      const safe = redact(text);
      const ends = [...new Set([safe, safe.replace(CUT_OFF, '')])];
      const start = Math.min(safe.length, ...ends.flatMap(viewsOf).map(findOverlap));
      return start === safe.length ? safe : redact(safe.slice(0, start) + REPLACEMENT);
    },
    holdsSecret: (text) => find(viewsOf(text)) !== undefined,
  };
}

/** What a text may mean. */
interface View {
  readonly decoded: string;
  /** What must not be in it, longest first. */
  readonly wanted: readonly string[];
  /** Where in the text each character of `decoded` begins, if it is not the text itself. */
  readonly origins?: () => readonly number[];
}

function find(views: readonly View[]): (View & { readonly form: string }) | undefined {
  for (const view of views) {
    const form = view.wanted.find((it) => view.decoded.includes(it));
    if (form !== undefined) return { ...view, form };
  }
  return undefined;
}

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort((a, b) => b.length - a.length);
}

/** Forms have `+` for a space. */
function withoutSpaces(text: string): string {
  return text.replaceAll(' ', '+');
}

function replaceAll(text: string, form: string, { decoded, origins }: View): string {
  if (origins === undefined) return text.replaceAll(form, REPLACEMENT);
  const starts = origins();
  let safe = '';
  let end: number | undefined = 0;
  for (let at = decoded.indexOf(form); at >= 0; at = decoded.indexOf(form, at + form.length)) {
    safe += text.slice(end, starts[at]) + REPLACEMENT;
    end = starts[at + form.length];
  }
  return safe + text.slice(end);
}

/** Fewer characters of a secret reveal nothing. */
const MIN_OVERLAP = 4;

/** What may be cut in two: an escaped character, or any, which then reads as U+FFFD. */
const CUT_OFF =
  /(?:\\(?:u[0-9a-f]{0,3})?|%(?:[c-f][0-9a-f](?:%[89ab][0-9a-f]){0,2}%?)?[0-9a-f]?|&[#\w]{0,16}|\ufffd)$/i;

/** @returns where the longest end of a text that starts a secret begins, if any. */
function findOverlap({ decoded, wanted, origins }: View): number {
  const last = decoded.slice(-1);
  const lengths = wanted.map((form) => {
    let length = Math.min(form.length - 1, decoded.length);
    // Jumps between the places where the form has the last character of the text. Most forms have none.
    for (; length >= MIN_OVERLAP; length--) {
      length = form.lastIndexOf(last, length - 1) + 1;
      if (length >= MIN_OVERLAP && decoded.endsWith(form.slice(0, length))) return length;
    }
    return 0;
  });
  const longest = Math.max(0, ...lengths);
  if (longest === 0) return Number.POSITIVE_INFINITY;
  const start = decoded.length - longest;
  return origins === undefined ? start : Number(origins()[start]);
}

/**
 * @returns the secret itself, each of its lines, and both as they usually look inside JSON, a URL, a
 * form, HTML, and Base64 (at each of the three alignments); only forms of 8 characters or more.
 */
export function secretForms(secret: string): readonly string[] {
  const forms = partsOf(secret).flatMap((part) => {
    const url = encodeURIComponent(part.toWellFormed());
    const json = JSON.stringify(part).slice(1, -1);
    const html = part.replace(/[&<>"']/g, (char) => String(htmlReferences.get(char)));
    return [part, json, url, url.replaceAll('%20', '+'), html, ...base64Forms(part)];
  });
  return [...new Set(forms)].filter(isLong);
}

const htmlReferences = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** A secret, and each of its lines. */
function partsOf(secret: string): readonly string[] {
  return [secret, ...secret.split(/\r?\n/)].filter(isLong);
}

function isLong(text: string): boolean {
  return text.length >= MIN_SECRET_LENGTH;
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
