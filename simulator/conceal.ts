/** Keeps credentials out of the ledger: text in, the same text without any known secret out. */

const marker = '[hidden]';

/** Secrets learned so far, and the function that hides them. */
export type Concealer = {
  /** Hides this secret from now on, in its raw and its encoded spellings. */
  readonly learn: (secret: string) => void;
  /** The text with every known secret, and those of this one request, replaced. */
  readonly hide: (text: string, requestSecrets: readonly string[]) => string;
};

/** Makes a concealer that knows no secret. */
export function createConcealer(): Concealer {
  const known = new Set<string>();
  return {
    learn: (secret) => {
      for (const spelling of spellings(secret)) known.add(spelling);
    },
    hide: (text, requestSecrets) => {
      const long = requestSecrets.filter(({ length }) => length >= minimumLength);
      const all = [...known, ...long.flatMap(spellings)];
      all.sort((a, b) => b.length - a.length);
      return all.reduce((rest, secret) => rest.replaceAll(secret, marker), text);
    },
  };
}

/** A client may send anything as its credentials; hiding a short word would shred the ledger. */
const minimumLength = 8;

function spellings(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret.toWellFormed());
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, json, url, form, base64];
}
