import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/config.ts';
import { createDiagnostics, Fault } from '../../../src/diagnostics.ts';
import type { RunContext } from '../../../src/run/run-context.ts';
import { toRunContext } from '../../../src/run/run-context.ts';
import { fetchRun } from '../../../src/run/run-requests.ts';
import { decideWhen } from '../../../src/run/when.ts';
import { decide, decideByRun } from '../../../src/run/when-rule.ts';
import { earlierRun, runId, workflowRun } from '../../support/github-answers.ts';
import { configured } from '../config/support.ts';
import { createWorld } from '../support.ts';
import { githubOf, subject } from './support.ts';

type Answer = 'send' | 'skip';

/** The run that people were told of before; what the one now results in; what `when` decides. */
type Row = readonly [before: string, now: string, changed: Answer, failedOrFixed: Answer];

const rows: readonly Row[] = [
  ['none', 'success', 'skip', 'skip'],
  ['none', 'failure', 'send', 'send'],
  ['none', 'cancelled', 'skip', 'skip'],
  ['success', 'success', 'skip', 'skip'],
  ['success', 'failure', 'send', 'send'],
  ['success', 'cancelled', 'skip', 'skip'],
  ['failure', 'success', 'send', 'send'],
  ['failure', 'failure', 'skip', 'send'],
  ['failure', 'cancelled', 'skip', 'skip'],
  ['timed_out', 'success', 'send', 'send'],
  ['timed_out', 'failure', 'skip', 'send'],
  ['timed_out', 'cancelled', 'skip', 'skip'],
  ['startup_failure', 'success', 'send', 'send'],
  ['startup_failure', 'failure', 'skip', 'send'],
  ['startup_failure', 'cancelled', 'skip', 'skip'],
  // Nobody was told of a cancelled run: it counts as none.
  ['cancelled', 'success', 'skip', 'skip'],
  ['cancelled', 'failure', 'send', 'send'],
  ['cancelled', 'cancelled', 'skip', 'skip'],
];

/** The context on the first attempt after a run, or on the second one after a first. */
async function contextOf(before: string, now: string, attempt: number): Promise<RunContext> {
  const first = workflowRun({ status: 'completed', conclusion: before === 'none' ? null : before });
  const isRerun = attempt === 2;
  const github = githubOf({
    attempts: isRerun ? [first, workflowRun({ run_attempt: 2 })] : [workflowRun()],
    runs: isRerun || before === 'none' ? [] : [earlierRun(41, before)],
  });
  const answers = await fetchRun({ ...subject, attempt }, github.api);
  const own = { job: { status: now }, needs: undefined, runnerName: '' };
  return toRunContext(answers, own, Date.now());
}

describe.each([1, 2])('on attempt %i', (attempt) => {
  it.each(rows)(
    'after %s, %s is decided as `changed`: %s, `failed-or-fixed`: %s',
    async (before, now, changed, failedOrFixed) => {
      const run = await contextOf(before, now, attempt);
      expect(run.result).toBe(now);
      expect(decide('changed', run)).toBe(changed);
      expect(run.changed).toBe(changed === 'send');
      expect(decide('failed-or-fixed', run)).toBe(failedOrFixed);
      expect(decide('always', run)).toBe('send');
    },
  );
});

const fixed: RunContext = {
  result: 'success',
  jobs: [],
  failed: [],
  seconds: 10,
  previous: { result: 'failure', number: 41, url: 'https://x.example/41', sha: null },
  changed: true,
};

async function decided(when: Config['when'], run: RunContext | Fault) {
  const lines: string[] = [];
  const world = createWorld({});
  const log = { ...world.log, info: (line: string) => lines.push(line) };
  const diagnostics = createDiagnostics((text) => text);
  const ask = async (): Promise<RunContext> => {
    if (run instanceof Fault) throw run;
    return run;
  };
  const decision = await decideByRun(when, ask, log, diagnostics);
  return { decision, lines, errors: diagnostics.errors };
}

describe('the decision is logged with what the run was compared with', () => {
  it.each<[Config['when'], RunContext, string]>([
    [
      'changed',
      fixed,
      '`when: changed` sends: this run is success, and run #41 before it was failure (https://x.example/41).',
    ],
    [
      'failed-or-fixed',
      { ...fixed, previous: { result: 'success', number: 41, url: null, sha: null } },
      '`when: failed-or-fixed` sends nothing: this run is success, and run #41 before it was success.',
    ],
    [
      'changed',
      {
        ...fixed,
        previous: {
          result: 'failure',
          number: 42,
          url: 'https://x.example/42/attempts/1',
          sha: null,
        },
      },
      '`when: changed` sends: this run is success, and attempt 1 of it was failure (https://x.example/42/attempts/1).',
    ],
    [
      'changed',
      { ...fixed, previous: null },
      '`when: changed` sends nothing: this run is success, and there is no earlier run to compare it with.',
    ],
  ])('%s', async (when, run, line) => {
    expect(await decided(when, run)).toMatchObject({ lines: [line], errors: [] });
  });
});

describe('what GitHub does not say', () => {
  it('is an error of the input, with what to do', async () => {
    const fault = new Fault('`github-token` is not set', {
      code: 'value-missing',
      hint: 'Add it.',
    });
    expect(await decided('changed', fault)).toEqual({
      decision: 'skip',
      lines: [],
      errors: [
        {
          code: 'inputs-invalid',
          message: '`when: changed` cannot be decided: `github-token` is not set.',
          hint: 'Add it.',
          location: { input: 'when' },
        },
      ],
    });
  });

  it('is the deadline where time is over', async () => {
    const fault = new Fault('GitHub is late.', { code: 'deadline-exceeded' });
    expect((await decided('changed', fault)).errors).toEqual([
      { code: 'deadline-exceeded', message: 'GitHub is late.', location: { input: 'when' } },
    ]);
  });
});

describe('GitHub is not asked', () => {
  const unasked = async (): Promise<never> => {
    throw new Error(`run ${runId} was asked for`);
  };

  it('where everything is sent', async () => {
    const diagnostics = createDiagnostics((text) => text);
    const config = await configured({});
    expect(await decideWhen(config, unasked, createWorld({}), diagnostics)).toBeUndefined();
  });

  it('where something else is wrong already', async () => {
    const diagnostics = createDiagnostics((text) => text);
    diagnostics.errors.push({ code: 'inputs-invalid', message: 'x' });
    const config = await configured({ when: 'changed' });
    expect(await decideWhen(config, unasked, createWorld({}), diagnostics)).toBeUndefined();
  });
});

it.each([
  [fixed, undefined],
  [{ ...fixed, result: 'failure' as const }, 'when: changed'],
])('names the input where nothing is sent', async (run, skippedBy) => {
  const diagnostics = createDiagnostics((text) => text);
  const config = await configured({ when: 'Changed' });
  expect(await decideWhen(config, async () => run, createWorld({}), diagnostics)).toBe(skippedBy);
});
