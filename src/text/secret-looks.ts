/** Masks what looks like a secret although no input holds it, and recognizes the action's own words. */

import { type Diagnostics, errorCodes } from '../diagnostics.ts';
import { fields } from '../fields.ts';
import type { Given } from '../layer.ts';

declare global {
  interface JSON {
    /** @see https://github.com/tc39/proposal-json-parse-with-source (in Node.js since 21) */
    isRawJSON(value: unknown): boolean;
  }
}

/** What looks like a secret, and what messages call it. Each has a quick sign that most texts lack. */
const looks: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\b(?:gh[pousr]_|github_pat_)\w{10,}/g, 'a GitHub token'],
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, 'a JSON Web Token'],
  // One that was cut off continues to the end. Without its lines, the header is a mention of a key.
  [
    /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:.{0,8192}?-----END [A-Z ]+-----|(?=.{0,400}?[\w+/]{32}).*|)/gs,
    'a private key',
  ],
  // The user ends at the first colon, and the password at the last `@` before the path.
  [
    /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#:]{0,200}:)(?!\*+@)[^\s/?#]{1,1000}(?=@)/gi,
    'a URL with a password',
  ],
];

const SIGN = /gh[pousr]_|github_pat_|eyJ|-----BEGIN|:\/\//;

/** Writes `***` for whatever looks like a secret, and names what was found. */
function maskSecretLooks(text: string): { readonly text: string; readonly found: string[] } {
  if (!SIGN.test(text)) return { text, found: [] };
  let masked = text;
  const found = looks.flatMap(([pattern, what]) => {
    const before = masked;
    masked = masked.replace(pattern, '***');
    return masked === before ? [] : [what];
  });
  return { text: masked, found };
}

/** @returns what a value of the environment looks like, if that is a secret or a certificate. */
export function secretLookOf(value: string): string | undefined {
  if (/-----BEGIN [A-Z ]+-----/.test(value)) return 'a key or a certificate';
  return maskSecretLooks(value).found[0];
}

/** Notifications share the values of a layer that is merged into each. */
const masked = new WeakMap<Given<unknown>, unknown>();

/**
 * Text that others wrote must neither leak a secret nor stop an alert.
 * @returns the value with `***` for what looks like a secret. A warning names it.
 */
export function withoutSecretLooks(
  given: Given<unknown>,
  holdsSecret: (text: string) => boolean,
  diagnostics: Diagnostics,
): unknown {
  // A registered secret stops the delivery, wherever it is in the request.
  if (typeof given.value === 'string' && holdsSecret(given.value)) return given.value;
  const known = masked.has(given) ? masked.get(given) : maskGiven(given, diagnostics);
  masked.set(given, known);
  return known;
}

function maskGiven({ value, location }: Given<unknown>, { warnings }: Diagnostics): unknown {
  const kinds = new Set<string>();
  const mask = (it: unknown): unknown => {
    if (typeof it === 'string') {
      const { text, found } = maskSecretLooks(it);
      for (const what of found) kinds.add(what);
      return text;
    }
    if (Array.isArray(it)) return it.map(mask);
    if (typeof it !== 'object' || it === null || JSON.isRawJSON(it)) return it;
    return Object.fromEntries(Object.entries(it).map(([key, member]) => [key, mask(member)]));
  };
  const safe = mask(value);
  if (kinds.size === 0) return value;
  warnings.push({
    level: 'warning',
    message: `\`${location.key ?? location.input}\` contains what looks like ${[...kinds].join(' and ')}. It is sent as \`***\`.`,
    hint: 'Remove it from the text.',
    location,
  });
  return safe;
}

/** In the body of every request. */
const requestWords = ['notification', 'templateId'];

/** Names and values in the outputs, as far as they are long enough to be a secret. */
const outputWords = [
  'deliveries',
  'response',
  'attempts',
  'status-code',
  'statusCode',
  'request-id',
  'requestId',
  'duration-ms',
  'durationMs',
  'error-code',
  'errorCode',
  'error-message',
  'errorMessage',
  'systemId',
  'accepted',
  'throttled',
  ...Object.keys(errorCodes),
];

const ownWords = [...requestWords, ...fields.map(({ name }) => name), ...outputWords];

/** @returns whether a text is a word that the action writes, or a part of one. */
export function isOwnWord(text: string): boolean {
  return ownWords.some((word) => word.includes(text));
}

/** @returns whether every request contains the text. */
export function isInEveryRequest(text: string): boolean {
  return requestWords.some((word) => word.includes(text));
}
