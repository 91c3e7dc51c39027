/** Lists the forms in which careless services and libraries write a secret; not the source's own list. */

import { encoders } from './encoders.ts';

/** How a secret is written, and the part of it that gives it away. */
export interface Spelling {
  readonly name: string;
  readonly text: string;
  readonly telling: string;
}

/** The secret in each of the encoders of the world. */
function encodersOf(secret: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(encoders).map(([name, encode]) => [name, encode(secret)]),
  );
}

/** @returns the spellings of one secret. */
export function spellings(secret: string): readonly Spelling[] {
  const base64 = Buffer.from(secret, 'utf8').toString('base64');
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret);
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = html.replaceAll('"', '&quot;');
  const whole: Readonly<Record<string, string>> = {
    raw: secret,
    JSON: json,
    'JSON with escaped slashes': json.replaceAll('/', '\\/'),
    'JSON in ASCII': json.replace(/[^ -~]/g, (it) => `\\u00${it.charCodeAt(0).toString(16)}`),
    URL: url,
    'URL in lower case': url.replace(/%../g, (hex) => hex.toLowerCase()),
    form: new URLSearchParams([['', secret]]).toString().slice(1),
    HTML: html,
    'HTML attribute': quoted,
    'HTML attribute with &#39;': quoted.replaceAll("'", '&#39;'),
    Base64: base64,
    Base64url: Buffer.from(secret, 'utf8').toString('base64url'),
  };
  const forms = { ...encodersOf(secret), ...whole };
  return [
    ...Object.entries(forms).map(([name, text]) => ({
      name,
      text,
      telling: text.replace(/=+$/, ''),
    })),
    { name: 'Base64 behind one byte', ...surrounded('>', secret, 2) },
    { name: 'Base64 behind two bytes', ...surrounded('>>', secret, 3) },
  ];
}

/** Base64 of a text with the secret in it; telling are the letters that come from the secret alone. */
function surrounded(before: string, secret: string, first: number): Omit<Spelling, 'name'> {
  const text = Buffer.from(`${before}${secret}<<<`).toString('base64');
  const bits = 8 * Buffer.byteLength(before + secret);
  return { text, telling: text.slice(first, Math.floor(bits / 6)) };
}
