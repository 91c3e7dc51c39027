import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/diagnostics.ts';
import { findOverrides } from '../../../src/payload/standard-overrides.ts';
import { configured } from '../config/support.ts';
import { createTestDiagnostics } from './support.ts';

const run = {
  failed: [{ name: 'test' }, { name: 'lint (22)' }],
  seconds: 200,
  previous: { result: 'success' },
};

async function find(names: string, answer: Readonly<Record<string, unknown>> | Fault) {
  const diagnostics = createTestDiagnostics();
  const asked: string[] = [];
  const askRun = async (members: ReadonlySet<string>) => {
    asked.push(...members);
    if (answer instanceof Fault) throw answer;
    return answer;
  };
  const config = await configured({ 'standard-overrides': names });
  const sources = { event: () => ({}), askRun };
  const world = { env: { GITHUB_ACTOR: 'octocat' } };
  const overrides = await findOverrides(config, sources, world, diagnostics);
  const { errors, warnings } = diagnostics;
  return { overrides: Object.fromEntries(overrides), asked, errors, warnings };
}

describe('the overrides that only GitHub knows', () => {
  it.each<[string, unknown, readonly string[], Readonly<Record<string, string>>]>([
    ['DURATION', run, ['seconds'], { DURATION: '3 min 20 s' }],
    ['FAILED_JOBS, ACTOR', run, ['failed'], { FAILED_JOBS: 'test, lint (22)', ACTOR: 'octocat' }],
    ['PREVIOUS_RESULT', run, ['previous'], { PREVIOUS_RESULT: 'success' }],
    ['ACTOR', run, [], { ACTOR: 'octocat' }],
    ['', run, [], {}],
    ['DURATION, FAILED_JOBS', { failed: null }, ['seconds', 'failed'], {}],
  ])('%s of %j asks for %j', async (names, it, members, overrides) => {
    const found = await find(names, Object(it));
    expect(found).toEqual({ overrides, asked: members, errors: [], warnings: [] });
  });

  it('are left out in an outage, with a warning', async () => {
    const outage = new Fault('GitHub returned HTTP 502', { code: 'github-unavailable' });
    expect(await find('ACTOR, DURATION', outage)).toMatchObject({
      overrides: { ACTOR: 'octocat' },
      errors: [],
      warnings: [
        {
          message:
            '`standard-overrides`: no value for `DURATION`, because GitHub returned HTTP 502.',
        },
      ],
    });
  });

  it.each<[Fault, readonly unknown[]]>([
    [
      new Fault('`github-token` is not set', { code: 'value-missing', hint: 'Add it.' }),
      [
        {
          code: 'inputs-invalid',
          message:
            '`standard-overrides`: no value for `DURATION`, `FAILED_JOBS`, because `github-token` is not set.',
          hint: 'Add it.',
          location: { input: 'standard-overrides' },
        },
      ],
    ],
    [new Fault('`github-token` is not set', { isRepeated: true }), []],
  ])('are an error of the input where GitHub cannot be asked: %#', async (fault, errors) => {
    expect(await find('ACTOR, DURATION, FAILED_JOBS', fault)).toMatchObject({
      overrides: { ACTOR: 'octocat' },
      errors,
    });
  });
});
