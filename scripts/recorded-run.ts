/** The run of a workflow that a preview shows: one that fails after a success. */

import { hasChanged, type RunContext } from '../src/run/run-context.ts';

const home = 'https://github.com/acme/harbor/actions/runs';

/** @returns the recorded run, with the members that `--set` changed. */
export function recordedRun(changes: unknown): RunContext {
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
  const run: RunContext = {
    result: 'failure',
    jobs: [build, failed],
    failed: [failed],
    seconds: 200,
    previous: {
      result: 'success',
      number: 41,
      url: `${home}/19564280`,
      sha: '3b2a1f0e9d8c7b6a5f4e3d2c1b9c4f0b1e6a7d8c',
    },
    changed: true,
  };
  const { previous, ...changed } = Object(changes);
  const merged: RunContext = {
    ...run,
    ...(changed.result === 'success' && { jobs: [build], failed: [] }),
    ...changed,
    previous: previous === null ? null : { ...run.previous, ...previous },
  };
  return { ...merged, changed: changed.changed ?? hasChanged(merged.result, merged.previous) };
}
