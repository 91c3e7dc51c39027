/** Formats times, counts and statuses in English. */

const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/**
 * A moment as `12 Mar 2026, 09:00 UTC`.
 *
 * @param {number} moment Milliseconds since 1970.
 */
export function formatMoment(moment) {
  const iso = new Date(moment).toISOString();
  return `${day.format(moment)}, ${iso.slice(11, 16)} UTC`;
}

/**
 * The time of day as `09:00:31 UTC`.
 *
 * @param {string} iso
 */
export function formatTime(iso) {
  return `${iso.slice(11, 19)} UTC`;
}

/**
 * `1 card`, `2 cards`.
 *
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * The status of the response.
 *
 * @param {{ readonly status: number | null, readonly settled: boolean }} item
 */
export function formatStatus({ status, settled }) {
  if (status !== null) return `HTTP ${status}`;
  return settled ? 'no response' : 'no response yet';
}
