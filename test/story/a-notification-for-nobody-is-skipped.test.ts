import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { runStory, templateId } from '../support/story.ts';

const files = { 'people.yml': '"renovate[bot]": []\n' };
const inputs = {
  'template-id': templateId,
  'end-user-ids': '@renovate[bot]',
  'user-map': 'people.yml',
};

it('a notification that is deliberately for nobody is skipped, and the step is green', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...inputs },
    env: { GITHUB_EVENT_NAME: 'push' },
    files,
  });
  expect(simulator.ledger.entries).toEqual([]);
  expect(run.report.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ outcome: 'skipped', attempts: '0', 'error-code': '' });
  expect(run.deliveries).toMatchObject([{ status: 'skipped', attempts: 0 }]);
  expect(run.payload[0]?.notification['endUsersIds']).toEqual(['@renovate[bot]']);
  expect(run.log.join('\n')).toMatch(/skipped.*nobody/);
  expect(run.annotations).toEqual([]);
});

it('beside an audience, only the audience is sent to', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...inputs, 'audience-ids': 'audience-cf0bd4c1' },
    env: { GITHUB_EVENT_NAME: 'push' },
    files,
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(simulator.ledger.accepted()[0]?.notification).toEqual({
    templateId,
    audiencesIds: ['audience-cf0bd4c1'],
  });
});
