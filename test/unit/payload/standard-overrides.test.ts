import { describe, expect, it } from 'vitest';
import { standardOverrides } from '../../../src/payload/standard-overrides.ts';
import { type StandardOverrideName, standardOverrideNames } from '../../../src/text/names.ts';
import type { Environment } from '../../../src/world.ts';
import { eventNames, headSha, mainSha, recorded, runEnv } from './events.ts';

type Values = Readonly<Partial<Record<StandardOverrideName, string>>>;
/** What differs from a run on `main`; `undefined`: it is left out. */
type Differences = Readonly<Partial<Record<StandardOverrideName, string | undefined>>>;

const home = 'https://github.com/acme/harbor';
const runUrl = `${home}/actions/runs/1658821493`;
const mainUrl = `${home}/commit/${mainSha}`;

/** What says most about the event. */
const telling = (title: string, url: string): Values => ({ EVENT_TITLE: title, EVENT_URL: url });

/** What every run on `main` has. */
const run: Values = {
  REPOSITORY: 'acme/harbor',
  REPOSITORY_URL: home,
  REF_NAME: 'main',
  COMMIT_SHA: mainSha,
  COMMIT_SHORT_SHA: 'ffac537',
  COMMIT_URL: mainUrl,
  ACTOR: 'octocat',
  EVENT_NAME: 'push',
  WORKFLOW: 'Deploy',
  JOB: 'notify',
  JOB_STATUS: 'success',
  RUN_ID: '1658821493',
  RUN_NUMBER: '42',
  RUN_ATTEMPT: '1',
  RUN_URL: runUrl,
  JOB_URL: `${runUrl}/job/4711`,
  ...telling('Deploy', runUrl),
};

const head: Values = {
  COMMIT_SHA: headSha,
  COMMIT_SHORT_SHA: 'ec26c3e',
  COMMIT_URL: `${home}/commit/${headSha}`,
};

const pullOf = (number: string, title: string): Values => ({
  PULL_REQUEST_NUMBER: number,
  PULL_REQUEST_TITLE: title,
  PULL_REQUEST_URL: `${home}/pull/${number}`,
  ...telling(title, `${home}/pull/${number}`),
});
const pull: Values = {
  ...head,
  REF_NAME: '18/merge',
  HEAD_REF: 'fix-crane',
  ...pullOf('18', 'Oil the crane'),
};
const pullEnv = {
  GITHUB_REF_NAME: '18/merge',
  GITHUB_HEAD_REF: 'fix-crane',
  GITHUB_SHA: 'a'.repeat(40),
};

const issueOf = (number: string, title: string, url: string): Values => ({
  ISSUE_NUMBER: number,
  ISSUE_TITLE: title,
  ISSUE_URL: url,
  ...telling(title, url),
});
const issue = issueOf('17', 'The crane creaks', `${home}/issues/17`);

const releaseOf = (name: string, tag: string, url: string): Values => ({
  RELEASE_NAME: name,
  RELEASE_TAG: tag,
  RELEASE_URL: url,
  ...telling(name, url),
});

const deploymentOf = (state: string, url: string): Values => ({
  DEPLOYMENT_ENVIRONMENT: 'production',
  DEPLOYMENT_STATE: state,
  DEPLOYMENT_URL: url,
  ...telling('production', url),
});

function overridesOf(
  event: unknown,
  env: Environment,
  job: unknown = { status: 'success', check_run_id: 4711 },
): Values {
  const sources = { env, event: () => event, job };
  return Object.fromEntries(standardOverrides(standardOverrideNames, sources));
}

/** For each recorded event: what differs from a run on `main` in the environment and the overrides. */
const rows: readonly (readonly [name: string, env: Environment, differs: Differences])[] = [
  ['push-branch', {}, { COMMIT_MESSAGE: 'Hoist faster', ...telling('Hoist faster', mainUrl) }],
  [
    'push-tag',
    { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v4.7.0' },
    { REF_NAME: 'v4.7.0', COMMIT_MESSAGE: 'Release 4.7.0', ...telling('v4.7.0', mainUrl) },
  ],
  ['push-deleted-branch', {}, {}],
  ['push-without-head-commit', { GITHUB_REF_NAME: 'empty' }, { REF_NAME: 'empty' }],
  [
    'release-published',
    { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v4.7.0' },
    {
      REF_NAME: 'v4.7.0',
      ...releaseOf('Harbor 4.7 "Köln"', 'v4.7.0', `${home}/releases/tag/v4.7.0`),
    },
  ],
  [
    'release-without-name',
    {},
    releaseOf('nightly-2026-11-20', 'nightly-2026-11-20', `${home}/releases/tag/untagged-2c1`),
  ],
  ['deployment', {}, { DEPLOYMENT_ENVIRONMENT: 'staging', EVENT_TITLE: 'staging' }],
  ['deployment-status-success', {}, deploymentOf('success', 'https://harbor.acme.example')],
  ['deployment-status-failure', {}, deploymentOf('failure', `${home}/actions/runs/1/job/2`)],
  [
    'deployment-status-error-without-links',
    {},
    { DEPLOYMENT_ENVIRONMENT: 'production', DEPLOYMENT_STATE: 'error', EVENT_TITLE: 'production' },
  ],
  ['pull-request-opened', pullEnv, pull],
  ['pull-request-merged', pullEnv, pull],
  ['pull-request-review-submitted', pullEnv, pull],
  [
    'pull-request-target-from-fork',
    { GITHUB_HEAD_REF: 'main' },
    { ...head, HEAD_REF: 'main', ...pullOf('19', '${{ github.token }} "; rm -rf / #') },
  ],
  ['issues-opened', {}, issue],
  ['issue-comment-on-issue', {}, issue],
  [
    'issue-comment-on-pull-request',
    {},
    { ...issueOf('18', 'Oil the crane', `${home}/pull/18`), ...pullOf('18', 'Oil the crane') },
  ],
  [
    'workflow-run-completed',
    {},
    {
      ...head,
      COMMIT_MESSAGE: 'Oil the crane',
      JOB_STATUS: 'failure',
      ...telling('Oil the crane', `${home}/actions/runs/1658821400`),
    },
  ],
  [
    'workflow-run-without-title',
    {},
    { ...head, JOB_STATUS: undefined, ...telling('Build', `${home}/actions/runs/1658821400`) },
  ],
  ['workflow-dispatch', {}, {}],
  ['schedule', {}, {}],
  ['repository-dispatch', {}, {}],
  [
    'merge-group-checks-requested',
    { GITHUB_SHA: headSha, GITHUB_REF_NAME: 'gh-readonly-queue/main/pr-18-ffac537' },
    {
      ...head,
      REF_NAME: 'gh-readonly-queue/main/pr-18-ffac537',
      COMMIT_MESSAGE: 'Merge pull request #18 from acme/fix-crane',
      ...telling('Merge pull request #18 from acme/fix-crane', `${home}/commit/${headSha}`),
    },
  ],
  ['create-branch', { GITHUB_REF_NAME: 'feature' }, { REF_NAME: 'feature' }],
  ['delete-tag', {}, {}],
  ['discussion-created', {}, {}],
];

function expectedOf(differs: Differences): Values {
  const given = Object.entries({ ...run, ...differs }).filter(([, it]) => it !== undefined);
  return Object.fromEntries(given);
}

describe('of the recorded event', () => {
  it.each(rows)('%s the overrides tell', (name, env, differs) => {
    expect(overridesOf(recorded(name), { ...runEnv, ...env })).toEqual(expectedOf(differs));
  });

  it('none is left untested', () => {
    const tested = rows.map(([name]) => name);
    expect(eventNames.toSorted()).toEqual([...tested, 'push-enterprise-server'].sort());
  });
});

it('links lead to the Enterprise Server of the run', () => {
  const server = 'https://github.acme.example';
  const env = { ...runEnv, GITHUB_SERVER_URL: server };
  expect(overridesOf(recorded('push-enterprise-server'), env)).toMatchObject({
    REPOSITORY_URL: `${server}/acme/harbor`,
    COMMIT_URL: `${server}/acme/harbor/commit/${mainSha}`,
    RUN_URL: `${server}/acme/harbor/actions/runs/1658821493`,
    EVENT_URL: `${server}/acme/harbor/commit/${mainSha}`,
  });
});

describe('a key without a value is left out', () => {
  it('where there is no run at all', () => {
    expect(overridesOf({}, {}, {})).toEqual({});
    expect(overridesOf(undefined, {}, null)).toEqual({});
  });

  const links = ['RUN_URL', 'JOB_URL', 'EVENT_URL'];
  const commit = ['COMMIT_SHA', 'COMMIT_SHORT_SHA', 'COMMIT_URL'];
  it.each([
    ['REPOSITORY', undefined, ['REPOSITORY', 'REPOSITORY_URL', 'COMMIT_URL', ...links]],
    ['RUN_ID', undefined, ['RUN_ID', ...links]],
    ['SHA', undefined, commit],
    ['SHA', '', commit],
    ['SHA', '0'.repeat(40), commit],
  ])('where GITHUB_%s is %j', (name, value, names) => {
    const found = overridesOf({}, { ...runEnv, [`GITHUB_${name}`]: value });
    expect(found).toEqual(expectedOf(Object.fromEntries(names.map((it) => [it, undefined]))));
  });

  it('without a check run', () => {
    expect(overridesOf({}, runEnv, { status: 'success' })).not.toHaveProperty('JOB_URL');
  });

  it('where a link is none that a browser opens', () => {
    const event = {
      release: { name: 'R', tag_name: 'v1', html_url: 'javascript:alert(1)' },
      deployment_status: { environment_url: 'ftp://x', log_url: '//x', target_url: 'HTTPS://ok' },
    };
    const found = overridesOf(event, runEnv);
    const release = { RELEASE_NAME: 'R', ...telling('R', runUrl) };
    expect(found).toMatchObject({ ...release, DEPLOYMENT_URL: 'HTTPS://ok' });
    expect(found).not.toHaveProperty('RELEASE_URL');
  });
});

it('of two environments the one of the status is reported', () => {
  const event = {
    deployment: { environment: 'staging' },
    deployment_status: { environment: 'production' },
  };
  expect(overridesOf(event, runEnv).DEPLOYMENT_ENVIRONMENT).toBe('production');
});

it('a tag is the title of a push only', () => {
  const env = { ...runEnv, GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' };
  expect(overridesOf({ pusher: { name: 'x' } }, env).EVENT_TITLE).toBe('v1');
  expect(overridesOf({ schedule: '0 6 * * 1' }, env).EVENT_TITLE).toBe('Deploy');
});

it('of a commit message the first line is taken that is not blank', () => {
  const ofMessage = (message: string) => overridesOf({ head_commit: { message } }, runEnv);
  expect(ofMessage('\nfirst\r\nsecond').COMMIT_MESSAGE).toBe('first');
  expect(ofMessage('')).not.toHaveProperty('COMMIT_MESSAGE');
});

describe('where the workflow runs on another commit than the event is about', () => {
  const sha = 'b'.repeat(40);
  const about: Values = {
    COMMIT_SHA: sha,
    COMMIT_SHORT_SHA: 'bbbbbbb',
    COMMIT_URL: `${home}/commit/${sha}`,
  };
  const aboutPull: Values = { ...about, REF_NAME: 'fix-crane', HEAD_REF: 'fix-crane' };
  const suite = {
    head_branch: 'fix-crane',
    head_sha: sha,
    conclusion: 'failure',
    head_commit: { message: 'Oil it\n\nmore' },
    pull_requests: [{ head: { ref: 'fix-crane' } }],
  };
  const aboutSuite = { ...aboutPull, COMMIT_MESSAGE: 'Oil it', JOB_STATUS: 'failure' };

  it.each<[string, unknown, Differences]>([
    [
      'the run of a pull request',
      {
        workflow_run: {
          ...suite,
          event: 'pull_request',
          name: 'Build',
          html_url: `${home}/actions/runs/7`,
          pull_requests: [],
        },
      },
      { ...aboutSuite, ...telling('Build', `${home}/actions/runs/7`) },
    ],
    [
      'a check suite',
      { check_suite: suite },
      { ...aboutSuite, ...telling('Oil it', `${home}/commit/${sha}`) },
    ],
    [
      'a check run',
      {
        check_run: {
          name: 'lint',
          html_url: `${home}/runs/8`,
          head_sha: sha,
          conclusion: 'success',
          check_suite: { ...suite, head_commit: undefined },
        },
      },
      { ...aboutPull, JOB_STATUS: 'success', ...telling('lint', `${home}/runs/8`) },
    ],
    [
      'a check run whose suite alone names the commit',
      { check_run: { name: 'lint', check_suite: { head_sha: sha, head_branch: 'x' } } },
      { ...about, REF_NAME: 'x', JOB_STATUS: undefined, ...telling('lint', runUrl) },
    ],
    [
      'a status of the head of a branch',
      {
        sha,
        context: 'ci/dock',
        state: 'error',
        target_url: 'https://ci.acme.example/9',
        commit: { commit: { message: 'Oil it' } },
        branches: [
          { name: 'main', commit: { sha: mainSha } },
          { name: 'fix-crane', commit: { sha } },
        ],
      },
      {
        ...about,
        REF_NAME: 'fix-crane',
        COMMIT_MESSAGE: 'Oil it',
        JOB_STATUS: 'error',
        ...telling('ci/dock', 'https://ci.acme.example/9'),
      },
    ],
    [
      'a status of an older commit',
      { sha, context: 'ci', state: 'success', commit: {}, branches: [{ name: 'old' }] },
      { ...about, REF_NAME: 'old', ...telling('ci', runUrl) },
    ],
    [
      'a status of a commit in no branch',
      { sha, context: 'ci', state: 'pending', commit: {} },
      { ...about, REF_NAME: undefined, JOB_STATUS: 'pending', ...telling('ci', runUrl) },
    ],
  ])('the overrides speak of %s', (_, event, differs) => {
    expect(overridesOf(event, runEnv)).toEqual(expectedOf(differs));
  });
});

describe('a deployment', () => {
  it('that a run made is about its own commit, in this job', () => {
    const other = { head_branch: 'other', head_sha: 'b'.repeat(40), conclusion: null };
    const event = { deployment: { environment: 'x' }, check_run: other, workflow_run: other };
    const { REF_NAME, COMMIT_SHA, JOB_STATUS } = run;
    expect(overridesOf(event, runEnv)).toMatchObject({ REF_NAME, COMMIT_SHA, JOB_STATUS });
  });

  const links = {
    environment_url: 'https://harbor.acme.example',
    log_url: 'https://log.acme.example',
    target_url: 'https://target.acme.example',
  };
  const eventUrl = (state: string, status: object) =>
    overridesOf({ deployment_status: { environment: 'production', state, ...status } }, runEnv)
      .EVENT_URL;

  it.each(['failure', 'error'])('that ended in %s leads to its log', (state) => {
    expect(eventUrl(state, links)).toBe(links.log_url);
    expect(eventUrl(state, { ...links, log_url: '' })).toBe(links.target_url);
    expect(eventUrl(state, { environment_url: links.environment_url })).toBe(links.environment_url);
    expect(eventUrl(state, {})).toBe(runUrl);
  });

  it('in another state leads to its environment', () => {
    expect(eventUrl('success', links)).toBe(links.environment_url);
    expect(eventUrl('in_progress', { log_url: links.log_url })).toBe(links.log_url);
  });
});

describe('of the names', () => {
  it('only those asked for are given, in the order asked for', () => {
    const sources = { env: runEnv, event: () => ({}), job: {} };
    expect(standardOverrides(['RUN_URL', 'ACTOR', 'JOB_STATUS', 'RELEASE_TAG'], sources)).toEqual([
      ['RUN_URL', runUrl],
      ['ACTOR', 'octocat'],
    ]);
  });

  it('none asked for, the event is not even read', () => {
    const event = (): unknown => {
      throw new Error('the event was read');
    };
    expect(standardOverrides([], { env: runEnv, event, job: {} })).toEqual([]);
  });
});
