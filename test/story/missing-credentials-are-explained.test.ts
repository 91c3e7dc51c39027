import { expect, it } from 'vitest';
import { notify, runStory } from '../support/story.ts';

const fork = (fullName: string | null) => ({
  pull_request: { head: { repo: fullName === null ? null : { full_name: fullName } } },
});

type Cause = readonly [what: string, env: Record<string, string>, event: unknown, said: RegExp];

const causes: readonly Cause[] = [
  ['a plain run', { GITHUB_EVENT_NAME: 'push' }, {}, /secrets\.NAME/],
  [
    'a fork',
    { GITHUB_EVENT_NAME: 'pull_request' },
    fork('eve/harbor'),
    /another repository \(eve\/harbor\).*does not pass secrets.*on-missing-credentials: skip/,
  ],
  [
    'a deleted fork',
    { GITHUB_EVENT_NAME: 'pull_request' },
    fork(null),
    /another repository \(since deleted\)/,
  ],
  [
    'a pull request of the repository',
    { GITHUB_EVENT_NAME: 'pull_request' },
    fork('acme/harbor'),
    /secrets\.NAME/,
  ],
  [
    'pull_request_target',
    { GITHUB_EVENT_NAME: 'pull_request_target' },
    fork('eve/harbor'),
    /secrets\.NAME/,
  ],
  [
    'Dependabot',
    { GITHUB_EVENT_NAME: 'pull_request', GITHUB_ACTOR: 'dependabot[bot]' },
    fork('acme/harbor'),
    /Dependabot secrets, not Actions secrets/,
  ],
];

it.each(causes)(
  'missing credentials fail %s, with the likely cause',
  async (_, env, event, said) => {
    const run = await notify({ inputs: { 'client-secret': '' }, env, event });
    expect(run.report.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({
      outcome: 'failed',
      'error-code': 'credentials-missing',
      'error-message': expect.stringMatching(/^`client-secret` is blank/),
      attempts: '0',
    });
    expect(run.outputs['error-message']).toMatch(said);
    expect(run.deliveries).toMatchObject([{ status: 'unsent', errorCode: 'credentials-missing' }]);
    expect(run.payload).toHaveLength(1);
    expect(run.annotations).toMatchObject([{ level: 'error', text: expect.stringMatching(said) }]);
    expect(run.ledger.entries).toEqual([]);
  },
);

it.each([
  ['warn', [{ level: 'warning' }]],
  ['skip', []],
])('with on-missing-credentials: %s the step is green and skipped', async (policy, annotations) => {
  const run = await notify({
    inputs: {
      'client-id': '',
      'client-secret': '',
      'system-ids': 'a, b',
      'on-missing-credentials': policy,
    },
    env: { GITHUB_EVENT_NAME: 'pull_request' },
    event: fork('eve/harbor'),
  });
  expect(run.report.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ outcome: 'skipped', 'error-code': 'credentials-missing' });
  expect(run.deliveries).toMatchObject([
    { status: 'skipped', errorCode: 'credentials-missing' },
    { status: 'skipped', errorCode: 'credentials-missing' },
  ]);
  expect(run.annotations).toMatchObject(annotations);
  expect(run.log.join('\n')).toMatch(/`client-id` and `client-secret` are blank.*eve\/harbor/);
  expect(run.ledger.entries).toEqual([]);
});

it('a mistake in the payload is reported before missing credentials, and no policy covers it', async () => {
  const run = await runStory({ inputs: { 'template-id': 'x', 'on-missing-credentials': 'skip' } });
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs['error-code']).toBe('payload-invalid');
  expect(run.outputs['error-message']).not.toContain('client-id');
});
