import { expect, it } from 'vitest';
import { expectRefusedEarly, notify } from '../support/story.ts';

it('standard overrides describe the run and its event, below those of the user', async () => {
  const run = await notify({
    inputs: {
      'standard-overrides': 'true',
      overrides: 'ACTOR=the release team',
      job: '{"status": "success"}',
    },
    env: {
      GITHUB_SERVER_URL: 'https://github.acme.example',
      GITHUB_REPOSITORY: 'acme/harbor',
      GITHUB_REF_NAME: 'v4.7',
      GITHUB_HEAD_REF: '',
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      GITHUB_ACTOR: 'octocat',
      GITHUB_EVENT_NAME: 'release',
      GITHUB_WORKFLOW: 'Release',
      GITHUB_JOB: 'tell',
      GITHUB_RUN_ID: '42',
      GITHUB_RUN_NUMBER: '7',
    },
    event: {
      release: { name: 'Harbor 4.7', tag_name: 'v4.7', html_url: 'https://github.acme.example/r' },
    },
  });

  expect(run.report.exitCode).toBe(0);
  const home = 'https://github.acme.example/acme/harbor';
  expect(run.accepted[0]?.['override']).toEqual([
    { key: 'REPOSITORY', value: 'acme/harbor' },
    { key: 'REPOSITORY_URL', value: home },
    { key: 'REF_NAME', value: 'v4.7' },
    { key: 'COMMIT_SHA', value: '0123456789abcdef0123456789abcdef01234567' },
    { key: 'COMMIT_SHORT_SHA', value: '0123456' },
    { key: 'COMMIT_URL', value: `${home}/commit/0123456789abcdef0123456789abcdef01234567` },
    { key: 'ACTOR', value: 'the release team' },
    { key: 'EVENT_NAME', value: 'release' },
    { key: 'WORKFLOW', value: 'Release' },
    { key: 'JOB', value: 'tell' },
    { key: 'JOB_STATUS', value: 'success' },
    { key: 'RUN_ID', value: '42' },
    { key: 'RUN_NUMBER', value: '7' },
    { key: 'RUN_URL', value: `${home}/actions/runs/42` },
    { key: 'RELEASE_NAME', value: 'Harbor 4.7' },
    { key: 'RELEASE_TAG', value: 'v4.7' },
    { key: 'RELEASE_URL', value: 'https://github.acme.example/r' },
    { key: 'EVENT_TITLE', value: 'Harbor 4.7' },
    { key: 'EVENT_URL', value: 'https://github.acme.example/r' },
  ]);
});

it('only the names that were listed are added', async () => {
  const run = await notify({
    inputs: { 'standard-overrides': 'ACTOR\nrepository' },
    env: { GITHUB_ACTOR: 'octocat' },
  });
  expect(run.accepted[0]?.['override']).toEqual([
    { key: 'REPOSITORY', value: 'acme/harbor' },
    { key: 'ACTOR', value: 'octocat' },
  ]);
});

it('a name that does not exist is refused with a suggestion', async () => {
  const run = await notify({ inputs: { 'standard-overrides': 'ACTOR, EVENT_TITEL' } });
  expectRefusedEarly(run, 'inputs-invalid', /`standard-overrides`.*"EVENT_TITEL".*`EVENT_TITLE`/);
});
