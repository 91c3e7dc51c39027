import { describe, expect, it } from 'vitest';
import { describeRerun, findWarnings } from '../../../src/config/warnings.ts';
import type { Environment } from '../../../src/world.ts';
import { configured } from './support.ts';

const both = { 'client-id': 'key', 'client-secret': '12345678' };
const unread = (): never => {
  throw new Error('the event was read');
};

/** The warnings of a step. */
async function warn(
  inputs: Readonly<Record<string, string>>,
  env: Environment,
  event: () => unknown = unread,
) {
  const input = (name: string): string => inputs[name] ?? '';
  const { credentials, testRecipients } = await configured({
    'client-id': input('client-id'),
    'client-secret': input('client-secret'),
  });
  const workspace = { GITHUB_WORKSPACE: '/home/runner/work/harbor/harbor' };
  const world = { input, env: { ...workspace, ...env } };
  return findWarnings({ credentials, testRecipients }, world, event);
}

/** The warnings of a step with a payload file on an event. */
async function warnOn(name: string, event: unknown, inputs: Readonly<Record<string, string>> = {}) {
  const env = { GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: 'acme/harbor' };
  return warn({ 'payload-file': 'n.yml', ...inputs }, env, () => event);
}

const pullFrom = (repo: unknown): unknown => ({ pull_request: { head: { repo } } });
const runOf = (head_repository: unknown, event = 'pull_request'): unknown => ({
  workflow_run: { event, head_repository },
});
const own = { full_name: 'acme/harbor' };
const fork = { full_name: 'mallory/harbor' };

describe('a payload file beside secrets', () => {
  it.each<[string, unknown, RegExp]>([
    [
      'issue_comment',
      { issue: { pull_request: { url: 'https://…' } } },
      /^On issue_comment about a pull request, /,
    ],
    ['pull_request_target', pullFrom(own), /^On pull_request_target, /],
    ['workflow_run', runOf(fork), /about a run of mallory\/harbor, /],
    ['workflow_run', runOf(null), /a run of another repository, /],
    ['workflow_run', {}, /a run of another repository, /],
    ['workflow_run', { workflow_run: { event: 'pull_request' } }, /of another repository, /],
    ['pull_request', pullFrom(fork), /^On a pull request from mallory\/harbor, /],
    ['pull_request', pullFrom(null), /^On a pull request from another repository, /],
  ])('is warned of on %s: %j', async (name, event, message) => {
    const [warning, ...others] = await warnOn(name, event, both);
    expect(others).toEqual([]);
    expect(warning).toEqual({
      level: 'warning',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(
        name === 'pull_request'
          ? /`ref: \$\{\{ github\.base_ref \}\}`/
          : /^Check out the base branch only/,
      ),
      location: { input: 'payload-file' },
    });
    expect(warning?.message.replace(/^.*?, /, '')).toBe(
      'an untrusted author may have written the file in `payload-file`. It decides what is sent, to whom, and which environment variables it contains.',
    );
  });

  it.each<[string, unknown, inputs?: Record<string, string>]>([
    ['push', { ref: 'refs/heads/main' }],
    ['release', {}],
    ['', {}],
    ['issue_comment', { issue: { number: 1 } }],
    ['pull_request', pullFrom(own)],
    ['workflow_run', runOf(own)],
    ['workflow_run', { workflow_run: { event: 'push' } }],
    // Without credentials, there is nothing that the author does not know.
    ...[{}, { 'client-id': 'key' }, { 'client-secret': '12345678' }].map(
      (inputs): [string, unknown, Record<string, string>] => [
        'pull_request',
        pullFrom(fork),
        inputs,
      ],
    ),
  ])('is fine on %s: %j', async (name, event, inputs = both) => {
    expect(await warnOn(name, event, inputs)).toEqual([]);
  });

  it('is fine where nothing is known, and an inline payload is fine anywhere', async () => {
    expect(await warn({ 'payload-file': 'n.yml' }, {})).toEqual([]);
    const inline = { payload: '{}', context: '{"a": "@x"}', needs: '{}' };
    expect(await warn(inline, { GITHUB_EVENT_NAME: 'workflow_run' })).toEqual([]);
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
  it.each(['main', 'release/v1', 'v1-beta-branch/x', 'abc1234'])(
    '%s gets a notice',
    async (ref) => {
      const env = { GITHUB_ACTION_REF: ref, GITHUB_ACTION_REPOSITORY: 'acme/notify' };
      const message = expect.stringMatching(
        `^This action runs from "${ref}", .* acme/notify@v1\\.$`,
      );
      expect(await warn({}, env)).toEqual([{ level: 'notice', message }]);
    },
  );

  it.each(['v1', 'v1.2.3', '1.0', 'v2.0.0-rc.1', 'a'.repeat(40), ''])(
    '"%s" does not',
    async (ref) => {
      const env = { GITHUB_ACTION_REF: ref, GITHUB_ACTION_REPOSITORY: 'acme/notify' };
      expect(await warn({}, env)).toEqual([]);
    },
  );

  it('is not reported of an action in the workspace', async () => {
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
