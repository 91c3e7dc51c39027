import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { createSkippingClock } from '../support/skip.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

/** Now is 2027-01-15 08:00 UTC. */
it.each([
  ['tomorrow', '', /`start-at`|start "tomorrow".*2026-06-30 18:00/],
  ['2027-02-30', '', /start "2027-02-30".*exists/],
  ['2027-01-20 24:30', '', /"2027-01-20 24:30".*exists/],
  ['2027-01-20T18:00:00', '', /no time zone.*00Z`.*00\+02:00`.*18:00 Europe\/Berlin`/],
  ['2027-01-20 18:00 Europe/Berln', '', /unknown time zone.*`Europe\/Berlin`\?/],
  ['Mo-Fr 09:00-17:00 Europe/Berlin', '', /unknown weekday.*`Mon-Fri`\?/],
  ['09:00-17:00', '', /no time zone.*`09:00-17:00 Europe\/Berlin`/],
  ['09:00-09:00 UTC', '', /end as they begin/],
  ['', '09:00-17:00 UTC', /not a valid date or time.*`start\+8h`/],
  ['2027-01-20T18:00+15:00', '', /exists/],
  ['', '2027-01-15 07:59', /end, 2027-01-15 07:59 UTC, is in the past/],
  ['', '2026-12-31', /in the past/],
  ['+2h', '+1h', /not after the start/],
  ['2027-01-20', '2027-01-20', /not after the start/],
  ['+31d', '', /more than 30 days away.*`end-at`/],
  ['30.06.2027', '07/01/2027', /"30\.06\.2027"[\s\S]*"07\/01\/2027"/],
])('from "%s" until "%s" is refused', async (start, end, said) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'start-at': start, 'end-at': end },
    world: createSkippingClock(),
  });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(simulator.ledger.entries).toEqual([]);
});

it('a wrong date in a file is refused at its line', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'payload-file': 'p.yml' },
    event: { when: 'soon' },
    files: { 'p.yml': 'notification:\n  startAt: ${{ github.event.when }}\n' },
    world: createSkippingClock(),
  });
  expectRefusedEarly(run, 'payload-invalid', /^p\.yml:2:12 .*start "soon"/);
  expect(simulator.ledger.entries).toEqual([]);
});
