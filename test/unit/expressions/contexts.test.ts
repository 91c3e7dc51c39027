import { describe, expect, it } from 'vitest';
import { githubContext } from '../../../src/expressions/contexts.ts';
import { builtInContexts } from '../../../src/text/names.ts';
import { contextsOf } from '../payload/support.ts';

/** The texts of the `github` context, in the order of its documentation. */
const names = [
  ...['action', 'action_path', 'action_ref', 'action_repository', 'actor', 'actor_id', 'api_url'],
  ...['base_ref', 'env', 'event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'output'],
  ...['path', 'ref', 'ref_name', 'ref_type', 'repository', 'repository_id', 'repository_owner'],
  ...['repository_owner_id', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url'],
  ...['sha', 'state', 'step_summary', 'triggering_actor', 'workflow', 'workflow_ref'],
  ...['workflow_sha', 'workspace'],
];

describe('the github context', () => {
  it('has the names and types of the official one, and no token', () => {
    const texts = names.map((name) => [name, `the ${name}`] as const);
    const known = { ...Object.fromEntries(texts), server_url: 'https://github.com', base_ref: '' };
    const others = { ref_protected: 'true', token: 'ghs_0123456789', something_new: 'x' };
    const set = Object.entries({ ...known, repository: 'acme/harbor', ...others });
    const env = Object.fromEntries(set.map(([name, it]) => [`GITHUB_${name.toUpperCase()}`, it]));
    expect(githubContext({ ...env, CI: 'true' }, { action: 'opened' })).toEqual({
      ...known,
      repository: 'acme/harbor',
      ref_protected: true,
      repositoryUrl: 'git://github.com/acme/harbor.git',
      event: { action: 'opened' },
    });
  });

  it('has what is there, where little is there', () => {
    expect(githubContext({}, undefined)).toEqual({ ref_protected: false, event: undefined });
  });

  const enterprise = 'https://github.acme.example:8443';
  it.each<[string | undefined, string | undefined, string | undefined]>([
    [enterprise, 'acme/harbor', 'git://github.acme.example:8443/acme/harbor.git'],
    ['https://github.com', '', undefined],
    ['https://github.com', undefined, undefined],
    ['not an address', 'acme/harbor', undefined],
    [undefined, 'acme/harbor', undefined],
  ])('on %s has for %s the repositoryUrl %s', (server, repository, url) => {
    const found = githubContext({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }, {});
    expect(found['repositoryUrl']).toBe(url);
  });

  it.each([
    ['true', true],
    ['false', false],
    ['', false],
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
      ...{ os: 'Linux', arch: 'X64', name: 'runner 1', environment: 'github-hosted' },
      ...{ debug: '1', temp: '/tmp', tool_cache: '/opt', workspace: '/work' },
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
