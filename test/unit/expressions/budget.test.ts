import { expect, it } from 'vitest';
import { createTimeLimit } from '../../../src/expressions/budget.ts';

it('ends expressions that take more than 10 s in total, without the time of a wait, even one that fails', async () => {
  let nowMs = 0;
  const { signal } = new AbortController();
  const sleep = () => Promise.resolve();
  const { checkTime, pause } = createTimeLimit({ now: () => nowMs, sleep, signal });
  nowMs += 9000;
  const waiting = pause(async () => {
    nowMs += 60_000;
    return 'done';
  });
  expect(await waiting).toBe('done');
  const failing = pause(async () => {
    nowMs += 60_000;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  nowMs += 1000;
  await checkTime();
  nowMs += 1;
  await expect(checkTime()).rejects.toThrow(/10 s in total/);
});
