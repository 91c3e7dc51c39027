import { describe, expect, it } from 'vitest';
import { runSubject } from '../../../src/run/github-run.ts';
import type { GithubAccess } from '../../../src/world.ts';
import { runId } from '../../support/github-answers.ts';
import { askerOf, env, ok, refused } from './support.ts';

const noToken = { 'github-token': '' };

describe('the run', () => {
  it('is asked for at the first call, within a third of the time', async () => {
    const opened: GithubAccess[] = [];
    const openGithub = async (access: GithubAccess) => {
      opened.push(access);
      return { get: async () => ok({}) };
    };
    const { ask } = await askerOf(
      {},
      {
        inputs: { 'request-timeout-seconds': '7', 'timeout-seconds': '60' },
        env: { GITHUB_API_URL: 'https://ghe.example/api/v3' },
        world: { openGithub },
      },
    );
    expect(opened).toEqual([]);
    await Promise.allSettled([ask(new Set(['url'])), ask(new Set(['result']))]);
    expect(opened).toMatchObject([
      { apiUrl: 'https://ghe.example/api/v3', requestTimeoutMs: 7000, remainingMs: 20_000 },
    ]);
  });

  it('has the members that were asked for, and nothing of others', async () => {
    const { ask, asked } = await askerOf({});
    expect(await ask(new Set(['nothing']))).toEqual({});
    expect(asked).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['{"run": {"result": "failure"}}', { result: 'failure' }],
    ['{"run": null}', {}],
  ])('is in a dry run what `context` defines: %s', async (context, run) => {
    const { ask } = await askerOf({}, { inputs: { 'dry-run': 'true', context, ...noToken } });
    expect(await ask(new Set(['*']))).toEqual(run);
  });

  it('is not known in a rehearsal without a token', async () => {
    const inputs = { 'dry-run': 'true', 'event-file': 'push:e.json', ...noToken };
    const { ask } = await askerOf({}, { inputs });
    await expect(ask(new Set(['result']))).rejects.toMatchObject({
      code: 'github-unavailable',
      message: '`github-token` is not set',
    });
  });

  it('is not asked for without a token, and that is reported once', async () => {
    const { ask, asked } = await askerOf({}, { inputs: noToken });
    await expect(ask(new Set(['nothing']))).rejects.toMatchObject({
      code: 'value-missing',
      message: '`github-token` is not set',
      hint: expect.stringMatching(
        /`github-token: \$\{\{ github\.token \}\}`.*`permissions: \{ contents: read, actions: read \}`/,
      ),
      isRepeated: false,
    });
    await expect(ask(new Set(['url']))).rejects.toMatchObject({ isRepeated: true });
    expect(asked).toEqual([]);
  });

  it('that GitHub does not show is not asked for again', async () => {
    const { ask, asked } = await askerOf({}, { respond: () => refused(404) });
    await expect(ask(new Set(['url']))).rejects.toMatchObject({ isRepeated: false });
    await expect(ask(new Set(['url']))).rejects.toMatchObject({ isRepeated: true });
    expect(asked).toHaveLength(1);
  });

  it('that meets a fault of ours lets it pass', async () => {
    const openGithub = () => Promise.reject(new TypeError('ours'));
    const { ask } = await askerOf({}, { world: { openGithub } });
    await expect(ask(new Set(['url']))).rejects.toThrow(TypeError);
  });
});

describe('the subject', () => {
  const subject = { owner: 'acme', repo: 'harbor', id: String(runId), attempt: 1, isOwn: true };
  const about = { workflow_run: { id: 7, run_attempt: 3 } };
  const of = (change: Readonly<Record<string, string | undefined>>, event: unknown) =>
    runSubject({ ...env, ...change }, () => event);

  const onWorkflowRun = { GITHUB_EVENT_NAME: 'workflow_run' };
  it.each([
    ['the own run', {}, about, subject],
    ['a later attempt', { GITHUB_RUN_ATTEMPT: '2' }, about, { ...subject, attempt: 2 }],
    ['the first attempt by default', { GITHUB_RUN_ATTEMPT: undefined }, about, subject],
    ['that of the event', onWorkflowRun, about, { ...subject, id: '7', attempt: 3, isOwn: false }],
    ['the own run where the event has none', onWorkflowRun, {}, subject],
  ])('is %s', (_, change, event, expected) => {
    expect(of(change, event)).toEqual(expected);
  });

  it.each<Readonly<Record<string, string | undefined>>>([
    { GITHUB_REPOSITORY: undefined },
    { GITHUB_REPOSITORY: 'acme' },
    { GITHUB_RUN_ID: undefined },
  ])('is missing outside of a run: %j', (change) => {
    expect(() => of(change, about)).toThrow('there is no workflow run');
  });
});
