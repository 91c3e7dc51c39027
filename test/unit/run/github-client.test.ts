import { describe, expect, it } from 'vitest';
import { asFault } from '../../../src/diagnostics.ts';
import type { GithubResponse } from '../../../src/world.ts';
import fc from '../../support/fast-check.ts';
import { earlierRun, job, ownJob, runId, workflowRun } from '../../support/github-answers.ts';
import { askerOf, type Known, ok, refused, runOf, type Step } from './support.ts';

const instead = (response: GithubResponse, where = ''): Step => ({
  respond: (path) => (path.includes(where) ? response : undefined),
});
const noResponse = (
  because: 'network' | 'deadline' | 'cancelled',
  isLasting = false,
): GithubResponse => ({ kind: 'no-response', because, isLasting, detail: 'ECONNREFUSED' });

describe('a response that tells nothing of the run', () => {
  const limited = (status: number): GithubResponse => refused(status, 'no', true);
  const isLimit = /^`github-token` has reached the rate limit of GitHub \(HTTP 4\d\d\)$/;
  const isUnexpected = /^GitHub returned an unexpected response$/;

  it.each<[GithubResponse, RegExp]>([
    [refused(502), /^GitHub returned HTTP 502$/],
    [limited(403), isLimit],
    [limited(429), isLimit],
    [ok('<html>'), isUnexpected],
    [ok({}), isUnexpected],
    [ok([]), isUnexpected],
    [ok({ message: 'x' }), isUnexpected],
    [refused(204), isUnexpected],
    [noResponse('network'), /^GitHub cannot be reached: ECONNREFUSED$/],
    [noResponse('deadline'), /^GitHub did not respond in time$/],
  ])('is an outage, with a reason: %#', async (response, reason) => {
    const { ask } = await askerOf({}, instead(response));
    for (const member of ['result', 'number', 'previous', '*']) {
      await expect(ask(new Set([member]))).rejects.toMatchObject({
        code: 'github-unavailable',
        message: expect.stringMatching(reason),
        isRepeated: false,
      });
    }
  });

  const lines = /`permissions: \{ contents: read, actions: read \}`/;
  it.each<[GithubResponse, RegExp, RegExp]>([
    [refused(401, 'Bad credentials'), /rejected `github-token` \(HTTP 401: Bad/, lines],
    [
      refused(403, 'Resource not accessible by integration'),
      /lacks a permission \(GitHub returned HTTP 403: Resource not accessible by integration\)$/,
      lines,
    ],
    [refused(403, 'Sorry. Your account was suspended'), /HTTP 403: .*was suspended\)$/, /owner/],
    [refused(404), /no run 1658821493 of acme\/harbor that `github-token` can read/, lines],
    // Nothing is cut before secrets are redacted.
    [refused(422, 'x'.repeat(4000)), /HTTP 422: x{4000}\)$/, /owner/],
    [refused(301, ''), /refused the request .*\(HTTP 301\)$/, /`GITHUB_API_URL`/],
    [noResponse('network', true), /cannot be reached: ECONNREFUSED$/, /`NODE_EXTRA_CA_CERTS`/],
  ])('is an error if it lasts, with what to do: %#', async (response, message, hint) => {
    await expect(runOf({}, 'number', instead(response))).rejects.toMatchObject({
      code: 'value-missing',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('is a cancellation where the job was cancelled', async () => {
    await expect(runOf({}, 'number', instead(noResponse('cancelled')))).rejects.toMatchObject({
      code: 'deadline-exceeded',
      message: 'The job was cancelled before anything was sent.',
    });
  });

  it.each([
    ['jobs', '/jobs', { total_count: 3, jobs: [] }],
    ['jobs', '/jobs', { total_count: 3, jobs: [job('a'), job('b')] }],
    ['previous', '/workflows', { total_count: 3, workflow_runs: [earlierRun(41, 'success')] }],
    ['authors', '/compare', { commits: [{ author: 'ada' }] }],
    ['result', '/annotations', { message: 'x' }],
  ])('is one that lists too few, or something else: %s', async (member, where, body) => {
    const jobs = [job('x', { conclusion: 'cancelled' })];
    const { ask } = await askerOf(
      { jobs, runs: [earlierRun(41, 'success')] },
      instead(ok(body), where),
    );
    await expect(ask(new Set([member]))).rejects.toMatchObject({ code: 'github-unavailable' });
  });
});

const sha = 'ffac537e6cbbf934b08745a378932722df287a53';

/** Everything in a value, one after the other, replaced by something of another type. */
function* broken(value: unknown): Generator<unknown> {
  yield* [null, 7, 'x', [], {}, [[]], true];
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const it of broken(item)) yield value.with(index, it);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      for (const it of broken(member)) yield { ...value, [name]: it };
    }
  }
}

it('whatever types an answer has, it is read, or it is an outage', async () => {
  const known: Known = {
    jobs: [job('x', { conclusion: 'cancelled', id: 7 }), ownJob()],
    runs: [earlierRun(41, 'failure'), earlierRun(40, 'success')],
    hung: [7],
    commits: { [sha]: ['octocat'] },
  };
  const bodies = {
    '/attempts/1': workflowRun(),
    '/jobs': { total_count: 2, jobs: known.jobs },
    '/workflows': { total_count: 2, workflow_runs: known.runs },
    '/annotations': [{ message: 'exceeded the maximum execution time' }],
    '/compare': { commits: [{ author: { login: 'octocat' } }] },
  };
  const cases = Object.entries(bodies).flatMap(([where, whole]) =>
    [...broken(whole)].map((body) => [where, body] as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...cases), async ([where, body]) => {
      const respond = (path: string) =>
        path.endsWith(where) || path.startsWith(where) ? ok(body) : undefined;
      const { ask } = await askerOf(known, { respond });
      const run = await ask(new Set(['*'])).catch((error) => asFault(error).code);
      if (run !== 'github-unavailable') expect(Object.keys(Object(run))).toHaveLength(12);
    }),
    { numRuns: 300 },
  );
});

it('each thing is asked once, whoever needs it', async () => {
  const known = { runs: [earlierRun(41, 'success')], commits: { [sha]: [] } };
  const { ask, asked } = await askerOf(known);
  for (const members of [['previous'], ['changed', 'result'], ['*']]) await ask(new Set(members));
  expect(asked.toSorted()).toEqual([
    expect.stringMatching(/^\/compare\//),
    `/runs/${runId}/attempts/1`,
    `/runs/${runId}/attempts/1/jobs?page=1`,
    '/workflows/161335/runs?page=1',
  ]);
});
