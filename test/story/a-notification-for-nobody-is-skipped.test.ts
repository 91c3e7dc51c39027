import { expect, it } from 'vitest';
import { least, minimal, notify, templateId } from '../support/story.ts';

const files = { 'people.yml': '"renovate[bot]": []\n' };
const env = { GITHUB_EVENT_NAME: 'push' };
const to = {
  'template-id': templateId,
  'end-user-ids': '@renovate[bot]',
  'user-map': 'people.yml',
};

it('a notification that is deliberately for nobody is skipped, and the step is green', async () => {
  const run = await notify({ to, env, files });
  expect(run.ledger.entries).toEqual([]);
  expect(run.outputs).toMatchObject({ outcome: 'skipped', attempts: '0', 'error-code': '' });
  expect(run.deliveries).toMatchObject([{ status: 'skipped', attempts: 0 }]);
  expect(run.payload[0]?.notification['endUsersIds']).toEqual(['@renovate[bot]']);
  expect(run.log.join('\n')).toMatch(/skipped.*no one/);
  expect(run.annotations).toEqual([]);
});

it('a dry run says which notification would be skipped, and why', async () => {
  const yaml = `notifications:
  - {if: false}
  - {title: For no one}
`;
  const run = await notify({ to, env, files, yaml, inputs: { 'dry-run': 'true' } });
  expect(run.outputs['outcome']).toBe('dry-run');
  expect(run.log).toContain('notifications[0]: skipped, because its `if` is false.');
  expect(run.log).toContain('For no one: skipped, because there is no one to notify.');
});

it('beside an audience, only the audience is sent to', async () => {
  const run = await notify({ to: { ...minimal, ...to }, env, files });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.accepted[0]).toEqual(least);
});

it('a notification is skipped with a warning where an expression finds nobody', async () => {
  const run = await notify({
    to: { 'template-id': templateId },
    event: { pull_request: { requested_reviewers: [] } },
    yaml: 'notification:\n  endUsersIds: ${{ mentions(github.event.pull_request.requested_reviewers.*.login) }}\n',
  });
  expect(run.ledger.entries).toEqual([]);
  expect(run.outputs).toMatchObject({ outcome: 'skipped', attempts: '0', 'error-code': '' });
  expect(run.annotations).toEqual([
    {
      level: 'warning',
      text: expect.stringMatching(
        /skipped.*`\$\{\{ mentions\(github\.event\.pull_request\.requested_reviewers\.\*\.login\) \}\}` evaluates to an empty list/,
      ),
      location: {
        input: 'payload-file',
        file: 'p.yml',
        line: 2,
        column: 16,
        key: 'notification.endUsersIds',
      },
    },
  ]);
});

it('logins that nobody knows are left out where that is wanted, even if no one remains', async () => {
  const run = await notify({
    to: { ...to, 'end-user-ids': '@mallory', 'unresolved-recipients': 'warn' },
    files,
  });
  expect(run.ledger.entries).toEqual([]);
  expect(run.outputs).toMatchObject({ outcome: 'skipped', 'error-code': '' });
  expect(run.annotations).toMatchObject([
    { level: 'warning', text: expect.stringContaining('known for @mallory, so') },
  ]);
});

it('logins without an @ are sent as they are, with a warning where the map knows them', async () => {
  const run = await notify({
    to: { 'template-id': templateId, 'user-map': 'people.yml' },
    event: { reviewers: [{ login: 'Ada' }, { login: 'grace' }] },
    files: { 'people.yml': 'ada: ada@people.example\n' },
    yaml: 'notification: {endUsersIds: "${{ github.event.reviewers.*.login }}"}',
  });
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.annotations).toMatchObject([
    {
      level: 'warning',
      text: expect.stringMatching(/recipient is in `user-map`, .*`mentions\(…\)`/),
    },
  ]);
});
