/** Lists the forms in which careless services and libraries write a secret; not the source's own list. */

import { encoders } from './encoders.ts';

/** How a secret is written, and the part of it that gives it away. */
export interface Spelling {
  readonly name: string;
  readonly text: string;
  readonly telling: string;
}

/** @returns the spellings of one secret. */
export function spellings(secret: string): readonly Spelling[] {
  const forms = {
    ...Object.fromEntries(Object.entries(encoders).map(([name, it]) => [name, it(secret)])),
    'JSON with escaped slashes': JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
    Base64: Buffer.from(secret, 'utf8').toString('base64'),
    Base64url: Buffer.from(secret, 'utf8').toString('base64url'),
  };
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
