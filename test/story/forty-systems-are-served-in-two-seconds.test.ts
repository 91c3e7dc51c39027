import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { minimal, runStory } from '../support/story.ts';

// A busy machine may need a second try: it takes 1.4 s where nothing else runs.
it('forty systems at 150 ms are served in two seconds, five at a time, with one token', {
  retry: 2,
}, async () => {
  const simulator = await simulate({ latencyMs: 150 });
  const systems = Array.from({ length: 40 }, (_, index) => `desk-${index}`);
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...minimal, 'system-ids': systems.join(',') },
  });
  expect(run.outputs).toMatchObject({ outcome: 'sent', attempts: '40' });
  expect(Number(run.outputs['duration-ms'])).toBeLessThan(2000);
  expect(run.deliveries.map((it) => it['systemId'])).toEqual(systems);
  expect(simulator.ledger.accepted()).toHaveLength(40);
  expect(simulator.ledger.tokens()).toHaveLength(1);
  expect(simulator.ledger.connections).toBe(41);
});
