import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

it.each([
  ['popup', 'Popup'],
  ['POPUP', 'Popup'],
  ['push', 'Push'],
])('the type %s is sent as %s', async (given, sent) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'notification-type': given },
  });
  expect(run.report.exitCode).toBe(0);
  expect(simulator.ledger.accepted()[0]?.notification).toMatchObject({ notificationType: sent });
});

it('another type is refused', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'notification-type': 'pop-up' },
  });
  expectRefusedEarly(run, 'payload-invalid', /push or popup.*"pop-up".*`popup`/);
  expect(simulator.ledger.entries).toEqual([]);
});
