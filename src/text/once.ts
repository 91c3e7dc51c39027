/** Runs a function only once, and keeps only the first of equal items. */

/** @returns a function that runs another once, and returns its result each time. */
export function once<T>(run: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: run() };
    return result.value;
  };
}

/** @returns the items, keeping the first of each key. */
export function distinctBy<T>(items: readonly T[], key: (item: T) => unknown): readonly T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const { size } = seen;
    return seen.add(key(item)).size > size;
  });
}
