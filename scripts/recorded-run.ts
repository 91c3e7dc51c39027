/** The run of a workflow that a preview shows: one that fails after a success. */

import { hasChanged } from '../src/run/github-run.ts';

const home = 'https://github.com/acme/harbor/actions/runs';

const failed = {
  name: 'test (ubuntu-latest)',
  result: 'failure',
  url: `${home}/19571113/job/55018002`,
  seconds: 134,
  failedStep: 'Run the tests',
};
const build = {
  name: 'build',
  result: 'success',
  url: `${home}/19571113/job/55018001`,
  seconds: 61,
  failedStep: null,
};
const before = {
  result: 'success',
  number: 41,
  url: `${home}/19564280`,
  sha: '3b2a1f0e9d8c7b6a5f4e3d2c1b9c4f0b1e6a7d8c',
};

/** @returns the recorded `run` context, with the members that `--set` changed. */
export function recordedRun(changes: unknown): Readonly<Record<string, unknown>> {
  const { previous: changed, ...others } = Object(changes);
  const result: string = others.result ?? 'failure';
  const hasFailed = result === 'failure';
  const previous = changed === null ? null : { ...before, ...changed };
  const own = {
    url: `${home}/19571113`,
    number: 42,
    sha: '8c7b6a5f4e3d2c1b9c4f0b1e6a7d8c3b2a1f0e9d',
  };
  return {
    result,
    jobs: hasFailed ? [build, failed] : [build],
    failed: hasFailed ? [failed] : [],
    ...own,
    seconds: 200,
    previous,
    failures: hasFailed ? 1 : 0,
    brokenSince: hasFailed ? { result, ...own } : null,
    authors: ['octocat'],
    changed: hasChanged(result, previous?.result ?? ''),
    ...others,
  };
}

/** @returns the `needs` context of a job that needs the jobs of a run. */
export function needsOf(run: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const jobs = Array.isArray(run['jobs']) ? run['jobs'] : [];
  return Object.fromEntries(jobs.map(({ name, result }) => [name, { result, outputs: {} }]));
}
