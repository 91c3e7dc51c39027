import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const fork = { pull_request: { head: { repo: { full_name: 'eve/harbor' } } } };
const env = { GITHUB_EVENT_NAME: 'pull_request' };

it.each([
  ['a plain run', {}, {}, /secrets\.NAME/],
  ['a fork', env, fork, /another repository \(eve\/harbor\).*on-missing-credentials: skip/],
  [
    'Dependabot',
    { ...env, GITHUB_ACTOR: 'dependabot[bot]' },
    {},
    /Dependabot secrets, not Actions/,
  ],
])('missing credentials fail %s, with the likely cause', async (_, env, event, said) => {
  const run = await notify({ inputs: { 'client-secret': '' }, env, event });
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
});

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
    env,
    event: fork,
  });
  expect(run.outputs).toMatchObject({ outcome: 'skipped', 'error-code': 'credentials-missing' });
  expect(run.deliveries).toMatchObject([
    { status: 'skipped', errorCode: 'credentials-missing' },
    { status: 'skipped', errorCode: 'credentials-missing' },
  ]);
  expect(run.annotations).toMatchObject(annotations);
  expect(run.log.join('\n')).toMatch(/`client-id` and `client-secret` are blank.*eve\/harbor/);
  expect(run.ledger.entries).toEqual([]);
});

it('a notification that is not sent anyway is skipped, with or without credentials', async () => {
  const payload = '{"notifications": [{"if": false}, {"title": "A"}]}';
  const run = await notify({ inputs: { 'client-id': '', payload } });
  expect(run.report).toMatchObject({ exitCode: 1, outcome: 'failed' });
  expect(run.deliveries).toMatchObject([{ status: 'skipped' }, { status: 'unsent' }]);
});

it.each([
  ['false', 'skipped'],
  ['token', 'failed'],
])(
  'where `if` sends nothing, none are needed, unless the key is to be checked (dry-run: %s)',
  async (dryRun, outcome) => {
    const run = await notify({
      yaml: 'notification: {if: false, title: x}',
      to: { 'client-id': '' },
      inputs: { 'dry-run': dryRun },
    });
    expect(run.outputs['outcome']).toBe(outcome);
  },
);

it('a mistake in the payload is reported before missing credentials, and no policy covers it', async () => {
  const run = await notify({
    to: { 'client-id': '' },
    inputs: { 'on-missing-credentials': 'skip' },
  });
  expect(run.report.exitCode).toBe(1);
  expect(run.outputs['error-code']).toBe('payload-invalid');
  expect(run.outputs['error-message']).not.toContain('client-id');
});
