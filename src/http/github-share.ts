/** Bounds the time that GitHub may take, so that some is left for the deliveries. */

/** The part of all network time (interface, section 11). */
const SHARE = 1 / 3;

/**
 * @param timeoutMs all network time.
 * @param leftMs what is left of it.
 * @returns the time for GitHub. Afterwards, people are notified without it.
 */
export function githubTimeMs(timeoutMs: number, leftMs: number): number {
  return Math.min(leftMs, timeoutMs * SHARE);
}
