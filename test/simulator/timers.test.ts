/** Timers, which end with the simulator. */

import { expect, it } from 'vitest';
import { createTimers } from '../../simulator/timers.ts';
import { pause } from './support.ts';

it('runs timers until they are cancelled or ended', async () => {
  const timers = createTimers();
  const ran: string[] = [];
  timers.after(1, () => ran.push('due'));
  timers.after(1, () => ran.push('cancelled'))();
  await pause(20);
  timers.after(1, () => ran.push('pending at the end'));
  timers.end();
  timers.after(1, () => ran.push('after the end'))();
  timers.after(1, () => ran.push('after the end'));
  await pause(20);
  expect(ran).toEqual(['due']);
});
