import { describe, expect, it } from 'vitest';
import {
  earlierRun,
  failedJob,
  job,
  ownJob,
  ownJobId,
  runId,
  type WorkflowRun,
  workflowRun,
} from '../../support/github-answers.ts';
import { another, type Known, ok, refused, runOf, type Step } from './support.ts';

const RUN = `/runs/${runId}/attempts/1`;
const RUNS = '/workflows/161335/runs?page=1';
const home = 'https://github.com/acme/harbor/actions/runs';
const sha = 'ffac537e6cbbf934b08745a378932722df287a53';
const failing: Step = { job: { status: 'failure', check_run_id: ownJobId } };

/** Runs as `41 success, 40 none`, where `none` still runs. */
const runs = (all: string): readonly WorkflowRun[] =>
  (all.match(/\d+ \w+/g) ?? []).map((it) => {
    const [number, conclusion = ''] = it.split(' ');
    return earlierRun(Number(number), conclusion === 'none' ? null : conclusion);
  });

describe('the previous run', () => {
  it('is reported with result, number, link and commit', async () => {
    const { run, asked } = await runOf({ runs: runs('41 timed_out') }, 'previous');
    const previous = { result: 'failure', number: 41, url: `${home}/1000041`, sha };
    expect(run).toEqual({ previous });
    // Without a job of the step, nothing tells whether only the notification failed.
    expect(asked).toEqual([RUN, RUNS, `${RUN}/jobs?page=1`]);
  });

  const fork = { id: 2, name: 'harbor', full_name: 'eve/harbor', private: false };
  it.each<[string, readonly WorkflowRun[], number | undefined]>([
    ['none on the first run of a branch', [], undefined],
    ['the latest one, in any order', runs('39 success, 41 success, 40 failure'), 41],
    [
      'not one that was cancelled, skipped or is stale',
      runs('41 cancelled, 40 skipped, 39 stale, 38 timed_out'),
      38,
    ],
    ['not one that waits', runs('41 action_required, 40 startup_failure'), 40],
    ['not one that still runs', runs('41 none, 40 failure'), 40],
    ['not a later one, nor itself', runs('44 failure, 42 failure, 40 success'), 40],
    ['none where all were cancelled', runs('41 cancelled, 40 cancelled'), undefined],
    [
      'not one of another branch, event or fork, nor of a fork that is gone',
      [
        earlierRun(41, 'failure', { head_branch: 'b' }),
        earlierRun(40, 'failure', { event: 'schedule' }),
        earlierRun(39, 'failure', { head_repository: fork }),
        earlierRun(38, 'failure', JSON.parse('{"head_repository": null}')),
        ...runs('37 success'),
      ],
      37,
    ],
  ])('is %s', async (_, all, number) => {
    const { run } = await runOf({ runs: all }, 'previous');
    expect(run).toMatchObject({ previous: number === undefined ? null : { number } });
  });

  it('is looked for on later pages, and no further than needed', async () => {
    const attempts = [workflowRun({ run_number: 100 })];
    const cancelled = Array.from({ length: 65 }, (_, index) => `${90 - index} cancelled`);
    const known = { attempts, runs: runs(`${cancelled}, 3 success, 2 success`) };
    const { run, asked } = await runOf(known, 'previous');
    expect(run).toMatchObject({ previous: { number: 3 } });
    expect(asked.at(-1)).toBe('/workflows/161335/runs?page=3');
    const all = ok({ total_count: 1e9, workflow_runs: known.runs.slice(0, 30) });
    const endless = await runOf(known, 'previous', {
      respond: (path) => (path.startsWith('/workflows') ? all : undefined),
    });
    expect(endless.run).toEqual({ previous: null });
    expect(endless.asked.filter((path) => path.startsWith('/workflows'))).toHaveLength(33);
  });

  it('is asked for without a branch where the run has none', async () => {
    const detached = { head_branch: null };
    const known = {
      attempts: [workflowRun(detached)],
      runs: [earlierRun(41, 'success', detached)],
    };
    expect((await runOf(known, 'previous')).run).toMatchObject({ previous: { number: 41 } });
  });
});

describe('a run just before that was cancelled', () => {
  const earlierJobs = { '1000041/1': [job('x', { id: 7, conclusion: 'cancelled' })] };
  const all = runs('41 cancelled, 40 success');

  it('failed if it exceeded its time limit', async () => {
    const { run, asked } = await runOf({ runs: all, earlierJobs, hung: [7] }, 'previous changed');
    expect(run).toMatchObject({ previous: { number: 41, result: 'failure' }, changed: true });
    expect(asked).toContain('/check-runs/7/annotations');
  });

  it('is passed over if not, and so is one before it', async () => {
    const { run } = await runOf({ runs: all, earlierJobs }, 'previous');
    expect(run).toMatchObject({ previous: { number: 40 } });
    const two = runs('42 success, 41 skipped, 40 cancelled, 39 success');
    expect((await runOf({ runs: two }, 'previous')).asked).toEqual([RUN, RUNS]);
  });
});

describe('a failure of the notification alone is a success', () => {
  const step = (name: string, conclusion: string | null) => {
    const status = conclusion === null ? 'in_progress' : 'completed';
    return { name, number: 1, conclusion, status } as const;
  };
  const ownWith = (...names: readonly string[]) =>
    ownJob({ steps: names.map((name) => step(name, null)) });
  const notify = (...failed: readonly string[]) => {
    const steps = [step('Set up job', 'success'), ...failed.map((name) => step(name, 'failure'))];
    return job('notify', { conclusion: 'failure', steps });
  };
  const own = ownWith('Notify');
  const only = notify('Notify', 'Complete job');
  const bare = job('notify', JSON.parse('{"conclusion": "failure", "steps": null}'));
  const hung = job('test', { id: 7, conclusion: 'cancelled' });
  const before = runs('41 failure');

  it.each<[string, NonNullable<Known['jobs']>, Known, string]>([
    ['by the names of job and step', [job('build'), only], {}, 'success'],
    ['not if another job failed', [failedJob('build'), only], {}, 'failure'],
    ['not if another job exceeded its time limit', [hung, only], { hung: [7] }, 'failure'],
    ['whatever else was cancelled', [hung, only], {}, 'success'],
    ['not if it is another job', [failedJob('build')], {}, 'failure'],
    ['not if it is another step', [notify('Build')], {}, 'failure'],
    ['not if another step failed, too', [notify('A', 'Notify')], {}, 'failure'],
    ['not if its steps are not known', [bare], {}, 'failure'],
    ['not if the step is not known', [only], { jobs: [ownJob()] }, 'failure'],
    ['not if another step runs', [only], { jobs: [ownWith('Notify', 'Server')] }, 'failure'],
  ])('%s', async (_, jobs, known, result) => {
    const all = { jobs: [own], runs: before, earlierJobs: { '1000041/1': jobs }, ...known };
    expect((await runOf(all, 'previous')).run).toMatchObject({ previous: { result } });
  });

  it('not if another job failed, whatever hung', async () => {
    const earlierJobs = { '1000041/1': [failedJob('build'), hung, only] };
    const { run, asked } = await runOf({ jobs: [own], runs: before, earlierJobs }, 'previous');
    expect(run).toMatchObject({ previous: { result: 'failure' } });
    expect(asked.filter((path) => path.startsWith('/check-runs'))).toEqual([]);
  });

  it('not of another workflow, whose jobs are not asked for', async () => {
    expect((await runOf({ runs: before }, 'previous', another)).asked).toEqual([RUN, RUNS]);
  });

  it('not if its jobs cannot be read, and not in an outage', async () => {
    const previous = (status: number) =>
      runOf({ jobs: [own], runs: before }, 'previous', {
        respond: (path) => (path === '/runs/1000041/attempts/1/jobs' ? refused(status) : undefined),
      });
    expect((await previous(404)).run).toMatchObject({ previous: { result: 'failure' } });
    await expect(previous(500)).rejects.toThrow('HTTP 500');
  });
});

describe('on a later attempt, the attempt before', () => {
  const ended = (conclusion: string | null, attempt: number) =>
    workflowRun({ status: 'completed', conclusion, run_attempt: attempt });
  const third: Step = { env: { GITHUB_RUN_ATTEMPT: '3' } };
  const before = runs('41 success');
  const succeeded = ended('success', 1);

  it.each<[string, NonNullable<Known['attempts']>, number, string]>([
    ['is the last one', [succeeded, ended('failure', 2)], 42, `${runId}/attempts/2`],
    [
      'is not one that was cancelled',
      [succeeded, ended('cancelled', 2)],
      42,
      `${runId}/attempts/1`,
    ],
    ['is another run where none is left', [undefined, ended('cancelled', 2)], 41, '1000041'],
  ])('%s', async (_, attempts, number, path) => {
    const known = { attempts: [...attempts, workflowRun()], runs: before };
    const { run } = await runOf(known, 'previous', third);
    expect(run).toMatchObject({ previous: { number, url: `${home}/${path}` } });
  });

  it('is looked for among the last ten', async () => {
    const attempts = Array.from({ length: 30 }, (_, index) => ended('skipped', index + 1));
    const { asked } = await runOf({ attempts }, 'previous', { env: { GITHUB_RUN_ATTEMPT: '30' } });
    expect(asked.filter((path) => path.startsWith('/runs'))).toHaveLength(11);
  });

  it('is one failure with this one; without a link it has none', async () => {
    const bare = workflowRun({ conclusion: 'failure', html_url: '', head_sha: '' });
    const known = { attempts: [succeeded, bare, workflowRun()], runs: before };
    const { run } = await runOf(known, 'failures brokenSince', { ...third, ...failing });
    const brokenSince = { result: 'failure', number: 42, url: null, sha: null };
    expect(run).toEqual({ failures: 1, brokenSince });
  });
});

describe('the failures in a row', () => {
  it.each<[string, Step, string, number, number | null]>([
    ['are none where this run works', {}, '41 failure', 0, null],
    ['are this one', failing, '41 success, 40 failure', 1, 42],
    ['are this one on the first run', failing, '', 1, 42],
    [
      'are those before it, whatever was cancelled between them',
      failing,
      '41 failure, 40 cancelled, 39 timed_out, 38 success, 37 failure',
      3,
      39,
    ],
  ])('%s', async (_, step, all, failures, since) => {
    const { run } = await runOf({ runs: runs(all) }, 'failures brokenSince', step);
    const brokenSince = since === null ? null : { number: since, result: 'failure' };
    expect(run).toMatchObject({ failures, brokenSince });
  });

  it('are counted up to 100', async () => {
    const attempts = [workflowRun({ run_number: 500 })];
    const all = Array.from({ length: 200 }, (_, index) => earlierRun(499 - index, 'failure'));
    const { run } = await runOf({ attempts, runs: all }, 'failures brokenSince', failing);
    expect(run).toMatchObject({ failures: 100, brokenSince: { number: 401 } });
  });
});

describe('the authors', () => {
  const event = { commits: [{ author: { username: 'ada' } }, { author: { name: 'No account' } }] };
  const since: Known = {
    runs: [...runs('41 failure'), earlierRun(40, 'success', { head_sha: 'abc' })],
    commits: { abc: ['octocat', null, 'Octocat', 'hubot'] },
  };

  it.each<[string, Known, Step, readonly string[]]>([
    ['are those since the last success, each account once', since, { event }, ['octocat', 'hubot']],
    ['are those of the event on the first run', {}, { event }, ['ada']],
    [
      'are those of the event if no commit is left',
      { runs: runs('41 success') },
      { event },
      ['ada'],
    ],
    ['are nobody where the event has none', {}, {}, []],
  ])('%s', async (_, known, step, authors) => {
    const { run, asked } = await runOf(known, 'authors', step);
    expect(run).toEqual({ authors });
    expect(asked.filter((path) => path.startsWith('/compare')).length).toBeLessThan(2);
  });
});
