import { expect, it } from 'vitest';
import { failedJob, job, ownJob, ownJobId, runId, workflowRun } from '../support/github-answers.ts';
import { type Github, runEnv, startGithub } from '../support/github-server.ts';
import { inputsFor, simulate } from '../support/simulator.ts';
import { expectRefusedEarly, minimal, runStory } from '../support/story.ts';
import type { Scenario } from '../support/world.ts';

const token = 'ghs_0123456789abcdef';

/** A step that sends what its expressions say of the run. */
async function tell(
  expressions: Readonly<Record<string, string>>,
  github: Github,
  change: Scenario = {},
) {
  const server = await startGithub(github);
  const simulator = await simulate();
  const lines = Object.entries(expressions).map(([key, it]) => `    ${key}: \${{ ${it} }}\n`);
  const run = await runStory({
    ...change,
    inputs: {
      ...inputsFor(simulator),
      ...minimal,
      'payload-file': 'p.yml',
      'github-token': token,
      job: JSON.stringify({ status: 'success', check_run_id: ownJobId }),
      ...change.inputs,
    },
    env: { ...runEnv, GITHUB_API_URL: server.url, ...change.env },
    files: { 'p.yml': `notification:\n  override:\n${lines.join('')}` },
  });
  const sent = simulator.ledger.accepted()[0]?.notification?.['override'] ?? [];
  const told = Object.fromEntries(Object(sent).map((it: { key: string; value: string }) => [it.key, it.value]));
  return { run, told, server, simulator };
}

it('sends the result, the failed jobs with links, and the duration', async () => {
  const jobs = [job('build'), failedJob('test (linux, 24)', { id: 7 }), ownJob()];
  const { told, server } = await tell(
    {
      RESULT: 'run.result',
      FAILED: "join(run.failed.*.name, ', ')",
      STEP: 'run.failed[0].failedStep',
      LINK: 'run.failed[0].url',
      NAMES: "join(run.jobs.*.name, ', ')",
      SECONDS: 'duration(run.jobs[0].seconds)',
      TOOK: "run.seconds > 3600 && 'long' || 'short'",
    },
    { jobs },
    { world: { now: () => Date.parse('2026-11-20T15:03:20Z') } },
  );
  expect(told).toEqual({
    RESULT: 'failure',
    FAILED: 'test (linux, 24)',
    STEP: 'Test the crane',
    LINK: `https://github.com/acme/harbor/actions/runs/${runId}/job/7`,
    NAMES: 'build, test (linux, 24)',
    SECONDS: '1 min 30 s',
    TOOK: 'short',
  });
  expect(server.paths().toSorted()).toEqual([
    `/runs/${runId}/attempts/1`,
    `/runs/${runId}/attempts/1/jobs?per_page=100&page=1`,
    '/workflows/161335/runs?event=push&status=completed&exclude_pull_requests=true&per_page=30&branch=main&page=1',
  ]);
  expect(new Set(server.asked.map(({ authorization }) => authorization))).toEqual(
    new Set([`token ${token}`]),
  );
});
