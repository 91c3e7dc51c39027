import { expect, it } from 'vitest';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { findPeople, readUserMap } from '../../../src/payload/people.ts';
import type { LookUp } from '../../../src/world.ts';
import { configure } from '../config/support.ts';
import { createWorld } from '../support.ts';
import { leastNotification } from './support.ts';

const location = { input: 'end-user-ids' };
const notification = {
  ...leastNotification,
  endUsersIds: ['@octocat'],
  personLocations: new Map([['@octocat', location]]),
};
const given = { userMap: undefined, event: () => ({}), authors: () => [], deadlineMs: 1000 };

it.each([
  [undefined, undefined, []],
  ['octocat: ~', undefined, ['inputs-invalid']],
  ['octocat: []', { entries: new Map([['octocat', []]]), syntax: 'yaml' }, []],
])('reads the user map with %j', async (text, expected, codes) => {
  const diagnostics = createDiagnostics(String);
  const file = text === undefined ? undefined : { name: 'people.yml', text };
  expect(await readUserMap(file, diagnostics)).toEqual(expected);
  expect(diagnostics.errors.map(({ code }) => code)).toEqual(codes);
});

it.each([
  ['where the user map cannot be used', ['user-map'], '@octocat'],
  ['where `unresolved-recipients` cannot be used', ['unresolved-recipients'], '@octocat'],
  ['by what can be no ID', [], '@octocat @hubot'],
])('looks nobody up %s', async (_, inputs, recipient) => {
  const { config } = await configure({});
  const diagnostics = createDiagnostics(String);
  const errors = inputs.map((input) => {
    return { code: 'inputs-invalid' as const, message: 'x', location: { input } };
  });
  diagnostics.errors.push(...errors);
  const written = { ...notification, personLocations: new Map([[recipient, location]]) };
  const sources = { ...given, config };
  const found = await findPeople([written], sources, createWorld({}), diagnostics);
  expect(found.size).toBe(0);
  expect([diagnostics.errors, diagnostics.warnings]).toEqual([errors, []]);
});

it.each([
  ['a third of the time', 30_000, 667],
  ['the rest of the time', 200, 200],
])('gives GitHub %s, also without an organization', async (_, deadlineMs, givenMs) => {
  const { config } = await configure({ 'github-token': 'ghs_0123456789', 'timeout-seconds': '2' });
  const asked: unknown[] = [];
  const world = {
    ...createWorld({}),
    lookUpIdentities: async (logins: readonly string[], lookUp: LookUp) => {
      asked.push([lookUp.organization, logins, Math.round(lookUp.remainingMs)]);
      return { found: new Map([['octocat', 'ann']]), reason: undefined };
    },
  };
  const sources = { ...given, config, deadlineMs };
  const found = await findPeople([notification], sources, world, createDiagnostics(String));
  expect(asked).toEqual([['', ['octocat'], givenMs]]);
  expect(found).toEqual(new Map([['@octocat', ['ann']]]));
});

it('serves by the fallback who is neither in the event nor in `run.authors`', async () => {
  const { config } = await configure({ 'github-token': 'ghs_0123456789', 'dry-run': 'true' });
  const fallback = '{login}@corp.example';
  const userMap = { entries: new Map(), fallback, syntax: 'yaml' as const };
  const env = { GITHUB_EVENT_NAME: 'push', GITHUB_REPOSITORY_OWNER: 'acme' };
  const world = { ...createWorld({}), env };
  const find = (authors: readonly string[]) => {
    const sources = { ...given, config, userMap, authors: () => authors };
    return findPeople([leastNotification, notification], sources, world, createDiagnostics(String));
  };
  expect(await find(['hubot'])).toEqual(new Map([['@octocat', ['octocat@corp.example']]]));
  expect(await find(['OctoCat'])).toEqual(new Map());
  const sources = { ...given, config };
  const nobody = findPeople([leastNotification], sources, world, createDiagnostics(String));
  expect(await nobody).toEqual(new Map());
});
