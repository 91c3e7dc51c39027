import { describe, expect, it } from 'vitest';
import { githubContext } from '../../../src/expressions/contexts.ts';
import { builtInContexts } from '../../../src/text/names.ts';
import { contextsOf } from '../payload/support.ts';

/** The variables of a run as the runner sets them. */
const env = {
  GITHUB_ACTION: '__run',
  GITHUB_ACTION_PATH: '/home/runner/work/_actions/acme/a/v1',
  GITHUB_ACTION_REF: 'v1',
  GITHUB_ACTION_REPOSITORY: 'acme/a',
  GITHUB_ACTOR: 'octocat',
  GITHUB_ACTOR_ID: '583231',
  GITHUB_API_URL: 'https://api.github.com',
  GITHUB_BASE_REF: '',
  GITHUB_ENV: '/home/runner/work/_temp/env',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_EVENT_PATH: '/home/runner/work/_temp/event.json',
  GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
  GITHUB_HEAD_REF: '',
  GITHUB_JOB: 'notify',
  GITHUB_OUTPUT: '/home/runner/work/_temp/output',
  GITHUB_PATH: '/home/runner/work/_temp/path',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_PROTECTED: 'true',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_REPOSITORY: 'acme/harbor',
  GITHUB_REPOSITORY_ID: '1296269',
  GITHUB_REPOSITORY_OWNER: 'acme',
  GITHUB_REPOSITORY_OWNER_ID: '9919',
  GITHUB_RETENTION_DAYS: '90',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '1658821493',
  GITHUB_RUN_NUMBER: '42',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
  GITHUB_STATE: '/home/runner/work/_temp/state',
  GITHUB_STEP_SUMMARY: '/home/runner/work/_temp/summary',
  GITHUB_TRIGGERING_ACTOR: 'hubot',
  GITHUB_WORKFLOW: 'Deploy',
  GITHUB_WORKFLOW_REF: 'acme/harbor/.github/workflows/deploy.yml@refs/heads/main',
  GITHUB_WORKFLOW_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
  GITHUB_WORKSPACE: '/home/runner/work/harbor/harbor',
  GITHUB_TOKEN: 'ghs_0123456789',
  GITHUB_SOMETHING_NEW: 'x',
  CI: 'true',
};

describe('the github context', () => {
  it('has the names and types of the official one, and no token', () => {
    const { GITHUB_TOKEN, GITHUB_SOMETHING_NEW, CI, ...known } = env;
    const texts = Object.entries(known).map(([name, value]) => [
      name.slice(7).toLowerCase(),
      value,
    ]);
    expect(githubContext(env, { action: 'opened' })).toEqual({
      ...Object.fromEntries(texts),
      ref_protected: true,
      repositoryUrl: 'git://github.com/acme/harbor.git',
      event: { action: 'opened' },
    });
  });

  it('has what is there, where little is there', () => {
    expect(githubContext({}, undefined)).toEqual({ ref_protected: false, event: undefined });
  });

  it.each<[string | undefined, string | undefined, string | undefined]>([
    [
      'https://github.acme.example:8443',
      'acme/harbor',
      'git://github.acme.example:8443/acme/harbor.git',
    ],
    ['https://github.com', '', undefined],
    ['https://github.com', undefined, undefined],
    ['not an address', 'acme/harbor', undefined],
    [undefined, 'acme/harbor', undefined],
  ])('on %s has for %s the repositoryUrl %s', (server, repository, url) => {
    const found = githubContext({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }, {});
    expect(found['repositoryUrl']).toBe(url);
  });

  it.each<[string | undefined, boolean]>([
    ['true', true],
    ['false', false],
    ['', false],
    [undefined, false],
  ])('with GITHUB_REF_PROTECTED=%s says %s', (value, expected) => {
    expect(githubContext({ GITHUB_REF_PROTECTED: value }, {})['ref_protected']).toBe(expected);
  });
});

describe('the contexts', () => {
  it('are those of GitHub, the run, and those that were given', () => {
    const { values } = contextsOf({ context: { steps: {}, vars: {} } });
    expect(Object.keys(values)).toEqual([...builtInContexts, 'steps', 'vars']);
  });

  it('are what was given, untouched', () => {
    const given = {
      job: { status: 'success' },
      matrix: { os: 'linux' },
      strategy: { 'job-index': 1 },
      needs: { build: { result: 'success' } },
    };
    const { values } = contextsOf({ ...given, context: { steps: { a: 1 } } });
    for (const [name, value] of Object.entries(given)) expect(values[name]?.()).toBe(value);
    expect(values['steps']?.()).toEqual({ a: 1 });
  });

  it('that were not given are nothing', () => {
    const { values } = contextsOf();
    for (const name of ['job', 'matrix', 'strategy', 'needs']) {
      expect(values[name]?.()).toBeUndefined();
    }
  });

  it('hold of the runner what its variables say', () => {
    const variables = {
      os: 'Linux',
      arch: 'X64',
      name: 'runner 1',
      environment: 'github-hosted',
      debug: '1',
      temp: '/tmp',
      tool_cache: '/opt',
      workspace: '/work',
    };
    const set = Object.entries({ ...variables, tracking_id: 'github_1' }).map(
      ([name, value]) => [`RUNNER_${name.toUpperCase()}`, value] as const,
    );
    expect(contextsOf({ env: Object.fromEntries(set) }).values['runner']?.()).toEqual(variables);
  });
});

it('the event is not read before github is asked for', () => {
  let reads = 0;
  const contexts = contextsOf({
    get event() {
      reads += 1;
      return {};
    },
  });
  const before = reads;
  contexts.values['env']?.();
  contexts.values['runner']?.();
  expect(reads).toBe(before);
});

it('the run is null until it is asked for, and nothing where the step cannot ask', () => {
  expect(contextsOf({ run: {} }).values['run']?.()).toBeNull();
  expect(contextsOf().values['run']?.()).toBeUndefined();
});
