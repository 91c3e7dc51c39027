/** Reads ids: trimmed, and each on one line. */

import type { Diagnostics, Location } from '../diagnostics.ts';
import type { Given } from './layers.ts';

/** @returns whether a text has more than one line. */
export function hasLineBreak(text: string): boolean {
  return /[\n\v\f\r\u0085\u2028\u2029]/.test(text);
}

/**
 * Reads an id. One that cannot be an id is an error (`payload-invalid`).
 * @returns the id without blanks around it, also between `@` and a login; nothing for a blank one.
 */
export function readId(
  text: string,
  location: Location,
  { errors }: Diagnostics,
): readonly Given<string>[] {
  const value = text.trim().replace(/^@\s+/, '@');
  if (value === '') return [];
  const [said, hint] = findMistake(value);
  if (said === undefined) return [{ value, location }];
  const message = `The id in \`${location.key ?? location.input}\` ${said}.`;
  errors.push({ code: 'payload-invalid', message, ...(hint && { hint }), location });
  return [{ value: '', location, failed: true }];
}

function findMistake(id: string): readonly [said?: string, hint?: string] {
  if (hasLineBreak(id)) {
    return ['contains a line break', 'Write each id on one line, and several ids as a list.'];
  }
  const [curly] = /^[\u2018\u2019\u201c\u201d]/.exec(id) ?? [];
  return curly === undefined
    ? []
    : [
        `begins with the curly quote ${curly}`,
        'Curly quotes come with text from a web page. Replace each with a straight quote (").',
      ];
}
