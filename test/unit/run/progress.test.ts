import { describe, expect, it } from 'vitest';
import {
  failedJob,
  type Job,
  job,
  ownJob,
  ownJobId,
  runId,
  workflowRun,
} from '../../support/github-answers.ts';
import { another, type Known, refused, runOf, type Step } from './support.ts';

const status = (it: string): Step => ({ job: { status: it, check_run_id: ownJobId } });
const needs = (...results: readonly string[]): Step => ({
  inputs: { needs: JSON.stringify(Object.fromEntries(results.map((it) => [it, { result: it }]))) },
});
const ended = (conclusion: Job['conclusion'], id = 7): Job => job('x', { conclusion, id });
const endings = (...all: readonly Job['conclusion'][]): Known => ({
  jobs: all.map((it) => ended(it, it === 'cancelled' ? 7 : 8)),
});
const concluded = (conclusion: string): Known => ({
  attempts: [workflowRun({ status: 'completed', conclusion, updated_at: '2026-11-20T16:00:00Z' })],
});
const cancelled = { ...concluded('cancelled'), ...endings('cancelled') };
const hung = { hung: [7] };

const RUN = `/runs/${runId}/attempts/1`;
const JOBS = `${RUN}/jobs?page=1`;
const NOTES = '/check-runs/7/annotations';

it.each<[string, Known, Step, string, readonly string[]]>([
  ['of nothing', {}, {}, 'success', [JOBS]],
  ['of the own status', {}, status('failure'), 'failure', []],
  ['of the own status, cancelled', {}, status('cancelled'), 'cancelled', [JOBS]],
  ['of a job that failed', endings('success', 'failure'), {}, 'failure', [JOBS]],
  ['of a job that timed out', endings('timed_out'), {}, 'failure', [JOBS]],
  ['of failed and cancelled', endings('failure'), status('cancelled'), 'failure', [JOBS]],
  ['of cancelled', endings('cancelled'), {}, 'cancelled', [JOBS, NOTES]],
  ['of a job that hung', { ...endings('cancelled'), ...hung }, {}, 'failure', [JOBS, NOTES]],
  ['of what has ended', endings(null, 'skipped', 'neutral'), {}, 'success', [JOBS]],
  ['without the own job', { jobs: [ownJob({ conclusion: 'failure' })] }, {}, 'success', [JOBS]],
  ['of needed jobs', endings('failure'), needs('success', 'skipped'), 'success', []],
  ['of a needed job that failed', {}, needs('success', 'failure'), 'failure', []],
  ['of no needed jobs', endings('failure'), needs(), 'success', []],
  [
    'of a needed job that was cancelled',
    endings('failure', 'cancelled'),
    needs('cancelled'),
    'cancelled',
    [JOBS, NOTES],
  ],
  [
    'of a needed job that hung',
    { ...endings('cancelled'), ...hung },
    needs('cancelled', 'success'),
    'failure',
    [JOBS, NOTES],
  ],
  ['of another run', concluded('failure'), another, 'failure', [RUN]],
  ['of another run, neutral', concluded('neutral'), another, 'success', [RUN]],
  ['of another run, stale', concluded('stale'), another, 'cancelled', [RUN]],
  ['of another run, cancelled', cancelled, another, 'cancelled', [RUN, JOBS, NOTES]],
  ['of another that hung', { ...cancelled, ...hung }, another, 'failure', [RUN, JOBS, NOTES]],
  ['of another run that goes on', endings('failure'), another, 'failure', [RUN, JOBS]],
])('the result so far is the worst %s', async (_, known, step, expected, requests) => {
  const { run, asked } = await runOf(known, 'result', step);
  expect(run['result']).toBe(expected);
  expect(asked).toEqual(requests);
});

describe('the jobs', () => {
  it('are reported with name, result, link, duration and the step that failed', async () => {
    const name = 'caller / test (linux, 24)';
    const jobs = [job('build'), failedJob(name, { id: 7 }), ownJob()];
    const home = `https://github.com/acme/harbor/actions/runs/${runId}/job`;
    const build = { name: 'build', result: 'success', url: `${home}/399444496`, failedStep: null };
    const test = { name, result: 'failure', url: `${home}/7`, failedStep: 'Test the crane' };
    const seconds = 90;
    const { run, asked } = await runOf({ jobs }, 'jobs failed');
    const failed = { ...test, seconds };
    expect(run).toEqual({ jobs: [{ ...build, seconds }, failed], failed: [failed] });
    expect(asked).toEqual([JOBS]);
  });

  it('that failed are those with failure and timed_out; a job that hung is one', async () => {
    const all = ['failure', 'timed_out', 'cancelled', 'skipped', 'success'] as const;
    const jobs = [...all.map((it) => ended(it, 1)), ended('cancelled', 8)];
    const { run } = await runOf({ jobs, hung: [8] }, 'jobs failed');
    expect(run).toMatchObject({
      jobs: [...all.map((result) => ({ result })), { result: 'timed_out' }],
      failed: [{ result: 'failure' }, { result: 'timed_out' }, { result: 'timed_out' }],
    });
  });

  it('have null for what is not known, and no time in a clock that goes backwards', async () => {
    const unknown = JSON.parse('{"completed_at": null, "html_url": null, "steps": null}');
    const jobs = [
      job('x', { ...unknown, status: 'queued', conclusion: null }),
      job('y', { html_url: 'javascript:alert(1)', completed_at: '2026-11-20T15:00:09Z' }),
    ];
    const nothing = { result: null, url: null, seconds: null, failedStep: null };
    expect((await runOf({ jobs }, 'jobs')).run['jobs']).toEqual([
      { name: 'x', ...nothing },
      { ...nothing, name: 'y', result: 'success', seconds: 0 },
    ]);
  });

  const onRunner = (name: string, id?: number): Step => ({
    job: { check_run_id: id },
    env: { RUNNER_NAME: name },
  });
  it.each<[string, Step, string]>([
    ['by its id', {}, 'build other'],
    ['by its runner', onRunner('r2'), 'build notify'],
    ['by its runner where no job has its id', onRunner('r2', 1), 'build notify'],
    ['only while it is in progress', onRunner('GitHub Actions 7'), 'build notify other'],
    ['only where it is known', { job: {} }, 'build notify other'],
    ['only of its own run', another, 'build notify other'],
  ])('are without the one that runs the step: %s', async (_, step, names) => {
    const other = ownJob({ id: 8, name: 'other', runner_name: 'r2' });
    const { run } = await runOf({ jobs: [job('build'), ownJob(), other] }, 'jobs', step);
    expect(run['jobs']).toMatchObject(names.split(' ').map((name) => ({ name })));
  });

  it('are read page by page, and no further than 33', async () => {
    const many = Array.from({ length: 3400 }, (_, index) => job(`leg ${index}`));
    const few = await runOf({ jobs: [...many.slice(0, 120), ownJob()] }, 'jobs');
    expect(few.run['jobs']).toHaveLength(120);
    expect(few.asked).toHaveLength(2);
    expect((await runOf({ jobs: many }, 'jobs')).asked).toHaveLength(33);
  });

  it('that were cancelled are asked ten times; a permission that is missing is named once', async () => {
    const jobs = Array.from({ length: 12 }, (_, id) => ended('cancelled', id + 1));
    const forbidden: Step = {
      respond: (path) => (path.startsWith('/check-runs') ? refused(403) : undefined),
    };
    const { run, asked, lines } = await runOf({ jobs }, 'result jobs', forbidden);
    expect(run).toMatchObject({ result: 'cancelled', jobs: { length: 12 } });
    expect(asked).toHaveLength(11);
    expect(lines).toEqual([expect.stringContaining('Add `checks: read`')]);
  });
});

describe('the seconds', () => {
  const jobs = [
    job('x'),
    job('y', { completed_at: '2026-11-20T15:02:00Z' }),
    job('z', { completed_at: null }),
  ];
  const begun = (run_started_at: string): Known => ({
    attempts: [workflowRun({ run_started_at })],
  });

  const success = concluded('success');
  it.each<[string, Known, Step, number | null, readonly string[]]>([
    ['count since the attempt began', {}, {}, 200, [RUN]],
    ['are none in a clock that goes backwards', begun('2027-01-01T00:00:00Z'), {}, 0, [RUN]],
    ['are null where it is not known', begun('soon'), {}, null, [RUN]],
    ['of another run end with its last job', { ...success, jobs }, another, 120, [RUN, JOBS]],
    ['of one without jobs end with its last change', success, another, 3600, [RUN, JOBS]],
    ['of another run that goes on count until now', {}, another, 200, [RUN]],
    ['of the own run do so, whatever GitHub says', success, {}, 200, [RUN]],
  ])('%s', async (_, known, step, expected, requests) => {
    const { run, asked } = await runOf(known, 'seconds', step);
    expect(run['seconds']).toBe(expected);
    expect(asked).toEqual(requests);
  });
});

it('the run itself is one request', async () => {
  const { run, asked } = await runOf({}, 'url number sha');
  expect(run).toEqual({
    url: `https://github.com/acme/harbor/actions/runs/${runId}`,
    number: 42,
    sha: 'ffac537e6cbbf934b08745a378932722df287a53',
  });
  expect(asked).toEqual([RUN]);
  const blank = { attempts: [workflowRun({ head_sha: '', html_url: 'x' })] };
  expect((await runOf(blank, 'url sha')).run).toEqual({ url: null, sha: null });
});
