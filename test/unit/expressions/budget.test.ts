import { expect, it } from 'vitest';
import { createTimeLimit } from '../../../src/expressions/budget.ts';

/** A limit, and a clock that the test moves. */
function limitWithClock() {
  let nowMs = 0;
  const { signal } = new AbortController();
  const limit = createTimeLimit({ now: () => nowMs, sleep: () => Promise.resolve(), signal });
  return {
    ...limit,
    pass(ms: number): void {
      nowMs += ms;
    },
  };
}

it('ends expressions that take more than 10 s together', async () => {
  const { checkTime, pass } = limitWithClock();
  pass(10_000);
  await checkTime();
  pass(1);
  await expect(checkTime()).rejects.toThrow(/10 s together/);
});

it('does not count the time of a wait, even one that fails', async () => {
  const { checkTime, pause, pass } = limitWithClock();
  pass(9000);
  expect(
    await pause(async () => {
      pass(60_000);
      return 'done';
    }),
  ).toBe('done');
  const failing = pause(async () => {
    pass(60_000);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  pass(1000);
  await checkTime();
  pass(1);
  await expect(checkTime()).rejects.toThrow(/10 s together/);
});
