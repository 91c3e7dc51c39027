/** Removes repetitions from lists. */

/** @returns the items, of those with the same key only the first. */
export function distinctBy<T>(items: readonly T[], key: (item: T) => unknown): readonly T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const { size } = seen;
    return seen.add(key(item)).size > size;
  });
}
