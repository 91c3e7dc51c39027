import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/diagnostics.ts';
import { readRunOverrides } from '../../../src/payload/standard-overrides.ts';
import type { RunContext } from '../../../src/run/run-context.ts';
import type { StandardOverrideName } from '../../../src/text/names.ts';
import { createTestDiagnostics } from './support.ts';

const failed = { name: 'test', result: 'failure', url: null, seconds: 1, failedStep: null };
const run: RunContext = {
  result: 'failure',
  jobs: [],
  failed: [failed, { ...failed, name: 'lint (22)' }],
  seconds: 200,
  previous: { result: 'success', number: 41, url: null, sha: null },
  changed: true,
};
const names: readonly StandardOverrideName[] = ['DURATION', 'FAILED_JOBS', 'PREVIOUS_RESULT'];

async function read(listed: readonly StandardOverrideName[], answer: RunContext | Fault) {
  const diagnostics = createTestDiagnostics();
  const ask = async (): Promise<RunContext> => {
    if (answer instanceof Fault) throw answer;
    return answer;
  };
  return { values: await readRunOverrides(listed, ask, diagnostics), errors: diagnostics.errors };
}

describe('the overrides that only GitHub knows', () => {
  it('are made of the run', async () => {
    expect(await read(names, run)).toEqual({
      values: {
        DURATION: '3 min 20 s',
        FAILED_JOBS: 'test, lint (22)',
        PREVIOUS_RESULT: 'success',
      },
      errors: [],
    });
  });

  it('are blank where the run does not say', async () => {
    const { values } = await read(names, { ...run, failed: [], seconds: null, previous: null });
    expect(values).toEqual({ DURATION: '', FAILED_JOBS: '', PREVIOUS_RESULT: '' });
  });

  it('are not asked for where none is listed', async () => {
    expect(await read(['ACTOR', 'JOB_URL'], new Fault('asked'))).toEqual({
      values: {},
      errors: [],
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
    [
      new Fault('GitHub is late.', { code: 'deadline-exceeded' }),
      [
        {
          code: 'deadline-exceeded',
          message: 'GitHub is late.',
          location: { input: 'standard-overrides' },
        },
      ],
    ],
    [new Fault('`github-token` is not set', { isRepeated: true }), []],
  ])('are an error of the input where GitHub does not say: %#', async (fault, errors) => {
    expect(await read(['ACTOR', 'DURATION', 'FAILED_JOBS'], fault)).toEqual({ values: {}, errors });
  });
});
