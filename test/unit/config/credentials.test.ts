import { describe, expect, it } from 'vitest';
import {
  findMissingCredentials,
  registerSecrets,
  registerToken,
} from '../../../src/config/credentials.ts';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { createWorld } from '../support.ts';
import { configured } from './support.ts';

const diagnostics = () => createDiagnostics((text) => text);

describe('the secrets of a run', () => {
  const world = createWorld({
    inputs: {
      'client-id': 'key-1',
      'client-secret': 's3cret/with+more',
      'github-token': 'ghs_012345',
    },
    otherSecrets: ['proxy-password'],
  });
  registerSecrets(world, diagnostics());

  it.each([
    's3cret/with+more',
    's3cret%2Fwith%2Bmore',
    'ghs_012345',
    'proxy-password',
    // key-1:s3cret/with+more
    'a2V5LTE6czNjcmV0L3dpdGgrbW9yZQ==',
  ])('are masked by the runner and known to the redactor: %s', (form) => {
    expect(world.masks).toContain(form);
    expect(world.redactor.redact(`x ${form} y`)).toBe('x *** y');
  });

  it('are masked once each, none of them short', () => {
    expect(new Set(world.masks).size).toBe(world.masks.length);
    for (const mask of world.masks) expect(mask.length).toBeGreaterThanOrEqual(8);
  });

  it('do not include the client id', () => {
    expect(world.redactor.redact('key-1')).toBe('key-1');
  });
});

describe('what is no secret', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['an id alone', { 'client-id': 'a-rather-long-client-id' }],
    ['a short token', { 'github-token': '1234567' }],
  ])('is not masked: %s', (_, inputs) => {
    const world = createWorld({ inputs, otherSecrets: ['', 'short'] });
    registerSecrets(world, diagnostics());
    expect(world.masks).toEqual([]);
    expect(world.redactor.redact(JSON.stringify(inputs))).toBe(JSON.stringify(inputs));
  });

  it('but the Basic form of a secret that is too short to be masked is masked', () => {
    const world = createWorld({ inputs: { 'client-id': 'key', 'client-secret': '1234567' } });
    registerSecrets(world, diagnostics());
    expect(world.masks).toContain('a2V5OjEyMzQ1Njc=');
    expect(world.masks).not.toContain('1234567');
  });
});

describe('an access token', () => {
  it.each<[string, string, RegExp | undefined]>([
    ['is masked and known before it is used', 'eyJhbGciOi.J9', undefined],
    ['of fewer than eight characters is not masked', 'tok3nXY', /access token.*8 characters/],
    // Statuses stay readable.
    ['that equals a word of ours is not masked', 'accepted', /access token is a word/],
  ])('%s', (_, token, warning) => {
    const world = createWorld({});
    const found = diagnostics();
    registerToken(token, world, found);
    expect(world.masks.includes(token)).toBe(warning === undefined);
    const message = expect.stringMatching(warning ?? '');
    expect(found.warnings).toEqual(warning === undefined ? [] : [{ level: 'warning', message }]);
    expect(JSON.stringify(found)).not.toContain(token);
  });

  it('is redacted, but for one that equals a word of ours', () => {
    const world = createWorld({});
    for (const token of ['eyJhbGciOi.J9', 'accepted']) registerToken(token, world, diagnostics());
    expect(world.redactor.redact('accepted: Bearer eyJhbGciOi.J9')).toBe('accepted: Bearer ***');
    expect(world.masks).not.toContain('accepted');
  });
});

describe('a secret that equals a word of ours', () => {
  const register = (inputs: Record<string, string>, otherSecrets: readonly string[] = []) => {
    const world = createWorld({ inputs, otherSecrets });
    const found = diagnostics();
    registerSecrets(world, found);
    return { world, found };
  };

  it.each(['client-secret', 'github-token'])('is not masked, and %s gets a warning', (name) => {
    const { world, found } = register({ [name]: 'accepted' });
    expect(world.redactor.redact('accepted')).toBe('accepted');
    expect(world.masks).not.toContain('accepted');
    expect(found.errors).toEqual([]);
    expect(found.warnings).toMatchObject([
      { level: 'warning', message: expect.stringContaining(`\`${name}\` is a word`) },
    ]);
  });

  it.each(['notification', 'templateId'])(
    'is an error if every request contains it: %s',
    (word) => {
      const { found } = register({ 'client-secret': word });
      expect(found.warnings).toEqual([]);
      expect(found.errors).toMatchObject([
        {
          code: 'payload-invalid',
          message: '`client-secret` is a word that every request contains',
          location: { input: 'client-secret' },
        },
      ]);
    },
  );

  it('is masked in its Basic form', () => {
    const { world } = register({ 'client-id': 'key', 'client-secret': 'accepted' });
    expect(world.masks).toContain('a2V5OmFjY2VwdGVk');
  });

  it('is not masked as the password of a proxy either', () => {
    expect(register({}, ['accepted']).world.masks).toEqual([]);
  });
});

it.each<[string, Record<string, string>, RegExp]>([
  ['quotes', { 'client-secret': '"s3cret-0001"' }, /`client-secret` has quotes around it/],
  ['no width', { 'client-id': 'key\u200b-1' }, /`client-id` contains a character of no width/],
  ['JSON', { 'client-secret': '{"id": "a", "secret": "b"}' }, /begins like JSON/],
  ['a header', { 'client-secret': 'Basic a2V5OnNlY3JldA==' }, /begins with `Basic`/],
  ['a name', { 'client-secret': 'secrets.WALKME_SECRET' }, /is the name of a value/],
  ['a variable', { 'client-id': '${WALKME_ID}' }, /is the name of a value/],
  ['one twice', { 'client-id': 's3cret-0001', 'client-secret': 's3cret-0001' }, /is the same as/],
])('credentials that look wrong are a warning: %s', (_, inputs, said) => {
  const found = diagnostics();
  registerSecrets(createWorld({ inputs }), found);
  expect(found.warnings).toMatchObject([
    { level: 'warning', message: expect.stringMatching(said) },
  ]);
});

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

  it('are to be set, however many there are', async () => {
    expect((await missing({}))?.hint).toMatch(/^Set both to .* secrets with these names exist\./);
    const hint = (await missing({ 'client-id': 'key' }))?.hint;
    expect(hint).toMatch(/^Set it to .* a secret with this name exists\./);
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
