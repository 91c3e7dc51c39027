/** Describes requests for the ledger, with every credential in them redacted. */

import type { IncomingHttpHeaders } from 'node:http';

const marker = '[redacted]';

/** A client may send anything as credentials. Redacting a short word would destroy the ledger. */
const minimumLength = 8;

/** Knows secrets, and redacts them. */
export interface Redactor {
  /** Redacts this secret from now on, also in its encoded forms. */
  readonly add: (secret: string) => void;
  /** Replaces every known secret, and those of this one request, in the text. */
  readonly redact: (text: string, requestSecrets: readonly string[]) => string;
}

/** Creates a redactor that knows no secret. */
export function createRedactor(): Redactor {
  const known = new Set<string>();
  return {
    add(secret) {
      for (const form of formsOf(secret)) known.add(form);
    },
    redact(text, requestSecrets) {
      const long = requestSecrets.filter(({ length }) => length >= minimumLength);
      const all = [...known, ...long.flatMap(formsOf)];
      all.sort((a, b) => b.length - a.length);
      return all.reduce((rest, secret) => rest.replaceAll(secret, marker), text);
    },
  };
}

/** @returns the headers without `authorization`, and with secrets redacted. */
export function redactHeaders(
  headers: IncomingHttpHeaders,
  redact: (text: string) => string,
): Readonly<Record<string, string>> {
  const visible: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'authorization' || value === undefined) continue;
    const text = typeof value === 'string' ? value : value.join(', ');
    visible[name] = name === 'proxy-authorization' ? marker : redact(text);
  }
  return visible;
}

function formsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret.toWellFormed());
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, json, url, form, base64];
}
