/** Formats numbers and sentences for people. */

/** @returns a duration: `850 ms`, `2.4 s`, `3 min`, `5 h`, `more than 2 days`. */
export function duration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 100) / 10;
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(ms / 3_600_000);
  return hours <= 48 ? `${hours} h` : 'more than 2 days';
}

/** @returns a duration in its two largest units: `45 s`, `3 min 20 s`, `1 h 5 min`, `2 d`. */
export function longDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return '0 s';
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** @returns a count with its noun: `1 delivery`, `3 deliveries`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** @returns the text with a full stop at its end, unless it has one. */
export function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** @returns whether a text is an address that a browser opens. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** @returns the first line that is not blank; blank where there is none. */
export function firstLine(text: string): string {
  const letter = text.search(/\S/);
  const start = Math.max(text.lastIndexOf('\n', letter), text.lastIndexOf('\r', letter)) + 1;
  return letter === -1 ? '' : text.slice(start).replace(/[\r\n][\s\S]*/, '');
}

/** @returns percent-encoded text, decoded; the same text if its encoding is not valid. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
