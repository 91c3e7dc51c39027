/** Reads properties of values of unknown shape, without an exception. */

/** @returns the value at a path of own properties; undefined if a step is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => {
    const isObject = typeof found === 'object' && found !== null && Object.hasOwn(found, name);
    return isObject ? Reflect.get(found, name) : undefined;
  }, value);
}

/** @returns the text or number at a path, as text; blank where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** @returns whether there is a list or mapping at a path. */
export function hasObjectAt(value: unknown, ...path: readonly string[]): boolean {
  const found = valueAt(value, ...path);
  return typeof found === 'object' && found !== null;
}

/** @returns all texts inside a value, on separate lines. */
export function textsIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(textsIn).join('\n');
}
