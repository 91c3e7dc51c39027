/** Numbers and sentences as people read them. */

/** @returns a duration: `850 ms`, `2.4 s`, `3 min`. */
export function duration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 100) / 10;
  return seconds < 120 ? `${seconds} s` : `${Math.round(ms / 60_000)} min`;
}

/** @returns a count with its noun: `1 delivery`, `3 deliveries`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** @returns the text with a full stop at its end, unless it has one of its own. */
export function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
