import { describe, expect, it } from 'vitest';
import { registerSecrets, registerToken } from '../../../src/config/credentials.ts';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { createWorld } from '../support.ts';

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
    's3cret\\/with+more',
    'ghs_012345',
    'proxy-password',
    // key-1:s3cret/with+more
    'a2V5LTE6czNjcmV0L3dpdGgrbW9yZQ==',
    'a2V5LTE6czNjcmV0L3dpdGgrbW9yZQ%3D%3D',
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
  it('is masked and known before it is used', () => {
    const world = createWorld({});
    const found = diagnostics();
    registerToken('eyJhbGciOi.J9', world, found);
    expect(world.masks).toContain('eyJhbGciOi.J9');
    expect(world.redactor.redact('Bearer eyJhbGciOi.J9')).toBe('Bearer ***');
    expect(found.warnings).toEqual([]);
  });

  it('of fewer than eight characters is not masked, and warned of without being named', () => {
    const world = createWorld({});
    const found = diagnostics();
    registerToken('tok3nXY', world, found);
    expect(world.masks).toEqual([]);
    expect(found.warnings).toEqual([
      { level: 'warning', message: expect.stringMatching(/access token.*8 characters/) },
    ]);
    expect(JSON.stringify(found)).not.toContain('tok3nXY');
  });

  it('that equals a word of ours is not masked, so that statuses stay readable', () => {
    const world = createWorld({});
    const found = diagnostics();
    registerToken('accepted', world, found);
    expect(world.masks).toEqual([]);
    expect(world.redactor.redact('accepted')).toBe('accepted');
    expect(found.warnings).toEqual([
      { level: 'warning', message: expect.stringMatching(/access token equals a word/) },
    ]);
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
      { level: 'warning', message: expect.stringContaining(`\`${name}\` equals a word`) },
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
          message: '`client-secret` equals a word that every request contains',
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
  ['one twice', { 'client-id': 's3cret-0001', 'client-secret': 's3cret-0001' }, /is the same as/],
])('credentials that look wrong are a warning: %s', (_, inputs, said) => {
  const found = diagnostics();
  registerSecrets(createWorld({ inputs }), found);
  expect(found.warnings).toMatchObject([
    { level: 'warning', message: expect.stringMatching(said) },
  ]);
});
