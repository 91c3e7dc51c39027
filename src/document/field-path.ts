/** Tells which field of a notification a path in a payload document leads to. */

import { type Field, fields } from '../fields.ts';
import type { Path } from './tree.ts';

/** A field, and the steps below it. */
interface FieldPath {
  /** Nothing for a path that leads to no field. */
  readonly kind: Field['kind'] | undefined;
  readonly below: Path;
}

/** @returns the field that a path leads to or into. */
export function fieldAt(path: Path): FieldPath {
  const [root, ...steps] = path;
  const inside = root === 'notification' ? steps : root === 'notifications' ? steps.slice(1) : [];
  const [name, ...below] = inside;
  return { kind: fields.find((field) => field.name === name)?.kind, below };
}

/** @returns whether the value at a path is text for people, which may hold anything. */
export function isProse(path: Path): boolean {
  const { kind, below } = fieldAt(path);
  return kind === 'text' || ((kind === 'override' || kind === 'additional') && below.length > 0);
}
