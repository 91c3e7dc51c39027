import { describe, expect, it } from 'vitest';
import { createDiagnostics, Fault } from '../../../src/diagnostics.ts';
import type { AskRun } from '../../../src/run/describe-run.ts';
import { decideWhen } from '../../../src/run/when.ts';
import { earlierRun, ownJobId, workflowRun } from '../../support/github-answers.ts';
import { askerOf, refused } from './support.ts';

type When = Parameters<typeof decideWhen>[0];
/** The run that people were told of before; what the one now results in; what each `when` decides. */
const rows: readonly (readonly [before: string, now: string, changed: string, fixed: string])[] = [
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
  ['startup_failure', 'success', 'send', 'send'],
  ['startup_failure', 'failure', 'skip', 'send'],
  // Nobody was told of a cancelled run: it counts as none.
  ['cancelled', 'success', 'skip', 'skip'],
  ['cancelled', 'failure', 'send', 'send'],
  ['cancelled', 'cancelled', 'skip', 'skip'],
];

async function decided(when: When, ask: AskRun) {
  const diagnostics = createDiagnostics((text) => text);
  const lines: string[] = [];
  const log = { info: (line: string) => lines.push(line) };
  const skip = await decideWhen(when, ask, { number: '42', log }, diagnostics);
  return { skip, lines, ...diagnostics };
}

describe.each([1, 2])('on attempt %i', (attempt) => {
  it.each(rows)('after %s, %s: `changed`: %s, `failed-or-fixed`: %s', async (...row) => {
    const [before, now, changed, failedOrFixed] = row;
    const conclusion = before === 'none' ? null : before;
    const first = workflowRun({ status: 'completed', conclusion });
    const known =
      attempt === 2
        ? { attempts: [first, workflowRun()] }
        : { runs: conclusion === null ? [] : [earlierRun(41, conclusion)] };
    const { ask, asked } = await askerOf(known, {
      job: { status: now, check_run_id: ownJobId },
      env: { GITHUB_RUN_ATTEMPT: String(attempt) },
    });
    const fixed = await decided('failed-or-fixed', ask);
    // On a failure, nothing has to be asked.
    if (now === 'failure') expect(asked).toEqual([]);
    expect(fixed.skip === undefined).toBe(failedOrFixed === 'send');
    expect((await decided('changed', ask)).skip === undefined).toBe(changed === 'send');
    expect(await ask(new Set(['changed']))).toEqual({ changed: changed === 'send' });
  });
});

describe('the decision names what the run was compared with', () => {
  const url = 'https://x.example/41';
  const before = { result: 'failure', number: 41, url };
  const success = { result: 'success' };
  const isSuccess = 'the result of this run is success, and';

  it.each<[When, Awaited<ReturnType<AskRun>>, string]>([
    [
      'changed',
      { ...success, previous: before },
      `sends: ${isSuccess} that of run #41 before it was failure (${url})`,
    ],
    [
      'failed-or-fixed',
      { ...success, previous: { result: 'success', number: 41, url: null } },
      `sends nothing: ${isSuccess} that of run #41 before it was success`,
    ],
    [
      'changed',
      { ...success, previous: { ...before, number: 42 } },
      `sends: ${isSuccess} that of an earlier attempt was failure (${url})`,
    ],
    [
      'changed',
      { ...success, previous: null },
      `sends nothing: ${isSuccess} there is no earlier run to compare it with`,
    ],
    ['failed-or-fixed', { result: 'failure' }, 'sends: the result of this run is failure'],
    [
      'changed',
      { result: 'failure', changed: false },
      'sends nothing: the result of this run is failure',
    ],
    // In a dry run, `context` may define less.
    [
      'changed',
      { changed: false, previous: { result: 'failure' } },
      'sends nothing: the result of this run is unknown, and that of the run before it was failure',
    ],
  ])('%s', async (when, run, line) => {
    const { skip, lines, errors } = await decided(when, async () => run);
    const skipped = { skippedBy: `when: ${when}`, comparison: line.replace(/^.*?: /, '') };
    expect(skip).toEqual(line.startsWith('sends:') ? undefined : skipped);
    expect(lines).toEqual([`\`when: ${when}\` ${line}.`]);
    expect(errors).toEqual([]);
  });
});

it.each<When>(['changed', 'failed-or-fixed'])(
  '%s sends in an outage, with a warning',
  async (when) => {
    const { ask } = await askerOf({}, { respond: () => refused(503) });
    const { skip, lines, warnings } = await decided(when, ask);
    expect({ skip, lines }).toEqual({ skip: undefined, lines: [] });
    const message = `\`when: ${when}\` sends without a comparison, because GitHub returned HTTP 503.`;
    expect(warnings).toEqual([{ level: 'warning', message }]);
  },
);

it.each([
  [
    new Fault('`github-token` is not set', { code: 'value-missing', hint: 'Add it.' }),
    {
      code: 'inputs-invalid',
      message: '`when: changed` cannot be evaluated: `github-token` is not set.',
      hint: 'Add it.',
    },
  ],
  [
    new Fault('The job was cancelled.', { code: 'deadline-exceeded' }),
    { code: 'deadline-exceeded', message: 'The job was cancelled.' },
  ],
])('what cannot be decided is an error of the input: %#', async (fault, error) => {
  const { skip, errors } = await decided('changed', () => Promise.reject(fault));
  expect(skip).toBeUndefined();
  expect(errors).toEqual([{ ...error, location: { input: 'when' } }]);
});
