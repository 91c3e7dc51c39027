/** Reads ids: trimmed, and each on one line. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import type { Given } from './layers.ts';

/** @returns whether a text has more than one line. */
export function hasLineBreak(text: string): boolean {
  return /[\n\v\f\r\u0085\u2028\u2029]/.test(text);
}

/**
 * A line break inside an id is an error (`payload-invalid`).
 * @returns the id without blanks around it, also between `@` and a login; nothing for a blank one.
 */
export function readId(
  text: string,
  location: Location,
  { errors }: Diagnostics,
): readonly Given<string>[] {
  const value = text.trim().replace(/^@\s+/, '@');
  if (value === '') return [];
  if (!hasLineBreak(value)) return [{ value, location }];
  const { key, input } = location;
  errors.push({
    code: 'payload-invalid',
    message: `The id in \`${key ?? input}\` has a line break in it.`,
    hint: 'Write each id on one line, and several ids as a list.',
    location,
  });
  return [{ value: '', location, failed: true }];
}
