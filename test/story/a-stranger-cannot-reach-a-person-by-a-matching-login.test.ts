import { expect, it } from 'vitest';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, runStory, templateId } from '../support/story.ts';

const scenario = { 'template-id': templateId, 'end-user-ids': '@ceo', 'user-map': 'people.yml' };
const files = { 'people.yml': '"*": "{login}@people.example"\n' };

it.each([
  'issues',
  'issue_comment',
  'pull_request',
  'pull_request_target',
  'workflow_run',
  'repository_dispatch',
  '',
])('a stranger cannot reach a person by a matching login on %s', async (event) => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...scenario },
    env: { GITHUB_EVENT_NAME: event, GITHUB_ACTOR: 'ceo' },
    files,
  });
  expectRefusedEarly(run, 'recipient-unresolved', /@ceo/, /fallback/);
  expect(simulator.ledger.entries).toEqual([]);
});

it.each(['push', 'schedule', 'workflow_dispatch', 'release', 'deployment', 'deployment_status'])(
  'the fallback serves %s, which only people with access can cause',
  async (event) => {
    const simulator = await simulate();
    const run = await runStory({
      inputs: { ...inputsFor(simulator), ...scenario },
      env: { GITHUB_EVENT_NAME: event },
      files,
    });
    expect(run.report.exitCode).toBe(0);
    expect(simulator.ledger.accepted()[0]?.notification?.['endUsersIds']).toEqual([
      'ceo@people.example',
    ]);
  },
);

it('the fallback never serves an app', async () => {
  const simulator = await simulate();
  const run = await runStory({
    inputs: { ...inputsFor(simulator), ...scenario, 'end-user-ids': '@renovate[bot]' },
    env: { GITHUB_EVENT_NAME: 'push' },
    files,
  });
  expectRefusedEarly(run, 'recipient-unresolved', /@renovate\[bot\]/);
  expect(simulator.ledger.entries).toEqual([]);
});
