/** Runs a function once. */

/** @returns a function that runs another once, and returns its result each time. */
export function once<T>(run: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: run() };
    return result.value;
  };
}
