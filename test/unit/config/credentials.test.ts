import { describe, expect, it } from 'vitest';
import {
  findMissingCredentials,
  registerSecrets,
  registerToken,
} from '../../../src/config/credentials.ts';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { createWorld } from '../support.ts';
import { configured } from './support.ts';

/** A world after its secrets were registered, and what was found. */
function registered(inputs: Record<string, string>, otherSecrets: readonly string[] = []) {
  const world = createWorld({ inputs, otherSecrets });
  const diagnostics = createDiagnostics((text) => text);
  registerSecrets(world, diagnostics);
  return { ...world, ...diagnostics };
}

describe('the secrets of a run', () => {
  const { masks, redactor } = registered(
    { 'client-id': 'key-1', 'client-secret': 's3cret/with+more', 'github-token': 'ghs_012345' },
    ['proxy-password', `<"it's"> & more`],
  );

  it.each([
    's3cret/with+more',
    's3cret%2Fwith%2Bmore',
    'ghs_012345',
    'proxy-password',
    '&lt;&quot;it&#39;s&quot;&gt; &amp; more',
    // key-1:s3cret/with+more
    'a2V5LTE6czNjcmV0L3dpdGgrbW9yZQ==',
  ])('are masked by the runner and known to the redactor: %s', (form) => {
    expect(masks).toContain(form);
    expect(redactor.redact(`x ${form} y`)).toBe('x *** y');
  });

  it('are masked once each, none of them short, and without the client ID', () => {
    expect(new Set(masks).size).toBe(masks.length);
    for (const mask of masks) expect(mask.length).toBeGreaterThanOrEqual(8);
    expect(redactor.redact('key-1')).toBe('key-1');
  });
});

it.each<[string, Record<string, string>]>([
  ['nothing', {}],
  ['an ID alone', { 'client-id': 'a-rather-long-client-id' }],
  ['a short token', { 'github-token': '1234567' }],
])('what is no secret is not masked: %s', (_, inputs) => {
  const { masks, redactor } = registered(inputs, ['', 'short']);
  expect(masks).toEqual([]);
  expect(redactor.redact(JSON.stringify(inputs))).toBe(JSON.stringify(inputs));
});

it.each([
  // Too short to be masked, and a word of ours.
  ['1234567', 'a2V5OjEyMzQ1Njc='],
  ['accepted', 'a2V5OmFjY2VwdGVk'],
])('the Basic form of %s is masked, although the secret itself is not', (secret, basic) => {
  const { masks } = registered({ 'client-id': 'key', 'client-secret': secret });
  expect(masks).toContain(basic);
  expect(masks).not.toContain(secret);
});

it.each<[string, string, readonly RegExp[]]>([
  ['is masked and known before it is used', 'eyJhbGciOi.J9', []],
  ['of fewer than eight characters is not masked', 'tok3nXY', [/access token.*8 characters/]],
  // Statuses stay readable.
  ['that equals a word of ours is not masked', 'accepted', [/access token is a word/]],
])('an access token %s', (_, token, warnings) => {
  const world = createWorld({});
  const found = createDiagnostics((text) => text);
  registerToken(token, world, found);
  const isMasked = warnings.length === 0;
  expect(world.masks.includes(token)).toBe(isMasked);
  expect(world.redactor.redact(`Bearer ${token}`)).toBe(`Bearer ${isMasked ? '***' : token}`);
  expect(found.warnings).toEqual(
    warnings.map((it) => ({ level: 'warning', message: expect.stringMatching(it) })),
  );
  expect(JSON.stringify(found)).not.toContain(token);
});

describe('a secret that equals a word of ours', () => {
  it.each(['client-secret', 'github-token'])('is not masked, and %s gets a warning', (name) => {
    const { masks, redactor, errors, warnings } = registered({ [name]: 'accepted' });
    expect(redactor.redact('accepted')).toBe('accepted');
    expect(masks).not.toContain('accepted');
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([
      { level: 'warning', message: expect.stringContaining(`\`${name}\` is a word`) },
    ]);
  });

  it.each(['notification', 'templateId'])(
    'is an error if every request contains it: %s',
    (word) => {
      const { errors, warnings } = registered({ 'client-secret': word });
      expect(warnings).toEqual([]);
      expect(errors).toMatchObject([
        {
          code: 'payload-invalid',
          message: '`client-secret` is a word that every request contains',
          location: { input: 'client-secret' },
        },
      ]);
    },
  );

  it('is not masked as the password of a proxy either', () => {
    expect(registered({}, ['accepted']).masks).toEqual([]);
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
  expect(registered(inputs).warnings).toMatchObject([
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

describe('credentials that are missing', () => {
  it.each<[Record<string, string>, string, string, RegExp]>([
    [
      {},
      '`client-id` and `client-secret` are blank',
      'client-id',
      /^Set both to `\$\{\{ secrets\.NAME \}\}`, .* secrets with these names exist\./,
    ],
    [{ 'client-secret': '12345678' }, '`client-id` is blank', 'client-id', /^Set it to /],
    [
      { 'client-id': 'key' },
      '`client-secret` is blank',
      'client-secret',
      /^Set it to `\$\{\{ secrets\.NAME \}\}`, .* a secret with this name exists\./,
    ],
  ])('%j: %s', async (inputs, message, input, hint) => {
    expect(await missing(inputs)).toEqual({
      code: 'credentials-missing',
      message: expect.stringContaining(message),
      hint: expect.stringMatching(hint),
      location: { input },
    });
  });

  it('are no error where both are given, and the event is not read', async () => {
    const config = await configured({ 'client-id': 'key', 'client-secret': '12345678' });
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
  const target = 'pull_request_target';
  const secretsHint = /\$\{\{ secrets\.NAME \}\}/;
  const forkHint = /another repository \(mallory\/harbor\).*`on-missing-credentials: skip`/;

  const dependabotHint =
    /Settings, Secrets and variables, Dependabot.*`on-missing-credentials: skip`/;

  it.each<[string, Record<string, string>, unknown, RegExp]>([
    ['a fork', env, fork, forkHint],
    ['a fork, reviewed', { ...env, GITHUB_EVENT_NAME: 'pull_request_review' }, fork, forkHint],
    ['a push in a fork', {}, { repository: { fork: true } }, /This repository is a fork/],
    ['a deleted fork', env, deleted, /another repository \(since deleted\)/],
    ['a branch of the repository', env, own, secretsHint],
    ['a privileged event', { ...env, GITHUB_EVENT_NAME: target }, fork, secretsHint],
    ['a push', { ...env, GITHUB_EVENT_NAME: 'push' }, { ref: 'refs/heads/main' }, secretsHint],
    ['Dependabot', { ...env, GITHUB_ACTOR: 'dependabot[bot]' }, own, dependabotHint],
    ['somebody called dependabot', { ...env, GITHUB_ACTOR: 'dependabot' }, own, secretsHint],
  ])('of %s', async (_, where, event, hint) => {
    expect((await missing({}, where, event))?.hint).toMatch(hint);
  });
});
