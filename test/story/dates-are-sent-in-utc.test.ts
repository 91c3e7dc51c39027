import { expect, it } from 'vitest';
import { createSkippingClock } from '../support/skip.ts';
import { notify } from '../support/story.ts';

/** Now is 2027-01-15 08:00 UTC. */
it.each([
  ['2027-01-20 18:00', '2027-01-21 18:00', '2027-01-20 18:00', '2027-01-21 18:00'],
  ['2027-01-20', '2027-02-01', '2027-01-20', '2027-02-01'],
  ['2027-01-20T18:00:00+02:00', '2027-01-20T23:30Z', '2027-01-20 16:00', '2027-01-20 23:30'],
  ['+30m', '+7d', '2027-01-15 08:30', '2027-01-22 08:00'],
  ['', '+2h', undefined, '2027-01-15 10:00'],
  ['2027-01-20 22:00 Europe/Berlin', 'start+8h', '2027-01-20 21:00', '2027-01-21 05:00'],
  ['Mon-Fri 09:00-17:00 Europe/Berlin', 'start+8h', undefined, '2027-01-15 16:00'],
  ['Sat 09:00-17:00 Europe/Berlin', 'start+8h', '2027-01-16 08:00', '2027-01-16 16:00'],
])('%s until %s is sent as %s until %s', async (start, end, startAt, endAt) => {
  const run = await notify({
    inputs: { 'start-at': start, 'end-at': end },
    world: createSkippingClock(),
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.accepted[0]?.['startAt']).toBe(startAt);
  expect(run.accepted[0]?.['endAt']).toBe(endAt);
  const notices = run.annotations.filter((it) => it.level === 'notice').map((it) => it.text);
  expect(notices).toEqual(end === '2027-02-01' ? [expect.stringMatching(/ends as .* begins/)] : []);
});
