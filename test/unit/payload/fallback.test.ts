import { describe, expect, it } from 'vitest';
import { createFallbackRule, trustedEvents } from '../../../src/payload/fallback.ts';
import fc from '../../support/fast-check.ts';
import { eventNames, recorded } from './events.ts';

const unread = (): never => {
  throw new Error('the event was read');
};

function refusalOf(
  login: string,
  event: unknown = {},
  { GITHUB_EVENT_NAME = 'push', ...env }: Readonly<Record<string, string>> = {},
  authors: readonly string[] = [],
) {
  const read = event === unread ? unread : () => event;
  const sources = { env: { GITHUB_EVENT_NAME, ...env }, event: read, authors: () => authors };
  return createFallbackRule(sources)(login);
}

describe('the fallback', () => {
  const served = 'push schedule workflow_dispatch release deployment deployment_status'.split(' ');
  it.each(served)('serves on %s', (name) => {
    expect(refusalOf('Hubot', {}, { GITHUB_EVENT_NAME: name })).toBeUndefined();
  });

  it.each([
    ...['pull_request', 'pull_request_target', 'pull_request_review', 'issues', 'issue_comment'],
    ...['discussion', 'fork', 'watch', 'workflow_run', 'repository_dispatch', 'merge_group'],
    ...['create', 'PUSH', 'push ', '', 'constructor'],
  ])('does not serve on %j, and does not read the event', (name) => {
    expect(refusalOf('hubot', unread, { GITHUB_EVENT_NAME: name })).toBe('event');
    const sources = { env: {}, event: unread, authors: () => [] };
    expect(createFallbackRule(sources)('hubot')).toBe('event');
  });

  it.each([
    ['acme/ops', 'team'],
    ['Renovate[Bot]', 'bot'],
    ...['web-flow', 'ghost', 'github-actions', 'dependabot', 'Copilot'].map((it) => [it, 'bot']),
    ['invalid-email-address', 'bot'],
    ['-ceo', 'hyphen'],
    ['oncall-', 'hyphen'],
  ])('never serves %s, not even as the actor', (login, reason) => {
    expect(refusalOf(login, unread, { GITHUB_ACTOR: login })).toBe(reason);
  });

  it.each(['Bot', 'Mannequin', 'Organization'])('never serves a %s', (type) => {
    const event = { sender: { login: 'Acme', type }, owner: { login: 'hubot', type: 'User' } };
    expect(refusalOf('acme', event, { GITHUB_ACTOR: 'acme' })).toBe('bot');
  });

  it.each([
    ['the author of a commit', { commits: [{ author: { username: 'CEO' } }] }],
    ['the name that a commit gives', { commits: [{ author: { name: 'ceo', email: 'x@y' } }] }],
    ['the author of a release', { release: { author: { login: 'ceo', type: 'User' } } }],
    ['a login far below', { a: [[{ b: { c: [{ login: 'Ceo' }] } }]] }],
  ])('does not serve %s', (_, event) => {
    expect(refusalOf('ceo', event)).toBe('stranger');
  });

  it('does not serve `run.authors`, and reads an event that is nested as deep as it can be', () => {
    expect(refusalOf('ceo', {}, {}, ['Ceo'])).toBe('stranger');
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}{"login":"ceo"}${']'.repeat(50_000)}`);
    expect(refusalOf('ceo', deep)).toBe('stranger');
  });

  it.each([
    ['the actor', {}, { GITHUB_ACTOR: 'Ceo' }],
    ['who triggered a re-run', {}, { GITHUB_TRIGGERING_ACTOR: 'CEO' }],
    ['the sender', { sender: { login: 'CEO', type: 'User' } }, {}],
    ['who pushed', { pusher: { name: 'Ceo', email: 'ceo@x' } }, {}],
  ])('serves %s, also as the author', (_, event, env) => {
    const commits = [{ author: { username: 'ceo', name: 'ceo', email: 'ceo@x' } }];
    expect(refusalOf('ceo', { ...event, commits }, env, ['ceo'])).toBeUndefined();
  });
});

/** Replaces the login at one place of an event, counted over all its members. */
function withLogin(event: unknown, place: number, login: string) {
  let count = 0;
  let where = '';
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${path}.${index}`));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, member]): [string, unknown] => {
      if (!['login', 'username'].includes(name)) return [name, walk(member, `${path}.${name}`)];
      count += 1;
      if (count !== place) return [name, member];
      where = `${path}.${name}`;
      return [name, login];
    });
    return Object.fromEntries(entries);
  };
  return { event: walk(event, ''), where };
}

it('a login that a recorded event names anywhere is not served, but for who caused it', () => {
  const served = new Set<string>();
  const property = fc.property(
    fc.constantFrom(...eventNames.map(recorded)),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom('ceo', 'CEO', 'Ceo'),
    fc.constantFrom(...trustedEvents),
    (original, place, login, GITHUB_EVENT_NAME) => {
      const { event, where } = withLogin(original, place, login);
      fc.pre(where !== '');
      const refusal = refusalOf('ceo', event, { GITHUB_EVENT_NAME, GITHUB_ACTOR: 'mona' });
      if (refusal === undefined) served.add(where);
    },
  );
  fc.assert(property, { numRuns: 2000 });
  expect([...served]).toEqual(['.sender.login']);
});
