import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';

it.each([
  [
    'both in one document',
    { payload: 'notification: {title: a}\nnotifications:\n  - {title: b}\n' },
    /`payload`:3:3.*`notification` and `notifications` cannot/,
  ],
  [
    'several in both documents',
    { payload: 'notifications: [{title: b}]', 'payload-file': 'p.yml' },
    /both have `notifications`/,
  ],
  ['an empty list', { payload: 'notifications: []' }, /`notifications` is empty/],
  ['a list as one', { payload: 'notification: [{title: b}]' }, /`notification` must be a mapping/],
])('%s is refused', async (_, inputs, said) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, ...inputs },
    files: { 'p.yml': 'notifications: [{title: a}]' },
  });
  expectRefusedEarly(run, 'payload-invalid', said);
  expect(simulator.ledger.entries).toEqual([]);
});
