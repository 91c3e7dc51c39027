import { it } from 'vitest';
import { createSkippingClock } from '../support/skip.ts';
import { expectRefusedEarly, notify } from '../support/story.ts';

/** Now is 2027-01-15 08:00 UTC. */
it.each([
  ['tomorrow', '', /`start-at`|start "tomorrow".*2026-06-30 18:00/],
  ['2027-01-20T18:00:00', '', /no time zone.*00Z`.*00\+02:00`.*18:00 Europe\/Berlin`/],
  ['09:00-17:00', '', /no time zone.*`09:00-17:00 Europe\/Berlin`/],
  ['', '2027-01-15 07:59', /end, 2027-01-15 07:59 UTC, is in the past/],
  ['+2h', '+1h', /not after the start/],
  ['+31d', '', /more than 30 days away.*`end-at`/],
  ['30.06.2027', '07/01/2027', /"30\.06\.2027"[\s\S]*"07\/01\/2027"/],
])('from "%s" until "%s" is refused', async (start, end, said) => {
  const run = await notify({
    inputs: { 'start-at': start, 'end-at': end },
    world: createSkippingClock(),
  });
  expectRefusedEarly(run, 'payload-invalid', said);
});

it('a wrong date in a file is refused at its line', async () => {
  const run = await notify({
    event: { when: 'soon' },
    world: createSkippingClock(),
    yaml: 'notification:\n  startAt: ${{ github.event.when }}\n',
  });
  expectRefusedEarly(run, 'payload-invalid', /^p\.yml:2:12 .*start "soon"/);
});
