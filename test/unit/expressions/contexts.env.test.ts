import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/world.ts';
import { contextsOf, secret } from '../payload/support.ts';

const seen = (env: Environment): unknown => contextsOf({ env }).values['env']?.();

const anywhere = [
  ...['TOKEN', 'SECRET', 'PASSW', 'PASSPHRASE', 'CRED', 'PRIVATE', 'PROXY', 'DSN', 'HOOK'],
  ...['CONNECTION', 'JWT'],
];
const atEnd = ['PASS', 'PWD'];
const whole = ['AUTH', 'OAUTH', 'AUTHORIZATION', 'BEARER', 'KEY', 'APIKEY', 'PAT', 'OTP'];
const spelled = (word: string): readonly string[] => {
  const lower = word.toLowerCase();
  const mixed = `${word.slice(0, 1)}${lower.slice(1)}`;
  return [word, `MY_${word}`, `${word}_1`, lower, `my_${lower}_1`, mixed];
};
const variants = [
  ...[...anywhere, ...atEnd, ...whole].flatMap(spelled),
  ...anywhere.map((word) => `X${word}X`),
  ...atEnd.flatMap((word) => [`X${word}`, `X${word}_1`]),
];

describe('env leaves out', () => {
  it.each([
    ...variants,
    ...['DATABASE_URL', 'my_database_url_2', 'AWS_ACCESS_KEY_ID', 'SLACK_WEBHOOK_URL'],
    ...['INPUT_CLIENT-SECRET', 'INPUT_TITLE', 'input_title'],
    ...['ACTIONS_RUNTIME_URL', 'Actions_Cache_Url'],
  ])('%s', (name) => {
    expect(seen({ [name]: 'x', STAGE: 'blue' })).toEqual({ STAGE: 'blue' });
  });

  it.each([
    'postgres://u:p@db.example/x',
    'postgres://ada@corp.example:p@ss@db.example/x',
    'redis://:p4ss@cache.example',
    'token ghs_0123456789abcdefABCD',
    'github_pat_0123456789abcdef',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    '-----BEGIN RSA PRIVATE KEY-----\nabc',
    `https://ann:${secret}@corp.example`,
  ])('a value that looks like a secret, or contains one: %s', (value) => {
    expect(seen({ HARMLESS: value, STAGE: 'blue' })).toEqual({ STAGE: 'blue' });
  });
});

it.each([
  ...['STAGE', 'PATH', 'KEYBOARD', 'COMPAT', 'AUTHOR', 'PR_AUTHOR', 'TESTS_PASSED', 'MONKEY'],
  ...['PASSENGER', 'XKEYX', 'DATABASE', 'DATABASE_HOST_URL', 'PATTERN', 'SPATIAL', 'MY_INPUT_X'],
  ...['MY_ACTIONS_X', 'INPUTS', 'ACTIONS', 'GITHUB_ACTOR', 'TOKE', 'lower_case'],
])('env has %s', (name) => {
  expect(seen({ [name]: 'x' })).toEqual({ [name]: 'x' });
});

it.each(['https://user@host.example', 'https://host.example/a:b@c', 'a:b@c', 'eyJ', 'ghs_short'])(
  'env has the value %s',
  (value) => {
    expect(seen({ HARMLESS: value })).toEqual({ HARMLESS: value });
  },
);

it('an empty variable is empty text, an unset one is null', () => {
  expect(seen({ EMPTY: '', UNSET: undefined })).toEqual({ EMPTY: '', UNSET: null });
});

describe('why a name is withheld', () => {
  const hidden = { API_TOKEN: 'x', db_pass: 'x', GH_PAT: 'x', INPUT_TITLE: 'x', ACTIONS_ID: 'x' };
  const env = { ...hidden, URL: secret, EMPTY_KEY: undefined, STAGE: 'blue' };
  const { withheld } = contextsOf({ env });

  it.each<[string, string, RegExp]>([
    ['env', 'API_TOKEN', /`env\.API_TOKEN`.*TOKEN/],
    ['env', 'api_token', /`env\.api_token`.*TOKEN/],
    ['ENV', 'DB_PASS', /`env\.DB_PASS`.*PASS/],
    ['env', 'GH_PAT', /PAT/],
    ['env', 'INPUT_TITLE', /runner's own/],
    ['env', 'ACTIONS_ID', /runner's own/],
    ['env', 'URL', /value contains a secret/],
    ['env', 'EMPTY_KEY', /KEY/],
    ['github', 'token', /`github\.token`.*secret/],
    ['GitHub', 'TOKEN', /`github\.token`.*secret/],
  ])('%s.%s', (context, name, reason) => {
    expect(withheld(context, name)).toMatch(reason);
    expect(withheld(context, name)).not.toContain(secret);
  });

  it.each([
    ['env', 'STAGE'],
    ['env', 'MISSING_TOKEN'],
    ['env', 'constructor'],
    ['github', 'tokens'],
    ['github', 'API_TOKEN'],
    ['steps', 'token'],
    ['my-env', 'API_TOKEN'],
    ['env', ''],
  ])('%s.%s is not', (context, name) => {
    expect(withheld(context, name)).toBeUndefined();
  });
});
