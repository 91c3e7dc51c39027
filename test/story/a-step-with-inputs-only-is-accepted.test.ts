import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { runAction } from '../support/world.ts';

it('a step with inputs only is accepted', async () => {
  const simulator = await simulate();
  const run = await runAction({
    inputs: {
      ...inputsFor(simulator),
      'template-id': '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
      'audience-ids': 'cf0bd4c1-86fd-4c79-a46a-c730d6789e63',
      'runtime-title': 'Release 4.7 is "out"',
    },
  });

  expect(run.report.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ outcome: 'sent', 'status-code': '200', attempts: '1' });
  expect(simulator.ledger.accepted().map((entry) => entry.notification)).toEqual([
    {
      templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
      audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'],
      runtimeTitle: 'Release 4.7 is "out"',
    },
  ]);
  expect(simulator.ledger.connections).toBe(2);
});
