import { describe, expect, it } from 'vitest';
import { findMissingCredentials } from '../../../src/config/credentials.ts';
import { configured } from './support.ts';

async function missing(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  event: unknown = {},
) {
  return findMissingCredentials(await configured(inputs), env, () => event);
}

const both = { 'client-id': 'key', 'client-secret': '12345678' };

describe('credentials that are missing', () => {
  it.each<[Record<string, string>, string, string]>([
    [{}, '`client-id` and `client-secret` are blank', 'client-id'],
    [{ 'client-secret': '12345678' }, '`client-id` is blank', 'client-id'],
    [{ 'client-id': 'key' }, '`client-secret` is blank', 'client-secret'],
  ])('%j: %s', async (inputs, message, input) => {
    expect(await missing(inputs)).toEqual({
      code: 'credentials-missing',
      message: expect.stringContaining(message),
      hint: expect.stringContaining('${{ secrets.NAME }}'),
      location: { input },
    });
  });

  it('are no error where both are given, and the event is not read', async () => {
    const config = await configured(both);
    const unread = (): never => {
      throw new Error('read');
    };
    expect(findMissingCredentials(config, {}, unread)).toBeUndefined();
  });
});

describe('the likely cause', () => {
  const fork = { pull_request: { head: { repo: { full_name: 'mallory/harbor' } } } };
  const own = { pull_request: { head: { repo: { full_name: 'acme/harbor' } } } };
  const deleted = { pull_request: { head: { repo: null } } };
  const env = { GITHUB_REPOSITORY: 'acme/harbor', GITHUB_EVENT_NAME: 'pull_request' };
  const secretsHint = /\$\{\{ secrets\.NAME \}\}/;
  const forkHint = /another repository \(mallory\/harbor\).*`on-missing-credentials: skip`/;

  it.each<[string, Record<string, string>, unknown, RegExp]>([
    ['a fork', env, fork, forkHint],
    ['a fork, reviewed', { ...env, GITHUB_EVENT_NAME: 'pull_request_review' }, fork, forkHint],
    ['a push in a fork', {}, { repository: { fork: true } }, /This repository is a fork/],
    ['a deleted fork', env, deleted, /another repository \(since deleted\)/],
    ['a branch of the repository', env, own, secretsHint],
    [
      'pull_request_target',
      { ...env, GITHUB_EVENT_NAME: 'pull_request_target' },
      fork,
      secretsHint,
    ],
    ['a push', { ...env, GITHUB_EVENT_NAME: 'push' }, { ref: 'refs/heads/main' }, secretsHint],
    ['no event', env, {}, secretsHint],
    [
      'Dependabot',
      { ...env, GITHUB_ACTOR: 'dependabot[bot]' },
      own,
      /Dependabot.*`on-missing-credentials: skip`/,
    ],
    [
      'Dependabot on a push',
      { GITHUB_ACTOR: 'dependabot[bot]' },
      {},
      /Settings, Secrets and variables, Dependabot/,
    ],
    ['somebody called dependabot', { ...env, GITHUB_ACTOR: 'dependabot' }, own, secretsHint],
  ])('of %s', async (_, where, event, hint) => {
    expect((await missing({}, where, event))?.hint).toMatch(hint);
  });
});
