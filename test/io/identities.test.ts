/** Logins asked of a GraphQL server on loopback, in GitHub's reply shapes. */

import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lookUpIdentities } from '../../src/io/identities.ts';
import type { LookUp } from '../../src/world.ts';
import fc from '../support/fast-check.ts';
import {
  type GraphqlServer,
  identity,
  membersOf,
  reply,
  startGraphqlServer,
} from '../support/graphql-server.ts';

let server: GraphqlServer;
let answer: (response: ServerResponse) => void = () => undefined;

beforeAll(async () => {
  server = await startGraphqlServer((response) => answer(response));
  vi.stubEnv('GITHUB_EVENT_PATH', undefined);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

/** Asks, and tells what came of it and what was asked. */
async function ask(
  logins: readonly string[],
  answering: (response: ServerResponse) => void,
  changes: Partial<LookUp> = {},
) {
  answer = answering;
  const before = server.asked.length;
  const { found, ...rest } = await lookUpIdentities(logins, {
    token: 'ghp_token',
    apiUrl: server.url,
    organization: 'acme',
    requestTimeoutMs: 5000,
    remainingMs: 9000,
    signal: new AbortController().signal,
    log: () => undefined,
    ...changes,
  });
  return { found: Object.fromEntries(found), ...rest, asked: server.asked.slice(before) };
}

const notTheToken = expect.stringMatching(/the token cannot read them: use a token/);
const noAnswer = 'GitHub returned an unexpected response';
const rate = 'the token has reached the rate limit of GitHub';

describe('who is found', () => {
  it.each([
    [
      'a member',
      ['octocat'],
      [[identity('octocat', 'ada@corp.example')]],
      { octocat: 'ada@corp.example' },
    ],
    ['a member in another case', ['OctoCat'], [[identity('octoCAT', 'ada')]], { octocat: 'ada' }],
    [
      'several',
      ['one', 'two', 'three'],
      [[identity('one', '1@x')], [], [identity('three', '3@x')]],
      { one: '1@x', three: '3@x' },
    ],
    ['nobody who is no member', ['octocat'], [[]], {}],
    [
      'nobody for whom another is answered',
      ['octocat'],
      [[identity('ceo', 'ceo@corp.example')]],
      {},
    ],
    ['nobody whose identity is not linked', ['octocat'], [[identity(null, 'ada')]], {}],
    ['nobody without a name', ['octocat'], [[identity('octocat', null)]], {}],
    ['nobody with a blank name', ['octocat'], [[identity('octocat', '')]], {}],
    ['nobody for null', ['octocat'], [[null]], {}],
    [
      'nobody instead of another',
      ['one', 'two'],
      [[identity('two', '2@x')], [identity('one', '1@x')]],
      {},
    ],
  ])('is %s', async (_, logins, people, found) => {
    const result = await ask(logins, (response) => reply(response, membersOf(...people)));
    expect(result.found).toEqual(found);
    expect(result.reason).toBe(undefined);
    expect(result.asked).toHaveLength(1);
  });
});

describe('who is denied by an answer', () => {
  it.each([
    [
      'there is no SAML provider',
      { data: { organization: { samlIdentityProvider: null } } },
      /^it has no SAML provider, or the token cannot see it$/,
    ],
    [
      'there is no such organization',
      {
        data: { organization: null },
        errors: [{ type: 'NOT_FOUND', path: ['organization'], message: 'Could not resolve' }],
      },
      /^there is no organization of this name that the token can see$/,
    ],
    ['the organization is not shown', { data: { organization: null } }, /^it has no SAML provider/],
    [
      'the token lacks a scope',
      { errors: [{ type: 'INSUFFICIENT_SCOPES', message: 'Your token has not been granted' }] },
      notTheToken,
    ],
    [
      'the token may not',
      {
        data: { organization: { samlIdentityProvider: null } },
        errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
      },
      notTheToken,
    ],
  ])('%s', async (_, body, reason) => {
    const { asked, ...result } = await ask(['octocat'], (response) => reply(response, body));
    expect(result).toEqual({
      found: {},
      reason: reason instanceof RegExp ? expect.stringMatching(reason) : reason,
    });
    expect(asked).toHaveLength(1);
  });

  it('HTTP 403', async () => {
    const body = { message: 'Resource not accessible by personal access token' };
    const { asked, ...result } = await ask(['octocat'], (it) => reply(it, body, { status: 403 }));
    expect(result).toEqual({ found: {}, reason: notTheToken });
    expect(asked).toHaveLength(1);
  });
});

describe('no answer, asked once, is', () => {
  it.each([
    [200, { errors: [{ type: 'RATE_LIMITED', message: 'exceeded' }] }, rate],
    [
      200,
      { data: null, errors: [{ message: 'Something went wrong' }] },
      'GitHub returned an error: Something went wrong',
    ],
    [200, { data: {}, errors: [{}] }, 'GitHub returned an error'],
    [
      200,
      { errors: [{ type: 'FORBIDDEN', message: 'SAML enforcement' }] },
      'GitHub returned an error: SAML enforcement',
      'lasting',
    ],
    [403, { message: 'IP allow list' }, 'GitHub returned HTTP 403: IP allow list', 'lasting'],
    [200, 'null', noAnswer],
    [200, '[]', noAnswer],
    [200, '{}', noAnswer],
    [200, '{"data":', noAnswer],
    [200, { message: 'Hello' }, noAnswer],
    [200, { data: {} }, noAnswer],
    [200, { data: { organization: { samlIdentityProvider: {} } } }, noAnswer],
    [200, { data: { organization: { samlIdentityProvider: { person0: null } } } }, noAnswer],
    [403, { message: 'API rate limit exceeded for user ID 1.' }, rate],
    [403, { message: 'You have exceeded a secondary rate limit' }, rate],
    [429, { message: 'Slow down' }, rate],
    [404, { message: 'Not Found' }, 'GitHub returned HTTP 404: Not Found', 'lasting'],
    [
      401,
      { message: 'Bad credentials' },
      'GitHub returned HTTP 401, because `github-token` is wrong or has expired',
      'lasting',
    ],
  ])('HTTP %i with %j', async (status, body, reason, unavailable = 'temporary') => {
    const { asked, ...result } = await ask(['octocat'], (it) => reply(it, body, { status }));
    expect(result).toEqual({ found: {}, reason, unavailable });
    expect(asked).toHaveLength(1);
  });
});

it('asks again where a later attempt may get an answer', async () => {
  const answers = [
    (it: ServerResponse) => reply(it, '<html>', { status: 502, type: 'text/html' }),
    (it: ServerResponse) => reply(it, membersOf([identity('octocat', 'ada@x')])),
  ];
  const result = await ask(['octocat'], (it) => answers.shift()?.(it));
  expect(result.found).toEqual({ octocat: 'ada@x' });
  expect(result.asked).toHaveLength(2);
});

describe('a part of an answer', () => {
  it('counts beside an error', async () => {
    const found = membersOf([identity('one', '1@x')], [null]);
    const message = 'Resource not accessible by integration';
    const errors = [{ type: 'FORBIDDEN', path: ['organization'], message }];
    const result = await ask(['one', 'two'], (response) =>
      reply(response, { ...Object(found), errors }),
    );
    expect(result.found).toEqual({ one: '1@x' });
    expect(result).toMatchObject({ reason: notTheToken });
  });
});

describe('one request', () => {
  it('asks for fifty logins, none of them in the query', async () => {
    const logins = Array.from({ length: 50 }, (_, index) => `person-${index}-of-fifty`);
    const people = logins.map((login) => [identity(login, `${login}@x`)]);
    const result = await ask(logins, (response) => reply(response, membersOf(...people)));
    expect(Object.keys(result.found)).toHaveLength(50);
    expect(result.found['person-49-of-fifty']).toBe('person-49-of-fifty@x');
    expect(result.asked).toHaveLength(1);
    const [asked] = result.asked;
    expect(asked?.line).toBe('POST /graphql');
    expect(asked?.query).not.toContain('of-fifty');
    expect(asked?.query).not.toContain('acme');
    expect(asked?.query.match(/externalIdentities\(first: 1, login: \$login\d+\)/g)).toHaveLength(
      50,
    );
    expect(asked?.variables).toMatchObject({ organization: 'acme', login0: 'person-0-of-fifty' });
    expect(Object.keys(asked?.variables ?? {})).toHaveLength(51);
  });

  it.each([
    'a") { viewer { login } } #',
    '$login0',
    '__proto__',
    'constructor',
    '\u202eoctocat\u0000\n',
    '🚀',
    'x'.repeat(10_000),
  ])('keeps the login %o out of the query', async (login) => {
    const result = await ask([login, 'octocat'], (response) =>
      reply(response, membersOf([identity(login, 'hostile@x')], [identity('octocat', 'ada@x')])),
    );
    const plain = await ask(['one', 'two'], (response) => reply(response, membersOf([], [])));
    expect(result.asked[0]?.query).toBe(plain.asked[0]?.query);
    expect(result.asked[0]?.variables['login0']).toBe(login);
    expect(result.found['octocat']).toBe('ada@x');
  });

  it.each(['/api/v3', '/api/v3/'])(
    'goes to GraphQL beside the REST API of Enterprise Server at %s',
    async (path) => {
      const result = await ask(['octocat'], (it) => reply(it, membersOf([])), {
        apiUrl: `${server.url}${path}`,
      });
      expect(result.asked.map(({ line }) => line)).toEqual(['POST /api/graphql']);
    },
  );

  it('carries the token', async () => {
    const result = await ask(['octocat'], (response) => reply(response, membersOf([])));
    expect(result.asked[0]?.authorization).toMatch(/^(?:token|bearer) ghp_token$/);
  });

  it('is not sent after the job was cancelled', async () => {
    const result = await ask(['octocat'], () => undefined, { signal: AbortSignal.abort() });
    const reason = 'the job was cancelled';
    expect(result).toEqual({ found: {}, reason, unavailable: 'cancelled', asked: [] });
  });
});

/** Every way to replace one member of a JSON value. */
function replaceEach(value: unknown, by: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [by];
  const deeper = Object.entries(value).flatMap(([name, member]) =>
    replaceEach(member, by).map((it) =>
      Array.isArray(value) ? value.with(Number(name), it) : { ...value, [name]: it },
    ),
  );
  return [by, ...deeper];
}

it('a response with a wrong value anywhere never names another person, nor denies one', async () => {
  const people = { octocat: 'ada@x', hubot: 'bob@x' };
  const answer = membersOf(...Object.entries(people).map((person) => [identity(...person)]));
  const wrong = fc.constantFrom<unknown>(null, [], {}, '', 'mona', 7, true, [[]], {
    login: 'mona',
  });
  const property = fc.asyncProperty(wrong, fc.nat(), async (by, place) => {
    const bodies = replaceEach(answer, by);
    const body = bodies[place % bodies.length];
    const result = await ask(['octocat', 'hubot'], (response) => reply(response, body));
    for (const [login, id] of Object.entries(result.found)) {
      expect([people[login === 'octocat' ? 'octocat' : 'hubot'], String(by)]).toContain(id);
    }
    const isComplete = Object.keys(result.found).length === 2;
    const isShown = /"nodes":\[.*"nodes":\[/.test(JSON.stringify(body));
    const isHidden = /"(?:organization|samlIdentityProvider)":null/.test(JSON.stringify(body));
    expect(isComplete || isShown || isHidden || result.unavailable).toBeTruthy();
  });
  await fc.assert(property, { numRuns: 150 });
});
