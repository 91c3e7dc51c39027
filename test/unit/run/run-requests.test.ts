import { describe, expect, it } from 'vitest';
import { type FetchedRun, fetchRun } from '../../../src/run/run-requests.ts';
import { earlierRun, job, ownJob, workflowRun } from '../../support/github-answers.ts';
import { githubOf, ok, refused, subject } from './support.ts';

const number = (previous: FetchedRun['previous']) => previous?.run.run_number;

/** The number of the run before, on attempt 1. */
async function previousOf(...runs: Parameters<typeof earlierRun>[]) {
  const github = githubOf({
    attempts: [workflowRun()],
    runs: runs.map((run) => earlierRun(...run)),
  });
  return number((await fetchRun(subject, github.api)).previous);
}

describe('the run before', () => {
  it.each<[string, Parameters<typeof earlierRun>[], number | undefined]>([
    ['none on the first run of a branch', [], undefined],
    [
      'the latest one',
      [
        [41, 'success'],
        [40, 'failure'],
      ],
      41,
    ],
    [
      'the latest one, in whatever order they come',
      [
        [39, 'success'],
        [41, 'failure'],
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
      'not a later one',
      [
        [44, 'failure'],
        [43, 'success'],
        [40, 'success'],
      ],
      40,
    ],
    ['not itself', [[42, 'failure']], undefined],
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
        [41, 'failure', { head_branch: 'feature' }],
        [40, 'failure', { event: 'schedule' }],
        [39, 'success'],
      ],
      39,
    ],
    [
      'not one of a branch of this name in a fork',
      [
        [
          41,
          'failure',
          { head_repository: { id: 2, name: 'harbor', full_name: 'eve/harbor', private: false } },
        ],
        [39, 'success'],
      ],
      39,
    ],
  ])('is %s', async (_, runs, expected) => {
    expect(await previousOf(...runs)).toBe(expected);
  });

  it('is looked for on later pages, and no further than needed', async () => {
    const cancelled = Array.from({ length: 35 }, (_, index) =>
      earlierRun(41 - index, 'cancelled', {}),
    );
    const github = githubOf({
      attempts: [workflowRun({ run_number: 100 })],
      runs: [...cancelled, earlierRun(3, 'failure')],
    });
    const { previous } = await fetchRun(subject, github.api);
    expect(number(previous)).toBe(3);
    const pages = github.asked.filter(({ path }) => path.startsWith('/workflows'));
    expect(pages.map(({ parameters }) => parameters['page'])).toEqual([1, 2]);
    expect(pages[0]?.parameters).toMatchObject({
      workflow_id: 161335,
      branch: 'main',
      event: 'push',
    });
  });

  it('is not looked for without end', async () => {
    const page = ok({ total_count: 1e9, workflow_runs: [earlierRun(41, 'cancelled')] }, true);
    const github = githubOf({ attempts: [workflowRun()] }, (path) =>
      path.startsWith('/workflows') ? page : undefined,
    );
    expect((await fetchRun(subject, github.api)).previous).toBeUndefined();
    expect(github.asked).toHaveLength(2 + 34);
  });

  it('is asked for without a branch where the run has none', async () => {
    const github = githubOf({ attempts: [workflowRun({ head_branch: null })] });
    await fetchRun(subject, github.api);
    expect(github.asked.at(-1)?.parameters).not.toHaveProperty('branch');
  });
});

describe('on a later attempt, the attempt before', () => {
  const ended = (conclusion: string | null, attempt: number) =>
    workflowRun({ status: 'completed', conclusion, run_attempt: attempt });
  const third = { ...subject, attempt: 3 };
  const runs = [earlierRun(41, 'success')];

  it('is what people were notified of last', async () => {
    const github = githubOf({
      attempts: [ended('success', 1), ended('failure', 2), workflowRun()],
      runs,
    });
    const { previous } = await fetchRun(third, github.api);
    expect(previous).toMatchObject({ attempt: 2, run: { conclusion: 'failure' } });
    expect(github.asked.filter(({ path }) => path.startsWith('/workflows'))).toEqual([]);
  });

  it('is passed over where it was cancelled', async () => {
    const github = githubOf({
      attempts: [ended('failure', 1), ended('cancelled', 2), workflowRun()],
      runs,
    });
    expect((await fetchRun(third, github.api)).previous).toMatchObject({ attempt: 1 });
  });

  it('is another run where no attempt ended so, or none is left', async () => {
    const github = githubOf({ attempts: [undefined, ended('cancelled', 2), workflowRun()], runs });
    const { previous } = await fetchRun(third, github.api);
    expect(previous).toMatchObject({ attempt: undefined, run: { run_number: 41 } });
  });

  it('is looked for among the last ten', async () => {
    const attempts = Array.from({ length: 30 }, (_, index) => ended('cancelled', index + 1));
    const github = githubOf({ attempts });
    await fetchRun({ ...subject, attempt: 30 }, github.api);
    const asked = github.asked.filter(({ path }) => path.endsWith('{attempt_number}'));
    expect(asked.map(({ parameters }) => parameters['attempt_number'])).toEqual([
      30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20,
    ]);
  });
});

describe('the jobs', () => {
  it('are read page by page', async () => {
    const jobs = [...Array.from({ length: 120 }, (_, index) => job(`leg ${index}`)), ownJob()];
    const github = githubOf({ attempts: [workflowRun()], jobs });
    expect((await fetchRun(subject, github.api)).jobs).toHaveLength(121);
    const pages = github.asked.filter(({ path }) => path.endsWith('/jobs'));
    expect(pages.map(({ parameters }) => parameters['page'])).toEqual([1, 2]);
  });

  it('are read on where only the total, or only the header, announces more', async () => {
    for (const hasNext of [true, false]) {
      const total = hasNext ? {} : { total_count: 2 };
      const github = githubOf({ attempts: [workflowRun()] }, (path, page) =>
        path.endsWith('/jobs')
          ? ok({ ...total, jobs: [job(`job ${page}`)] }, hasNext && page === 1)
          : undefined,
      );
      expect((await fetchRun(subject, github.api)).jobs).toHaveLength(2);
    }
  });

  it.each([
    ['an empty page', { jobs: [], total_count: 7 }, 1],
    ['a body without jobs', {}, 1],
    ['pages that never end', { jobs: [job('x')], total_count: 1e9 }, 20],
  ])('end with %s', async (_, body, pages) => {
    const github = githubOf({ attempts: [workflowRun()] }, (path) =>
      path.endsWith('/jobs') ? ok(body, true) : undefined,
    );
    await fetchRun(subject, github.api);
    expect(github.asked.filter(({ path }) => path.endsWith('/jobs'))).toHaveLength(pages);
  });
});

describe('a response that is not the wanted one', () => {
  it.each([
    '/runs/{run_id}/attempts/{attempt_number}',
    '/runs/{run_id}/attempts/{attempt_number}/jobs',
    '/workflows/{workflow_id}/runs',
  ])('to %s is explained', async (wanted) => {
    const github = githubOf({ attempts: [workflowRun()] }, (path) =>
      path === wanted ? refused(403) : undefined,
    );
    await expect(fetchRun(subject, github.api)).rejects.toMatchObject({
      code: 'value-missing',
      message: expect.stringContaining('`actions: read`'),
    });
  });

  it('is explained where it is no JSON', async () => {
    const github = githubOf({}, () => ok('<html>'));
    await expect(fetchRun(subject, github.api)).rejects.toThrow('is not a run');
  });

  it('ends the search for an earlier attempt, unless the attempt is gone', async () => {
    let first = true;
    const github = githubOf({ attempts: [undefined, workflowRun()] }, (path) => {
      if (path !== '/runs/{run_id}/attempts/{attempt_number}' || first) {
        first = false;
        return undefined;
      }
      return refused(502);
    });
    await expect(fetchRun({ ...subject, attempt: 2 }, github.api)).rejects.toThrow('HTTP 502');
  });
});
