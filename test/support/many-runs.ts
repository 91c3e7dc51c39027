/** Makes runs at random, again and again, several at a time. */

/** Most runs wait most of the time. */
const CONCURRENCY = 10;

/** Ends after so many runs, or after so many seconds. The seed of a run is the first one plus its number. */
export async function manyRuns<T>(
  { seed, runs = 1e9, seconds = 1e9 }: { seed: number; runs?: number; seconds?: number },
  run: (seed: number) => Promise<T>,
): Promise<readonly T[]> {
  const untilMs = performance.now() + seconds * 1000;
  const ended: T[] = [];
  let started = 0;
  const work = async (): Promise<void> => {
    while (started < runs && performance.now() < untilMs) ended.push(await run(seed + started++));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return ended;
}
