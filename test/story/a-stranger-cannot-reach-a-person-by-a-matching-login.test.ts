import { expect, it } from 'vitest';
import { expectRefusedEarly, notify, templateId } from '../support/story.ts';

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
  const run = await notify({
    to: scenario,
    env: { GITHUB_EVENT_NAME: event, GITHUB_ACTOR: 'ceo' },
    files,
  });
  expectRefusedEarly(run, 'recipient-unresolved', /@ceo/, /fallback/);
});

it.each(['push', 'schedule', 'workflow_dispatch', 'release', 'deployment', 'deployment_status'])(
  'the fallback serves %s, which only people with access can cause',
  async (event) => {
    const run = await notify({
      to: scenario,
      env: { GITHUB_EVENT_NAME: event },
      files,
    });
    expect(run.report.exitCode).toBe(0);
    expect(run.accepted[0]?.['endUsersIds']).toEqual(['ceo@people.example']);
  },
);

const outsider = { name: 'Mallory', email: 'm@x.example', username: 'CEO' };
const mona = { login: 'mona', type: 'User' };
const merged = {
  pusher: { name: 'mona', email: 'mona@x.example' },
  sender: mona,
  commits: [{ message: 'Fix', author: outsider, committer: outsider }],
};
const authors = '${{ mentions(github.event.commits.*.author.username) }}';

it.each([
  ['the author of a merged commit', 'push', authors, merged],
  ['an app', 'push', '@renovate[bot]', {}],
  ['an account of GitHub', 'push', '@web-flow', {}],
  [
    'an organization',
    'push',
    '@acme',
    { repository: { owner: { login: 'acme', type: 'Organization' } } },
  ],
  ['a shift that is blank', 'schedule', '@oncall-', {}],
  ['a team', 'push', '@acme/ops', {}],
])('the fallback never serves %s', async (_, event, recipient, payload) => {
  const run = await notify({
    to: { ...scenario, 'end-user-ids': '' },
    env: { GITHUB_EVENT_NAME: event, GITHUB_ACTOR: 'mona' },
    event: payload,
    files,
    yaml: `notification: {endUsersIds: "${recipient}"}`,
  });
  expectRefusedEarly(run, 'recipient-unresolved', /The fallback `\*` does not apply to/);
});

it('the fallback serves who pushed, also as the author of a commit', async () => {
  const run = await notify({
    to: { ...scenario, 'end-user-ids': '' },
    env: { GITHUB_EVENT_NAME: 'push', GITHUB_ACTOR: 'mona' },
    event: { ...merged, commits: [{ author: { ...outsider, username: 'mona' } }] },
    files,
    yaml: `notification: {endUsersIds: "${authors}"}`,
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.accepted[0]?.['endUsersIds']).toEqual(['mona@people.example']);
});
