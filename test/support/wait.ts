/** Waiting for something that a test expects to happen soon. */

/** Waits until the condition holds; fails after three seconds, or after the time given. */
export async function until(condition: () => boolean, patienceMs = 3000): Promise<void> {
  const giveUpAtMs = performance.now() + patienceMs;
  while (!condition()) {
    if (performance.now() > giveUpAtMs) throw new Error(`Never happened: ${condition.toString()}`);
    await pause(5);
  }
}

export function pause(waitMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, waitMs));
}
