/** Runs, and fails if that took the processor longer: a hang is a defect, a busy machine is none. */
export async function within<T>(
  limitMs: number,
  run: () => T | Promise<T>,
  what = 'it',
): Promise<T> {
  const before = process.threadCpuUsage();
  const result = await run();
  const { user } = process.threadCpuUsage(before);
  if (user > 1000 * limitMs)
    throw new Error(`${what} took ${user / 1000} ms, more than ${limitMs}`);
  return result;
}
