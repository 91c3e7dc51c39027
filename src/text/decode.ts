/** Decodes texts of URLs. */

/** @returns the text with its percent-encoded UTF-8 decoded; as it is, if that is malformed. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
