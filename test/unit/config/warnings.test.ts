import { describe, expect, it } from 'vitest';
import { describeRerun, findWarnings } from '../../../src/config/warnings.ts';
import { configured } from './support.ts';

describe('a payload file beside secrets', () => {
  it.each(['pull_request_target', 'workflow_run'])('is warned of on %s', async (name) => {
    const config = await configured({ 'payload-file': 'n.yml' });
    expect(findWarnings(config, { GITHUB_EVENT_NAME: name })).toEqual([
      {
        level: 'warning',
        message: expect.stringMatching(new RegExp(`^On ${name}, .*payload-file`)),
        location: { input: 'payload-file' },
      },
    ]);
  });

  it.each(['push', 'pull_request', 'release', 'schedule', ''])('is fine on "%s"', async (name) => {
    const config = await configured({ 'payload-file': 'n.yml' });
    expect(findWarnings(config, { GITHUB_EVENT_NAME: name })).toEqual([]);
  });

  it('is fine where no event is known, and an inline payload is fine anywhere', async () => {
    expect(findWarnings(await configured({ 'payload-file': 'n.yml' }), {})).toEqual([]);
    const inline = await configured({ payload: '{}' });
    expect(findWarnings(inline, { GITHUB_EVENT_NAME: 'workflow_run' })).toEqual([]);
  });
});

describe('a version that moves', () => {
  const from = async (ref: string): Promise<readonly string[]> => {
    const env = { GITHUB_ACTION_REF: ref, GITHUB_ACTION_REPOSITORY: 'acme/notify' };
    return findWarnings(await configured({}), env).map(
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
    expect(findWarnings(await configured({}), { GITHUB_ACTION_REF: 'main' })).toEqual([]);
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
