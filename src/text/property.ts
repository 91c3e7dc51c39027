/** Reads properties of values of unknown shape, without an exception. */

/** @returns whether a value is a list or mapping. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** @returns whether a value is a mapping. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value);
}

/** @returns the value at a path of own properties; undefined if a step is missing. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, name) => {
    return isObject(found) && Object.hasOwn(found, name) ? Reflect.get(found, name) : undefined;
  }, value);
}

/** @returns the text or number at a path, as text; blank where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** @returns whether there is a list or mapping at a path. */
export function hasObjectAt(value: unknown, ...path: readonly string[]): boolean {
  return isObject(valueAt(value, ...path));
}

/** @returns all texts inside a value, on separate lines. */
export function textsIn(value: unknown): string {
  return isObject(value) ? Object.values(value).map(textsIn).join('\n') : String(value);
}
