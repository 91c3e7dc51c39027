import { describe, expect, it } from 'vitest';
import { earlierRun, ownJob } from '../support/github-answers.ts';
import { jobContext, runStoryOf } from '../support/run-story.ts';

const compared = (run: { readonly log: readonly string[] }) =>
  run.log.filter((line) => line.startsWith('`when: '));

describe('a result that is no news', () => {
  it.each([
    ['changed', 'success', earlierRun(41, 'success')],
    ['changed', 'failure', earlierRun(41, 'failure')],
    ['failed-or-fixed', 'success', earlierRun(41, 'success')],
    ['changed', 'cancelled', earlierRun(41, 'failure')],
  ])(
    'with `when: %s`, %s after %o: is skipped before any token is fetched',
    async (when, status, before) => {
      const inputs = { when, job: jobContext(status), 'system-ids': 'a, b' };
      const { run } = await runStoryOf({ runs: [before] }, {}, { inputs });
      expect(run.outputs).toMatchObject({ outcome: 'skipped', 'error-code': '', attempts: '0' });
      expect(run.deliveries).toMatchObject([{ status: 'skipped' }, { status: 'skipped' }]);
      expect(run.ledger.entries).toEqual([]);
      expect(run.annotations).toEqual([]);
      const line = `sends nothing: the result of this run is ${status}, and that of run #41 `;
      expect(compared(run)).toEqual([expect.stringMatching(`${line}.*/runs/1000041`)]);
      const told = `Skipped: nothing was sent, because of \`when: ${when}\`.`;
      expect(run.log.at(-1)).toBe(told);
      expect(run.summary).toContain('/runs/1000041');
    },
  );

  it('is compared with what `context` defines in a dry run, and GitHub is not asked', async () => {
    const context =
      '{"run": {"result": "success", "previous": {"result": "success", "number": 7}}}';
    const inputs = { when: 'changed', 'dry-run': 'true', 'github-token': '', context };
    const { run, server } = await runStoryOf({}, {}, { inputs });
    expect(run.outputs['outcome']).toBe('skipped');
    expect(run.payload).toEqual([]);
    expect(compared(run)[0]).toContain('and that of run #7 before it was success');
    expect(server.asked).toEqual([]);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['an expression', { A: 'nobody.x' }, {}],
    ['a recipient', {}, { 'end-user-ids': '@a-login-that-no-one-knows' }],
    ['an ID', {}, { 'template-id': 'null' }],
    ['a date', {}, { 'start-at': 'soon' }],
    ['the credentials', {}, { 'client-id': '' }],
  ])('does not judge %s', async (_, overrides, inputs) => {
    const github = { runs: [earlierRun(41, 'success')] };
    const { run } = await runStoryOf(github, overrides, { inputs: { when: 'changed', ...inputs } });
    expect(run.report.errors).toEqual([]);
    expect(run.outputs['outcome']).toBe('skipped');
  });

  it('does not hide a field that is misspelled', async () => {
    const github = { runs: [earlierRun(41, 'success')] };
    const payload = 'notification: {runtimeTitel: x}';
    const { run } = await runStoryOf(github, {}, { inputs: { when: 'changed', payload } });
    expect(run.outputs['error-code']).toBe('payload-invalid');
  });
});

describe('news', () => {
  it.each([
    ['changed', 'failure', 'success'],
    ['changed', 'success', 'failure'],
    ['changed', 'success', 'timed_out'],
    ['failed-or-fixed', 'failure', 'failure'],
    ['failed-or-fixed', 'success', 'startup_failure'],
  ])('with `when: %s`, %s after %s: is sent', async (when, status, before) => {
    const { run, server } = await runStoryOf(
      { runs: [earlierRun(41, before)], jobs: [ownJob()] },
      { NOW: 'run.result' },
      { inputs: { when, job: jobContext(status), 'standard-overrides': 'PREVIOUS_RESULT' } },
    );
    expect(run.outputs['outcome']).toBe('sent');
    expect(compared(run)).toHaveLength(1);
    // One answer serves the decision, the overrides and the expressions.
    expect(new Set(server.paths()).size).toBe(server.asked.length);
  });
});
