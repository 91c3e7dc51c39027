import { describe, expect, it } from 'vitest';
import { describeRerun, findWarnings } from '../../../src/config/warnings.ts';
import { configured } from './support.ts';

const none = (): unknown => ({});
const both = { 'client-id': 'key', 'client-secret': '12345678' };

/** The warnings of a step with a payload file. */
async function warnings(
  name: string,
  event: unknown,
  inputs: Readonly<Record<string, string>> = {},
) {
  const config = await configured({ 'payload-file': 'n.yml', ...inputs });
  const env = { GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: 'acme/harbor' };
  return findWarnings(config, env, () => event);
}

const pullFrom = (repo: unknown): unknown => ({ pull_request: { head: { repo } } });
const runOf = (head_repository: unknown, event = 'pull_request'): unknown => ({
  workflow_run: { event, head_repository },
});
const own = { full_name: 'acme/harbor' };
const fork = { full_name: 'mallory/harbor' };

describe('a payload file beside secrets', () => {
  it.each<[string, string, unknown, RegExp]>([
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
        message: `On a pull request from ${origin}, an untrusted author may have written \`payload-file\`, and its expressions are evaluated next to your secrets.`,
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
    expect(findWarnings(await configured({ 'payload-file': 'n.yml' }), {}, none)).toEqual([]);
    const inline = await configured({ payload: '{}' });
    const unread = (): never => {
      throw new Error('the event was read');
    };
    expect(findWarnings(inline, { GITHUB_EVENT_NAME: 'workflow_run' }, unread)).toEqual([]);
  });
});

describe('a version that moves', () => {
  const from = async (ref: string): Promise<readonly string[]> => {
    const env = { GITHUB_ACTION_REF: ref, GITHUB_ACTION_REPOSITORY: 'acme/notify' };
    return findWarnings(await configured({}), env, none).map(
      ({ level, message }) => `${level}: ${message}`,
    );
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
    expect(findWarnings(await configured({}), { GITHUB_ACTION_REF: 'main' }, none)).toEqual([]);
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
