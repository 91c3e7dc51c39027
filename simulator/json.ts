/** JSON text in, its value out, with what `JSON.parse` does not tell: names given twice, deep nesting. */

/** Deeper than any notification can be; printing much deeper values would end the simulator. */
const depthLimit = 64;

/** Whether a JSON value is an object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value; undefined when the text is not JSON, or nested more than 64 levels deep. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return measure(value).depth > depthLimit ? undefined : value;
  } catch {
    return undefined;
  }
}

/** Whether valid JSON has more names in its text than are left of them in its value. */
export function repeatsNames(text: string, value: unknown): boolean {
  let written = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) {
    if (colon !== undefined) written += 1;
  }
  return written !== measure(value).names;
}

/** Counts names and levels, without recursion. */
function measure(value: unknown): { readonly names: number; readonly depth: number } {
  const pending = [{ value, level: 0 }];
  let names = 0;
  let depth = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    const level = next.level + 1;
    depth = Math.max(depth, level);
    if (isRecord(next.value)) names += Object.keys(next.value).length;
    for (const inner of Object.values(next.value)) pending.push({ value: inner, level });
  }
  return { names, depth };
}
