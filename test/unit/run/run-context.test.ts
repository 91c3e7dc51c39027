import { describe, expect, it } from 'vitest';
import { readJob, readRun } from '../../../src/run/github-run.ts';
import { toRunContext } from '../../../src/run/run-context.ts';
import type { FetchedRun } from '../../../src/run/run-requests.ts';
import {
  earlierRun,
  failedJob,
  type Job,
  job,
  ownJob,
  ownJobId,
  startedAt,
  type WorkflowRun,
  workflowRun,
} from '../../support/github-answers.ts';

const nowMs = Date.parse(startedAt) + 200_900;
type OwnRun = NonNullable<Parameters<typeof toRunContext>[1]>;

const own: OwnRun = {
  job: { status: 'success', check_run_id: ownJobId },
  needs: undefined,
  runnerName: '',
};

interface Parts {
  readonly attempt?: Partial<WorkflowRun>;
  readonly jobs?: readonly unknown[];
  readonly previous?: FetchedRun['previous'];
  readonly own?: Partial<OwnRun> | null;
}

/** The context of the step's own run; of another one where `own` is null. */
function contextOf({ attempt, jobs = [], previous, own: change = {} }: Parts) {
  const fetched = { attempt: readRun(workflowRun(attempt)), jobs: jobs.map(readJob), previous };
  return toRunContext(fetched, change === null ? undefined : { ...own, ...change }, nowMs);
}

const withStatus = (status: string) => ({ job: { status, check_run_id: ownJobId } });
const ended = (conclusion: Job['conclusion']): Job => job('x', { conclusion });

describe('the result so far is the worst', () => {
  it.each<[string, Parts, string]>([
    ['of nothing', {}, 'success'],
    ['of the own status', { own: withStatus('failure') }, 'failure'],
    ['of the own status, cancelled', { own: withStatus('cancelled') }, 'cancelled'],
    ['of a job that failed', { jobs: [ended('success'), ended('failure')] }, 'failure'],
    ['of a job that timed out', { jobs: [ended('timed_out')] }, 'failure'],
    [
      'of failed and cancelled',
      { jobs: [ended('failure')], own: withStatus('cancelled') },
      'failure',
    ],
    ['of cancelled and successful', { jobs: [ended('cancelled'), ended('success')] }, 'cancelled'],
    [
      'of what has ended',
      {
        jobs: [
          job('x', { status: 'queued', conclusion: null }),
          ended('skipped'),
          ended('neutral'),
        ],
      },
      'success',
    ],
    ['without the own job', { jobs: [ownJob({ conclusion: 'failure' })] }, 'success'],
    [
      'of the needed jobs where they are given',
      {
        jobs: [ended('failure')],
        own: { needs: { build: { result: 'success' }, lint: { result: 'skipped' } } },
      },
      'success',
    ],
    [
      'of the needed jobs',
      { own: { needs: { build: { result: 'success' }, test: { result: 'failure' } } } },
      'failure',
    ],
    [
      'of all jobs where the needed ones are none',
      { jobs: [ended('failure')], own: { needs: {} } },
      'failure',
    ],
    [
      'of the needed jobs and the own status',
      { own: { ...withStatus('cancelled'), needs: { build: { result: 'success' } } } },
      'cancelled',
    ],
  ])('%s', (_, parts, expected) => {
    expect(contextOf(parts).result).toBe(expected);
  });
});

describe('the result of another run', () => {
  it.each([
    ['success', 'success'],
    ['neutral', 'success'],
    ['failure', 'failure'],
    ['timed_out', 'failure'],
    ['startup_failure', 'failure'],
    ['cancelled', 'cancelled'],
    ['skipped', 'cancelled'],
    ['stale', 'cancelled'],
    ['action_required', 'cancelled'],
  ])('that ended as %s is %s', (conclusion, expected) => {
    const attempt = { status: 'completed', conclusion };
    expect(contextOf({ attempt, jobs: [ended('success')], own: null }).result).toBe(expected);
  });

  it('that has not ended is that of its jobs', () => {
    expect(contextOf({ jobs: [ended('failure')], own: null }).result).toBe('failure');
  });
});

describe('the jobs', () => {
  it('are reported with name, result, link, duration and the step that failed', () => {
    const jobs = [job('build'), failedJob('caller / test (linux, 24)', { id: 7 })];
    const context = contextOf({ jobs });
    expect(context.jobs).toEqual([
      {
        name: 'build',
        result: 'success',
        url: 'https://github.com/acme/harbor/actions/runs/1658821493/job/399444496',
        seconds: 90,
        failedStep: null,
      },
      {
        name: 'caller / test (linux, 24)',
        result: 'failure',
        url: 'https://github.com/acme/harbor/actions/runs/1658821493/job/7',
        seconds: 90,
        failedStep: 'Test the crane',
      },
    ]);
    expect(context.failed).toEqual(context.jobs.slice(1));
  });

  it('that failed are those with failure and timed_out', () => {
    const conclusions = ['failure', 'timed_out', 'cancelled', 'skipped', 'success'] as const;
    expect(contextOf({ jobs: conclusions.map(ended) }).failed.map(({ result }) => result)).toEqual([
      'failure',
      'timed_out',
    ]);
  });

  it.each<[string, unknown]>([
    [
      'is queued',
      job('x', { status: 'queued', conclusion: null, completed_at: null, html_url: null }),
    ],
    [
      'is broken',
      { name: 'x', html_url: 'javascript:alert(1)', started_at: 'soon', steps: 'none' },
    ],
  ])('that %s has null for what is not known', (_, queued) => {
    expect(contextOf({ jobs: [queued] }).jobs).toEqual([
      { name: 'x', result: null, url: null, seconds: null, failedStep: null },
    ]);
  });

  it('of a clock that goes backwards took no time', () => {
    const jobs = [job('x', { completed_at: '2026-11-20T15:00:09Z' })];
    expect(contextOf({ jobs }).jobs[0]?.seconds).toBe(0);
  });
});

describe('the job that runs the step is left out', () => {
  const jobs = [job('build'), ownJob(), ownJob({ id: 8, name: 'other', runner_name: 'r2' })];
  const names = (change: Partial<OwnRun> | null) =>
    contextOf({ jobs, own: change }).jobs.map(({ name }) => name);

  it.each<[string, Partial<OwnRun> | null, readonly string[]]>([
    ['by its id', {}, ['build', 'other']],
    ['by its runner where its id is not known', { job: {}, runnerName: 'r2' }, ['build', 'notify']],
    [
      'by its runner where no job has its id',
      { job: { check_run_id: 1 }, runnerName: 'r2' },
      ['build', 'notify'],
    ],
    [
      'only while it is in progress',
      { job: {}, runnerName: 'GitHub Actions 7' },
      ['build', 'notify', 'other'],
    ],
    ['only where it is known', { job: {} }, ['build', 'notify', 'other']],
    ['only of its own run', null, ['build', 'notify', 'other']],
  ])('%s', (_, change, expected) => {
    expect(names(change)).toEqual(expected);
  });
});

describe('the seconds', () => {
  const completed = {
    status: 'completed',
    conclusion: 'success',
    updated_at: '2026-11-20T16:00:00Z',
  };

  it.each<[string, Parts, number | null]>([
    ['count since the attempt began', {}, 200],
    [
      'are none in a clock that goes backwards',
      { attempt: { run_started_at: '2027-01-01T00:00:00Z' } },
      0,
    ],
    ['are null where it is not known', { attempt: { run_started_at: 'soon' } }, null],
    [
      'of another run end with its last job',
      {
        attempt: completed,
        jobs: [
          job('x'),
          job('y', { completed_at: '2026-11-20T15:02:00Z' }),
          job('z', { completed_at: null }),
        ],
        own: null,
      },
      120,
    ],
    [
      'of another run without jobs end with its last change',
      { attempt: completed, own: null },
      3600,
    ],
    ['of another run that goes on count until now', { own: null }, 200],
    [
      'of the own run count until now, whatever GitHub says',
      { attempt: completed, jobs: [job('x')] },
      200,
    ],
  ])('%s', (_, parts, expected) => {
    expect(contextOf(parts).seconds).toBe(expected);
  });
});

describe('the previous run', () => {
  const previous = (run: WorkflowRun, attempt?: number) => ({ run: readRun(run), attempt });

  it('is reported with result, number, link and commit', () => {
    const { previous: told } = contextOf({ previous: previous(earlierRun(41, 'timed_out')) });
    expect(told).toEqual({
      result: 'failure',
      number: 41,
      url: 'https://github.com/acme/harbor/actions/runs/1000041',
      sha: 'ffac537e6cbbf934b08745a378932722df287a53',
    });
  });

  it('links to the attempt where it is one of this run', () => {
    const first = workflowRun({ conclusion: 'success' });
    expect(contextOf({ previous: previous(first, 1) }).previous).toMatchObject({
      result: 'success',
      number: 42,
      url: 'https://github.com/acme/harbor/actions/runs/1658821493/attempts/1',
    });
  });

  it('has null for what is not known', () => {
    const run = earlierRun(41, 'success', { html_url: '', head_sha: '' });
    expect(contextOf({ previous: previous(run, 1) }).previous).toMatchObject({
      url: null,
      sha: null,
    });
  });

  it('is null where there is none', () => {
    expect(contextOf({}).previous).toBeNull();
  });
});
