/** Tells whether a path in a payload document leads to text for people. */

import { fieldAt } from '../fields.ts';
import type { Path } from './tree.ts';

/** @returns whether the value at a path is text for people, which may hold anything. */
export function isProse(path: Path): boolean {
  const { field, below } = fieldAt(path);
  const kind = field?.kind;
  return kind === 'text' || ((kind === 'override' || kind === 'additional') && below.length > 0);
}
