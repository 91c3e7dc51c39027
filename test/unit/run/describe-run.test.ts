import { describe, expect, it } from 'vitest';
import { createRunSource, type RunSources } from '../../../src/run/run-source.ts';
import { runSubject } from '../../../src/run/run-subject.ts';
import type { GithubAccess } from '../../../src/world.ts';
import { earlierRun, job, runId, startedAt, workflowRun } from '../../support/github-answers.ts';
import { configured } from '../config/support.ts';
import { createWorld } from '../support.ts';
import { githubOf, refused, subject } from './support.ts';

const env = {
  GITHUB_REPOSITORY: 'acme/harbor',
  GITHUB_RUN_ID: String(runId),
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_API_URL: 'https://ghe.example/api/v3',
  RUNNER_NAME: 'r9',
};

/** The sources of a step with a token, and how often GitHub was opened. */
async function sourcesOf(
  token = 'ghs_0123456789abcdef',
  change: Partial<RunSources['world']> = {},
) {
  const opened: GithubAccess[] = [];
  const github = githubOf({
    attempts: [workflowRun()],
    jobs: [job('build'), job('notify', { status: 'in_progress', runner_name: 'r9' })],
    runs: [earlierRun(41, 'failure')],
  });
  const world: RunSources['world'] = {
    ...createWorld({}),
    env,
    now: () => Date.parse(startedAt) + 60_000,
    openGithub: async (access) => {
      opened.push(access);
      return github.api;
    },
    ...change,
  };
  const config = await configured({ 'github-token': token, 'request-timeout-seconds': '7' });
  const sources: RunSources = {
    config,
    event: () => ({}),
    deadlineMs: () => world.now() + 5000,
    world,
  };
  return { sources, opened };
}

describe('the run', () => {
  it('is asked for at the first call, once', async () => {
    const { sources, opened } = await sourcesOf();
    const askRun = createRunSource(sources);
    expect(opened).toEqual([]);
    const run = await askRun();
    expect(run).toMatchObject({
      result: 'success',
      seconds: 60,
      changed: true,
      previous: { number: 41 },
    });
    expect(run.jobs.map(({ name }) => name)).toEqual(['build']);
    expect(await askRun()).toBe(run);
    expect(opened).toMatchObject([
      {
        token: 'ghs_0123456789abcdef',
        apiUrl: 'https://ghe.example/api/v3',
        requestTimeoutMs: 7000,
        remainingMs: 5000,
      },
    ]);
  });

  it('is a recorded one where the world has that', async () => {
    const recorded = await createRunSource((await sourcesOf()).sources)();
    const { sources, opened } = await sourcesOf('', { recordedRun: () => recorded });
    expect(await createRunSource(sources)()).toBe(recorded);
    expect(opened).toEqual([]);
  });

  it('is not asked for without a token, and that is reported once', async () => {
    const { sources, opened } = await sourcesOf('');
    const askRun = createRunSource(sources);
    await expect(askRun()).rejects.toMatchObject({
      code: 'value-missing',
      message: '`github-token` is not set',
      hint: expect.stringMatching(
        /`github-token: \$\{\{ github\.token \}\}`.*`permissions: \{ actions: read \}`/,
      ),
      isRepeated: false,
    });
    await expect(askRun()).rejects.toMatchObject({ isRepeated: true });
    expect(opened).toEqual([]);
  });

  it('that GitHub does not show is not asked for again', async () => {
    const github = githubOf({}, () => refused(403));
    const { sources } = await sourcesOf('ghs_0123456789abcdef', {
      openGithub: async () => github.api,
    });
    const askRun = createRunSource(sources);
    await expect(askRun()).rejects.toThrow('`actions: read`');
    const { length } = github.asked;
    await expect(askRun()).rejects.toMatchObject({ isRepeated: true });
    expect(github.asked).toHaveLength(length);
  });

  it('that meets a fault of ours lets it pass', async () => {
    const { sources } = await sourcesOf('ghs_0123456789abcdef', {
      openGithub: () => Promise.reject(new TypeError('ours')),
    });
    await expect(createRunSource(sources)()).rejects.toThrow(TypeError);
  });

  it('on another API than that of github.com needs no address', async () => {
    const { GITHUB_API_URL: _, RUNNER_NAME: __, ...bare } = env;
    const { sources, opened } = await sourcesOf('ghs_0123456789abcdef', { env: bare });
    await createRunSource(sources)();
    expect(opened[0]?.apiUrl).toBe('');
  });
});

describe('the subject', () => {
  const about = { workflow_run: { id: 7, run_attempt: 3 } };
  const of = (change: Readonly<Record<string, string | undefined>>, event: unknown = about) =>
    runSubject({ ...env, ...change }, () => event);

  it.each([
    ['the own run', {}, subject],
    ['a later attempt', { GITHUB_RUN_ATTEMPT: '2' }, { ...subject, attempt: 2 }],
    ['the first attempt where none is told', { GITHUB_RUN_ATTEMPT: undefined }, subject],
    [
      'the run of the event',
      { GITHUB_EVENT_NAME: 'workflow_run' },
      { ...subject, id: '7', attempt: 3, isOwn: false },
    ],
  ])('is %s', (_, change, expected) => {
    expect(of(change)).toEqual(expected);
  });

  it('is the own run where the event has none', () => {
    expect(of({ GITHUB_EVENT_NAME: 'workflow_run' }, {})).toEqual(subject);
  });

  it.each<Readonly<Record<string, string | undefined>>>([
    { GITHUB_REPOSITORY: undefined },
    { GITHUB_REPOSITORY: 'acme' },
    { GITHUB_RUN_ID: undefined },
  ])('is missing outside of a run: %j', (change) => {
    expect(() => of(change)).toThrow('there is no workflow run');
  });
});
