import { describe, expect, it } from 'vitest';
import { standardOverrides } from '../../../src/payload/standard-overrides.ts';
import { type StandardOverrideName, standardOverrideNames } from '../../../src/text/names.ts';
import fc from '../../support/fast-check.ts';
import { eventNames, octokitExamples, recorded, runEnv } from './events.ts';

type Pairs = readonly (readonly [StandardOverrideName, string])[];

const overridesOf = (event: unknown, env = runEnv): Pairs =>
  standardOverrides(standardOverrideNames, { env, event: () => event, job: { status: 'failure' } });

/** Texts only, none of them blank, in the order of their documentation, with a title and a link. */
function expectSound(pairs: Pairs): void {
  const names = pairs.map(([name]) => name);
  expect(names).toEqual(standardOverrideNames.filter((name) => names.includes(name)));
  for (const [name, value] of pairs) {
    expect(typeof value, name).toBe('string');
    expect(value, name).not.toBe('');
    if (name.endsWith('_URL')) expect(value, name).toMatch(/^https?:\/\//i);
  }
  expect(names).toContain('EVENT_TITLE');
  expect(names).toContain('EVENT_URL');
}

describe('every payload that GitHub recorded gives overrides', () => {
  it.each<[string, number]>([
    ['api.github.com', 329],
    ['ghes-31', 40],
    ['ghes-32', 40],
    ['ghes-33', 40],
    ['ghes-34', 100],
    ['ghes-35', 100],
  ])('of %s', (edition, atLeast) => {
    const examples = octokitExamples(edition);
    expect(examples.length).toBeGreaterThanOrEqual(atLeast);
    for (const { event, payload } of examples) {
      expectSound(overridesOf(payload, { ...runEnv, GITHUB_EVENT_NAME: event }));
    }
  });

  it.each<[string, readonly StandardOverrideName[]]>([
    ['release', ['RELEASE_NAME', 'RELEASE_TAG', 'RELEASE_URL']],
    ['deployment', ['DEPLOYMENT_ENVIRONMENT']],
    ['deployment_status', ['DEPLOYMENT_STATE']],
    ['pull_request', ['PULL_REQUEST_NUMBER', 'PULL_REQUEST_TITLE', 'PULL_REQUEST_URL']],
    ['pull_request_review', ['PULL_REQUEST_URL']],
    ['issues', ['ISSUE_NUMBER', 'ISSUE_TITLE', 'ISSUE_URL']],
    ['issue_comment', ['ISSUE_URL']],
    ['merge_group', ['COMMIT_MESSAGE']],
  ])('and each of %s has %s', (event, names) => {
    const examples = octokitExamples('api.github.com').filter((it) => it.event === event);
    expect(examples.length).toBeGreaterThan(0);
    for (const { payload } of examples) {
      const found = overridesOf(payload).map(([name]) => name);
      expect(found).toEqual(expect.arrayContaining([...names]));
    }
  });
});

type Container = unknown[] | Record<string, unknown>;

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null;

function containers(value: unknown): readonly Container[] {
  return isContainer(value) ? [value, ...Object.values(value).flatMap(containers)] : [];
}

/** Replaces a random member of a random container, or takes it away. */
function damage(event: unknown, where: number, which: number, by: unknown): void {
  const all = containers(event).filter((it) => Object.keys(it).length > 0);
  const container = all[where % all.length];
  if (container === undefined) return;
  const keys = Object.keys(container);
  const key = keys[which % keys.length] ?? '';
  if (by === undefined) Reflect.deleteProperty(container, key);
  else Reflect.set(container, key, structuredClone(by));
}

it('an event with members that lack or are of a wrong type gives overrides all the same', () => {
  const replacement = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom<unknown>(null, '', 0, -1, true, [], {}, [[]], { url: {} }, 'x\r\ny'),
    fc.jsonValue(),
  );
  const blow = fc.tuple(fc.nat(500), fc.nat(50), replacement);
  const events = fc.constantFrom(...eventNames);
  fc.assert(
    fc.property(events, fc.array(blow, { minLength: 1, maxLength: 12 }), (name, blows) => {
      const event = recorded(name);
      for (const [where, which, by] of blows) damage(event, where, which, by);
      expectSound(overridesOf(event));
    }),
    { numRuns: 1000 },
  );
});

it.each([null, undefined, [], 'event', 7, true])('an event %j gives those of the run', (event) => {
  expect(overridesOf(event)).toContainEqual(['EVENT_TITLE', 'Deploy']);
});
