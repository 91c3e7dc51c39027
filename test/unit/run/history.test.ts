import { describe, expect, it } from 'vitest';
import {
  earlierRun,
  failedJob,
  job,
  ownJob,
  ownJobId,
  runId,
  workflowRun,
} from '../../support/github-answers.ts';
import { type Known, ok, refused, runOf, type Step } from './support.ts';

type Earlier = Parameters<typeof earlierRun>;
const RUN = `/runs/${runId}/attempts/1`;
const RUNS = '/workflows/161335/runs?page=1';
const runs = (...all: readonly Earlier[]) => all.map((run) => earlierRun(...run));
const home = 'https://github.com/acme/harbor/actions/runs';
const sha = 'ffac537e6cbbf934b08745a378932722df287a53';
const failing: Step = { job: { status: 'failure', check_run_id: ownJobId } };
const of = (full_name: string) => ({ id: 2, name: 'harbor', full_name, private: false });

describe('the previous run', () => {
  it('is reported with result, number, link and commit', async () => {
    const { run, asked } = await runOf({ runs: runs([41, 'timed_out']) }, 'previous');
    const previous = { result: 'failure', number: 41, url: `${home}/1000041`, sha };
    expect(run).toEqual({ previous });
    // Without a job of the step, nothing tells whether only the notification failed.
    expect(asked).toEqual([RUN, RUNS, `${RUN}/jobs?page=1`]);
  });

  it.each<[string, readonly Earlier[], number | undefined]>([
    ['none on the first run of a branch', [], undefined],
    [
      'the latest one, in whatever order they come',
      [
        [39, 'success'],
        [41, 'success'],
        [40, 'failure'],
      ],
      41,
    ],
    [
      'not one that was cancelled, skipped or is stale',
      [
        [41, 'cancelled'],
        [40, 'skipped'],
        [39, 'stale'],
        [38, 'timed_out'],
      ],
      38,
    ],
    [
      'not one that waits for an approval',
      [
        [41, 'action_required'],
        [40, 'startup_failure'],
      ],
      40,
    ],
    [
      'not one that still runs',
      [
        [41, null],
        [40, 'failure'],
      ],
      40,
    ],
    [
      'not a later one, nor itself',
      [
        [44, 'failure'],
        [42, 'failure'],
        [40, 'success'],
      ],
      40,
    ],
    [
      'none where all were cancelled',
      [
        [41, 'cancelled'],
        [40, 'cancelled'],
      ],
      undefined,
    ],
    [
      'not one of another branch or event',
      [
        [41, 'failure', { head_branch: 'b' }],
        [40, 'failure', { event: 'schedule' }],
        [39, 'success'],
      ],
      39,
    ],
    [
      'not one of a branch of this name in a fork, or in one that is gone',
      [
        [41, 'failure', { head_repository: of('eve/harbor') }],
        [40, 'failure', JSON.parse('{"head_repository": null}')],
        [39, 'success'],
      ],
      39,
    ],
  ])('is %s', async (_, all, expected) => {
    const { run } = await runOf({ runs: runs(...all) }, 'previous');
    const previous = expected === undefined ? null : { number: expected };
    expect(run).toMatchObject({ previous });
  });

  it('is looked for on later pages, and no further than needed', async () => {
    const attempts = [workflowRun({ run_number: 100 })];
    const cancelled = Array.from({ length: 65 }, (_, index): Earlier => [90 - index, 'cancelled']);
    const known = { attempts, runs: runs(...cancelled, [3, 'success'], [2, 'success']) };
    const { run, asked } = await runOf(known, 'previous');
    expect(run).toMatchObject({ previous: { number: 3 } });
    expect(asked.at(-1)).toBe('/workflows/161335/runs?page=3');
    const endless = await runOf(known, 'previous', {
      respond: (path) =>
        path.startsWith('/workflows')
          ? ok({ total_count: 1e9, workflow_runs: known.runs.slice(0, 30) })
          : undefined,
    });
    expect(endless.run).toEqual({ previous: null });
    expect(endless.asked.filter((path) => path.startsWith('/workflows'))).toHaveLength(33);
  });

  it('is asked for without a branch where the run has none', async () => {
    const known = {
      attempts: [workflowRun({ head_branch: null })],
      runs: runs([41, 'success', { head_branch: null }]),
    };
    expect((await runOf(known, 'previous')).run).toMatchObject({ previous: { number: 41 } });
  });
});

describe('a run just before that was cancelled', () => {
  const earlierJobs = { '1000041/1': [job('x', { id: 7, conclusion: 'cancelled' })] };
  const all = runs([41, 'cancelled'], [40, 'success']);

  it('failed if it exceeded its time limit', async () => {
    const { run, asked } = await runOf({ runs: all, earlierJobs, hung: [7] }, 'previous changed');
    expect(run).toMatchObject({ previous: { number: 41, result: 'failure' }, changed: true });
    expect(asked).toContain('/check-runs/7/annotations');
  });

  it('is passed over if not, and so is one before it', async () => {
    expect((await runOf({ runs: all, earlierJobs }, 'previous')).run).toMatchObject({
      previous: { number: 40 },
    });
    const two = runs([42, 'success'], [41, 'skipped'], [40, 'cancelled'], [39, 'success']);
    const { asked } = await runOf({ runs: two }, 'previous');
    expect(asked).toEqual([RUN, RUNS]);
  });
});

describe('a failure of the notification alone is a success', () => {
  const step = (name: string, conclusion: string | null, status = 'completed') =>
    ({ name, conclusion, status, number: 1 }) as const;
  const inProgress = <T>(it: T) => ({ ...it, status: 'in_progress' }) as const;
  const own = ownJob({ steps: [inProgress(step('Notify', null))] });
  const notify = (...steps: ReturnType<typeof step>[]) =>
    job('notify', { conclusion: 'failure', steps: JSON.parse(JSON.stringify(steps)) });
  const bare = job('notify', JSON.parse('{"conclusion": "failure", "steps": null}'));
  const only = notify(
    step('Build', 'success'),
    step('Notify', 'failure'),
    step('Complete job', 'failure'),
  );

  it.each<[string, Known, string]>([
    [
      'by the names of job and step',
      { earlierJobs: { '1000041/1': [job('build'), only] } },
      'success',
    ],
    [
      'not if another job failed',
      { earlierJobs: { '1000041/1': [failedJob('build'), only] } },
      'failure',
    ],
    [
      'not if another job exceeded its time limit',
      {
        earlierJobs: { '1000041/1': [job('test', { id: 7, conclusion: 'cancelled' }), only] },
        hung: [7],
      },
      'failure',
    ],
    ['not if it is another job', { earlierJobs: { '1000041/1': [failedJob('build')] } }, 'failure'],
    [
      'not if it is another step',
      { earlierJobs: { '1000041/1': [notify(step('Build', 'failure'))] } },
      'failure',
    ],
    [
      'not if another step failed, too',
      { earlierJobs: { '1000041/1': [notify(step('A', 'failure'), step('Notify', 'failure'))] } },
      'failure',
    ],
    ['not if its steps are not known', { earlierJobs: { '1000041/1': [bare] } }, 'failure'],
    [
      'not if the step is not known',
      { jobs: [ownJob()], earlierJobs: { '1000041/1': [only] } },
      'failure',
    ],
    [
      'not if another step is in progress',
      {
        jobs: [ownJob({ steps: [step('Notify', null), step('Server', null)].map(inProgress) })],
        earlierJobs: { '1000041/1': [only] },
      },
      'failure',
    ],
  ])('%s', async (_, known, result) => {
    const all = { jobs: [own], runs: runs([41, 'failure']), ...known };
    expect((await runOf(all, 'previous')).run).toMatchObject({ previous: { result } });
  });

  it('not of another workflow, whose jobs are not asked for', async () => {
    const step: Step = {
      env: { GITHUB_EVENT_NAME: 'workflow_run' },
      event: { workflow_run: { id: runId, run_attempt: 1 } },
    };
    const { asked } = await runOf({ runs: runs([41, 'failure']) }, 'previous', step);
    expect(asked).toEqual([RUN, RUNS]);
  });

  it('not if its jobs cannot be read, and not in an outage', async () => {
    const known = { jobs: [own], runs: runs([41, 'failure']) };
    const instead = (status: number): Step => ({
      respond: (path) => (path === '/runs/1000041/attempts/1/jobs' ? refused(status) : undefined),
    });
    expect((await runOf(known, 'previous', instead(404))).run).toMatchObject({
      previous: { result: 'failure' },
    });
    await expect(runOf(known, 'previous', instead(500))).rejects.toThrow('HTTP 500');
  });
});

describe('on a later attempt, the attempt before', () => {
  const ended = (conclusion: string | null, attempt: number) =>
    workflowRun({ status: 'completed', conclusion, run_attempt: attempt });
  const third: Step = { env: { GITHUB_RUN_ATTEMPT: '3' } };
  const before = runs([41, 'success']);

  it.each<[string, Known['attempts'], number, string | null]>([
    [
      'is what people were notified of last',
      [ended('success', 1), ended('failure', 2)],
      42,
      `${home}/${runId}/attempts/2`,
    ],
    [
      'is passed over where it was cancelled',
      [ended('failure', 1), ended('cancelled', 2)],
      42,
      `${home}/${runId}/attempts/1`,
    ],
    [
      'is another run where none ended so, or none is left',
      [undefined, ended('cancelled', 2)],
      41,
      `${home}/1000041`,
    ],
  ])('%s', async (_, attempts = [], number, url) => {
    const known = { attempts: [...attempts, workflowRun()], runs: before };
    const { run } = await runOf(known, 'previous', third);
    expect(run).toMatchObject({ previous: { number, url } });
  });

  it('is looked for among the last ten', async () => {
    const attempts = Array.from({ length: 30 }, (_, index) => ended('skipped', index + 1));
    const step = { env: { GITHUB_RUN_ATTEMPT: '30' } };
    const { asked } = await runOf({ attempts }, 'previous', step);
    expect(asked.filter((path) => path.startsWith('/runs'))).toHaveLength(11);
  });

  it('is one failure with this one; without a link it has none', async () => {
    const bare = workflowRun({ conclusion: 'failure', html_url: '', head_sha: '' });
    const known = { attempts: [ended('success', 1), bare, workflowRun()], runs: before };
    const { run } = await runOf(known, 'failures brokenSince', { ...third, ...failing });
    expect(run).toEqual({
      failures: 1,
      brokenSince: { result: 'failure', number: 42, url: null, sha: null },
    });
  });
});

describe('the failures in a row', () => {
  it.each<[string, Step, readonly Earlier[], number, number | null]>([
    ['are none where this run works', {}, [[41, 'failure']], 0, null],
    [
      'are this one',
      failing,
      [
        [41, 'success'],
        [40, 'failure'],
      ],
      1,
      42,
    ],
    ['are this one on the first run', failing, [], 1, 42],
    [
      'are those before it, whatever was cancelled between them',
      failing,
      [
        [41, 'failure'],
        [40, 'cancelled'],
        [39, 'timed_out'],
        [38, 'success'],
        [37, 'failure'],
      ],
      3,
      39,
    ],
  ])('%s', async (_, step, all, failures, since) => {
    const { run } = await runOf({ runs: runs(...all) }, 'failures brokenSince', step);
    expect(run).toMatchObject({
      failures,
      brokenSince: since === null ? null : { number: since, result: 'failure' },
    });
  });

  it('are counted up to 100', async () => {
    const attempts = [workflowRun({ run_number: 500 })];
    const all = Array.from({ length: 200 }, (_, index): Earlier => [499 - index, 'failure']);
    const { run } = await runOf({ attempts, runs: runs(...all) }, 'failures brokenSince', failing);
    expect(run).toMatchObject({ failures: 100, brokenSince: { number: 401 } });
  });
});

describe('the authors', () => {
  const push: Step = {
    event: { commits: [{ author: { username: 'ada' } }, { author: { name: 'No account' } }] },
  };

  it.each<[string, Known, Step, readonly string[]]>([
    [
      'are those since the last success, each once, of those with an account',
      {
        runs: runs([41, 'failure'], [40, 'success', { head_sha: 'abc' }]),
        commits: { abc: ['octocat', null, 'Octocat', 'hubot'] },
      },
      push,
      ['octocat', 'hubot'],
    ],
    ['are those of the event on the first run', {}, push, ['ada']],
    [
      'are those of the event where the commit is gone',
      { runs: runs([41, 'success']) },
      push,
      ['ada'],
    ],
    ['are nobody where the event has none', {}, {}, []],
  ])('%s', async (_, known, step, authors) => {
    const { run, asked } = await runOf(known, 'authors', step);
    expect(run).toEqual({ authors });
    expect(asked.filter((path) => path.startsWith('/compare')).length).toBeLessThan(2);
  });
});
