import { expect, it } from 'vitest';
import { createDiagnostics } from '../../../src/diagnostics.ts';
import { findPeople } from '../../../src/payload/people.ts';
import { configure } from '../config/support.ts';
import { createWorld } from '../support.ts';
import { leastNotification } from './support.ts';

const location = { input: 'end-user-ids' };
const notification = {
  ...leastNotification,
  endUsersIds: ['@octocat'],
  personLocations: new Map([['@octocat', location]]),
};

it('looks nobody up where the user map cannot be used', async () => {
  const { config } = await configure({});
  const invalid = { ...config, invalidInputs: new Set(['user-map']) };
  const diagnostics = createDiagnostics(String);
  const sources = { config: invalid, userMap: undefined, deadlineMs: 1000 };
  const found = await findPeople([notification], sources, createWorld({}), diagnostics);
  expect(found.size).toBe(0);
  expect(diagnostics.errors).toEqual([]);
});

it.each([{}, { 'unresolved-recipients': 'warn' }])(
  'reports no unknown login next to an error in the user map',
  async (inputs) => {
    const { config } = await configure(inputs);
    const diagnostics = createDiagnostics(String);
    const message = 'In `user-map`, an id contains a line break.';
    diagnostics.errors.push({ code: 'inputs-invalid', message, location: { input: 'user-map' } });
    const userMap = { entries: new Map(), fallback: undefined };
    const sources = { config, userMap, deadlineMs: 1000 };
    await findPeople([notification], sources, createWorld({}), diagnostics);
    expect(diagnostics.errors.map((error) => error.message)).toEqual([message]);
    expect(diagnostics.warnings).toEqual([]);
  },
);

it('asks without an organization where the run names none', async () => {
  const { config } = await configure({ 'github-token': 'ghs_0123456789' });
  const asked: string[] = [];
  const world = {
    ...createWorld({}),
    lookUpIdentities: async (
      logins: readonly string[],
      { organization }: { organization: string },
    ) => {
      asked.push(`${organization}/${logins.join()}`);
      return { found: new Map([['octocat', 'ann']]), reason: undefined };
    },
  };
  const sources = { config, userMap: undefined, deadlineMs: 1000 };
  const found = await findPeople([notification], sources, world, createDiagnostics(String));
  expect(asked).toEqual(['/octocat']);
  expect(found).toEqual(new Map([['@octocat', ['ann']]]));
});
