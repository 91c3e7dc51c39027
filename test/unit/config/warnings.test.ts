import { describe, expect, it } from 'vitest';
import { describeRerun, findWarnings } from '../../../src/config/warnings.ts';
import type { Environment } from '../../../src/world.ts';
import { configured } from './support.ts';

const none = (): unknown => ({});
const both = { 'client-id': 'key', 'client-secret': '12345678' };

/** The warnings of a step with a payload file. */
async function warnings(
  name: string,
  event: unknown,
  inputs: Readonly<Record<string, string>> = {},
) {
  const env = { GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: 'acme/harbor' };
  return warn({ 'payload-file': 'n.yml', ...inputs }, env, () => event);
}

/** The warnings of a step. */
async function warn(inputs: Readonly<Record<string, string>>, env: Environment, event = none) {
  const input = (name: string): string => inputs[name] ?? '';
  const workspace = { GITHUB_WORKSPACE: '/home/runner/work/harbor/harbor' };
  const { 'client-id': id = '', 'client-secret': secret = '' } = inputs;
  const { credentials } = await configured({ 'client-id': id, 'client-secret': secret });
  return findWarnings(
    { credentials, testRecipients: undefined },
    { input, env: { ...workspace, ...env } },
    event,
  );
}

const pullFrom = (repo: unknown): unknown => ({ pull_request: { head: { repo } } });
const runOf = (head_repository: unknown, event = 'pull_request'): unknown => ({
  workflow_run: { event, head_repository },
});
const own = { full_name: 'acme/harbor' };
const fork = { full_name: 'mallory/harbor' };

describe('a payload file beside secrets', () => {
  it.each<[string, string, unknown, RegExp]>([
    [
      'of a pull request that is commented on',
      'issue_comment',
      { issue: { pull_request: { url: 'https://…' } } },
      /^On issue_comment about a pull request, /,
    ],
    ['of any pull request', 'pull_request_target', pullFrom(own), /^On pull_request_target, /],
    ['of the run of a fork', 'workflow_run', runOf(fork), /about a run of mallory\/harbor, /],
    ['of the run of a deleted fork', 'workflow_run', runOf(null), /a run of another repository, /],
    ['of a run that is not known', 'workflow_run', {}, /a run of another repository, /],
    [
      'of the run of a pull request, where nothing is told of its origin',
      'workflow_run',
      { workflow_run: { event: 'pull_request' } },
      /a run of another repository, /,
    ],
  ])('%s is warned of', async (_, name, event, message) => {
    expect(await warnings(name, event)).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/^Check out the base branch only/),
        location: { input: 'payload-file' },
      },
    ]);
  });

  it.each<[string, string, unknown]>([
    ['a push', 'push', { ref: 'refs/heads/main' }],
    ['a release', 'release', {}],
    ['no event', '', {}],
    ['a comment on an issue', 'issue_comment', { issue: { number: 1 } }],
    ['a pull request of the repository', 'pull_request', pullFrom(own)],
    ['a run of the repository', 'workflow_run', runOf(own)],
    ['the run of a push', 'workflow_run', { workflow_run: { event: 'push' } }],
  ])('is fine on %s', async (_, name, event) => {
    expect(await warnings(name, event, both)).toEqual([]);
  });

  it.each([
    ['mallory/harbor', fork],
    ['another repository', null],
  ])('is warned of on a pull request from %s where there are credentials', async (origin, repo) => {
    expect(await warnings('pull_request', pullFrom(repo), both)).toEqual([
      {
        level: 'warning',
        message: `On a pull request from ${origin}, an untrusted author may have written the file in \`payload-file\`. It decides what is sent, to whom, and which environment variables it contains.`,
        hint: expect.stringContaining('`ref: ${{ github.base_ref }}`'),
        location: { input: 'payload-file' },
      },
    ]);
  });

  it.each([{}, { 'client-id': 'key' }, { 'client-secret': '12345678' }])(
    'is fine on a pull request from a fork with %j alone',
    async (inputs) => {
      expect(await warnings('pull_request', pullFrom(fork), inputs)).toEqual([]);
    },
  );

  it('is fine where nothing is known, and an inline payload is fine anywhere', async () => {
    expect(await warn({ 'payload-file': 'n.yml' }, {})).toEqual([]);
    const unread = (): never => {
      throw new Error('the event was read');
    };
    const inline = { payload: '{}', context: '{"a": "@x"}', needs: '{}' };
    expect(await warn(inline, { GITHUB_EVENT_NAME: 'workflow_run' }, unread)).toEqual([]);
  });
});

it.each<[Readonly<Record<string, string>>, readonly string[]]>([
  [{ 'payload-file': 'n.yml', 'user-map': './people.yml' }, ['payload-file', 'user-map']],
  [{ context: '@a.json', needs: '@b.json' }, ['context', 'needs']],
  [{ 'user-map': '/home/runner/work/harbor/harbor/.github/people.yml' }, ['user-map']],
  [{ 'user-map': '../harbor/people.yml' }, ['user-map']],
  [{ 'user-map': '/home/runner/work/_temp/../harbor/harbor/people.yml' }, ['user-map']],
  [{ 'user-map': '/home/runner/work/_temp/people.yml' }, []],
  [{ 'user-map': '/home/runner/work/_actions/acme/notify/v1/people.yml' }, []],
  [{ 'user-map': '/home/runner/work/harbor/harbor-2/people.yml' }, []],
  [{ 'user-map': '../../_temp/people.yml' }, []],
  [{ 'user-map': 'C:\\a\\_temp\\people.yml' }, []],
  [{ 'payload-file': 'builtin:release' }, []],
])('the files of %j that a checkout may have written are those of %j', async (inputs, named) => {
  const warnings = await warn(inputs, { GITHUB_EVENT_NAME: 'pull_request_target' });
  const names = named.map((name) => `\`${name}\``).join(' and ');
  expect(warnings.map(({ message, location }) => [message, location])).toEqual(
    named.length === 0
      ? []
      : [[expect.stringContaining(`the file in ${names}. It decides`), { input: named[0] }]],
  );
});

it('without a workspace, every file may be of a checkout', async () => {
  const env = { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_WORKSPACE: undefined };
  expect(await warn({ 'user-map': 'people.yml' }, env)).toHaveLength(1);
});

describe('a version that moves', () => {
  const from = async (ref: string): Promise<readonly string[]> => {
    const env = { GITHUB_ACTION_REF: ref, GITHUB_ACTION_REPOSITORY: 'acme/notify' };
    return (await warn({}, env)).map(({ level, message }) => `${level}: ${message}`);
  };

  it.each(['main', 'release/v1', 'v1-beta-branch/x', 'abc1234'])(
    '%s gets a notice',
    async (ref) => {
      const told = await from(ref);
      expect(told).toEqual([expect.stringMatching(/^notice: .*acme\/notify@v1/)]);
      expect(told[0]).toContain(`"${ref}"`);
    },
  );

  it.each(['v1', 'v1.2.3', '1.0', 'v2.0.0-rc.1', 'a'.repeat(40), ''])(
    '"%s" does not',
    async (ref) => {
      expect(await from(ref)).toEqual([]);
    },
  );

  it('is not told of an action in the workspace', async () => {
    expect(await warn({}, { GITHUB_ACTION_REF: 'main' })).toEqual([]);
  });
});

it.each<[string | undefined, string | undefined]>([
  [undefined, undefined],
  ['1', undefined],
  ['', undefined],
  ['many', undefined],
  ['2', 'attempt 2'],
  ['11', 'attempt 11'],
])('GITHUB_RUN_ATTEMPT=%s says: %s', (attempt, expected) => {
  const line = describeRerun({ GITHUB_RUN_ATTEMPT: attempt });
  if (expected === undefined) expect(line).toBeUndefined();
  else expect(line).toMatch(new RegExp(`${expected} .*sent again`));
});
