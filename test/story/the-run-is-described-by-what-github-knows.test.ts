import { expect, it } from 'vitest';
import {
  earlierRun,
  failedJob,
  job,
  ownJob,
  runId,
  workflowRun,
} from '../support/github-answers.ts';
import { runStoryOf, token } from '../support/run-story.ts';

const home = 'https://github.com/acme/harbor/actions/runs';

it('sends the result, the failed jobs with links, and the duration', async () => {
  const jobs = [job('build'), failedJob('test (linux, 24)', { id: 7 }), ownJob()];
  const { sent, server } = await runStoryOf(
    { jobs },
    {
      RESULT: 'run.result',
      FAILED: "join(run.failed.*.name, ', ')",
      STEP: 'run.failed[0].failedStep',
      LINK: 'run.failed[0].url',
      NAMES: "join(run.jobs.*.name, ', ')",
      SECONDS: 'duration(run.jobs[0].seconds)',
      CHANGED: "run.changed && 'news' || 'as before'",
    },
  );
  expect(sent).toEqual({
    RESULT: 'failure',
    FAILED: 'test (linux, 24)',
    STEP: 'Test the crane',
    LINK: `${home}/${runId}/job/7`,
    NAMES: 'build, test (linux, 24)',
    SECONDS: '1 min 30 s',
    CHANGED: 'news',
  });
  expect(server.paths().toSorted()).toEqual([
    `/runs/${runId}/attempts/1`,
    `/runs/${runId}/attempts/1/jobs?per_page=100&page=1`,
    '/workflows/161335/runs?event=push&status=completed&exclude_pull_requests=true&branch=main&per_page=30&page=1',
  ]);
  const tokens = server.asked.map(({ authorization }) => authorization);
  expect(new Set(tokens)).toEqual(new Set([`token ${token}`]));
});

it('describes on `workflow_run` the run that the event is about', async () => {
  const ended = workflowRun({
    status: 'completed',
    conclusion: 'failure',
    run_attempt: 1,
    updated_at: '2026-11-20T15:10:00Z',
  });
  const jobs = [job('build'), failedJob('test', { completed_at: '2026-11-20T15:02:05Z' })];
  const { sent } = await runStoryOf(
    { attempts: [ended], jobs, runs: [earlierRun(41, 'success')] },
    { RESULT: 'run.result', TOOK: 'duration(run.seconds)', CHANGED: 'run.changed' },
    {
      inputs: { 'standard-overrides': 'JOB_STATUS, DURATION, FAILED_JOBS, PREVIOUS_RESULT' },
      env: { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_RUN_ID: '1' },
      event: { workflow_run: ended },
    },
  );
  expect(sent).toEqual({
    JOB_STATUS: 'failure',
    DURATION: '2 min 5 s',
    FAILED_JOBS: 'test',
    PREVIOUS_RESULT: 'success',
    RESULT: 'failure',
    TOOK: '2 min 5 s',
    CHANGED: 'true',
  });
});

it('compares on `workflow_run` with an earlier attempt of that run', async () => {
  const about = workflowRun({ status: 'completed', conclusion: 'success', run_attempt: 2 });
  const first = workflowRun({ status: 'completed', conclusion: 'failure' });
  const { run } = await runStoryOf(
    { attempts: [first, about] },
    {},
    {
      inputs: { when: 'changed' },
      env: { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_RUN_ID: '1', GITHUB_RUN_NUMBER: '7' },
      event: { workflow_run: about },
    },
  );
  expect(run.log.join('\n')).toMatch(
    /`when: changed` sends: .* that of an earlier attempt was fail/,
  );
});

it('reads all of 120 jobs, also those of reusable workflows and those still queued', async () => {
  const legs = Array.from({ length: 117 }, (_, index) => job(`test (${index})`, { id: index + 1 }));
  const queued = job('deploy', { status: 'queued', conclusion: null, completed_at: null });
  const jobs = [...legs, failedJob('release / sign'), queued, ownJob()];
  const { sent } = await runStoryOf(
    { jobs },
    {
      FAILED: "join(run.failed.*.name, ', ')",
      LAST: 'run.jobs[118].name',
      QUEUED: "run.jobs[118].result || 'waiting'",
      NONE: "run.jobs[119].name || 'no more'",
    },
  );
  expect(sent).toEqual({
    FAILED: 'release / sign',
    LAST: 'deploy',
    QUEUED: 'waiting',
    NONE: 'no more',
  });
});

it('sends hostile names of jobs and steps as text', async () => {
  const name = '::error::x ${{ github.token }}\n"]} <b>&amp; ##[error]\u202e';
  const steps = [{ name, status: 'completed' as const, conclusion: 'failure', number: 1 }];
  const { sent } = await runStoryOf(
    { jobs: [failedJob(name, { steps }), ownJob()] },
    { NAME: 'run.failed[0].name', STEP: 'run.failed[0].failedStep' },
    { inputs: { 'standard-overrides': 'FAILED_JOBS' } },
  );
  expect(sent).toEqual({ FAILED_JOBS: name, NAME: name, STEP: name });
});

it.each([
  ['run.number', 1],
  ['run.result', 1],
  ['run.failed[0].name || 1', 1],
  ['duration(run.seconds)', 1],
  ['run.previous.result', 2],
  ['run.failures', 3],
  ['toJSON(run)', 4],
])('asks for `%s` with no more than %i requests', async (expression, count) => {
  const runs = [earlierRun(41, 'success')];
  const { sent, server } = await runStoryOf({ runs, jobs: [ownJob()] }, { A: expression });
  expect(sent['A']).toMatch(/./);
  expect(server.asked.length).toBeLessThanOrEqual(count);
});

it('is asked in a dry run too', async () => {
  const { run, server } = await runStoryOf(
    { runs: [earlierRun(41, 'failure')] },
    { WAS: 'run.previous.result' },
    { inputs: { 'dry-run': 'true' } },
  );
  expect(run.payload[0]?.notification['override']).toEqual([{ key: 'WAS', value: 'failure' }]);
  expect(server.asked.length).toBeGreaterThan(0);
});

it('is not asked where no expression names it', async () => {
  const { run, server } = await runStoryOf(
    {},
    { A: "'run'", B: 'github.run_id', C: 'steps.run.x' },
    { inputs: { 'standard-overrides': 'true', context: '{"steps": {"run": {"x": 1}}}' } },
  );
  expect(run.outputs['outcome']).toBe('sent');
  expect(run.payload[0]?.notification['override']).toContainEqual({
    key: 'JOB_URL',
    value: `${home}/${runId}/job/399444500`,
  });
  expect(server.asked).toEqual([]);
});

it('asks with the read-only token that the run of a fork gets', async () => {
  const fork = { id: 2, name: 'harbor', full_name: 'eve/harbor', private: false };
  const pull = { event: 'pull_request', head_branch: 'patch-1', head_repository: fork };
  const runs = [
    earlierRun(41, 'failure', { ...pull, head_repository: { ...fork, full_name: 'bob/harbor' } }),
    earlierRun(40, 'success', pull),
  ];
  const { sent } = await runStoryOf(
    { attempts: [workflowRun(pull)], runs },
    { NUMBER: 'run.previous.number' },
    {
      env: { GITHUB_EVENT_NAME: 'pull_request' },
      event: { pull_request: { head: { repo: { full_name: 'eve/harbor' } } } },
    },
  );
  expect(sent).toEqual({ NUMBER: '40' });
});
