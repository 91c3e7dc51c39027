/** Whom the recipes that compare a run with the one before notify, and with what. */

import { expect } from 'vitest';
import { earlierRun, runId } from '../../support/github-answers.ts';
import { failed, nightly, onCompleted, onPush, rerun, timedOut } from '../../support/occasions.ts';
import { harbor, onShift, overrides, type Recipe, sales } from './shared.ts';

const home = `${harbor}/actions/runs/${runId}`;
const took = /Took 3 min 2\d s$/;

const run = {
  ...onShift,
  ...overrides({ URL: home }),
  runtimeDescription: expect.stringMatching(took),
};
const broken = { ...run, runtimeTitle: 'The nightly tests failed' };
const fixed = { ...run, runtimeTitle: 'The nightly tests pass again' };

const after = (...conclusions: readonly string[]) => ({
  runs: conclusions.map((conclusion, index) => earlierRun(41 - index, conclusion)),
});

export const onlyNews: Recipe = {
  notifies: {
    'a nightly run that fails': [broken],
    'a failure on the first run': [broken],
    'a failure after a failure': [broken],
    'a failure after cancelled runs only': [broken],
    'a success after a failure': [fixed],
    'a success after a timeout': [fixed],
    'a success after a failure and a cancelled run': [fixed],
    'a re-run that succeeds': [fixed],
    'a re-run that fails again': [broken],
  },
  others: {
    'a success on the first run': nightly({ past: after() }),
    'a failure on the first run': nightly({ ...failed, past: after() }),
    'a failure after a failure': nightly({ ...failed, past: after('failure') }),
    'a failure after cancelled runs only': nightly({ ...failed, past: after('cancelled') }),
    'a success after a failure': nightly({ past: after('failure', 'success') }),
    'a success after a timeout': nightly({ past: after('timed_out') }),
    'a success after a failure and a cancelled run': nightly({
      past: after('cancelled', 'failure'),
    }),
    'a success after cancelled runs and a success': nightly({
      past: after('cancelled', 'success'),
    }),
    'a run that is cancelled': nightly({ cancelled: true, past: after('failure') }),
    'a job that times out': nightly({ ...timedOut, past: after('failure') }),
    'a re-run that succeeds': nightly({ env: rerun }),
    'a re-run that fails again': nightly({ ...failed, env: rerun }),
    'a re-run that succeeds after a cancelled attempt': nightly({
      env: rerun,
      past: { attempts: ['cancelled'] },
    }),
  },
};

const failedJobs = [
  {
    ...onShift,
    ...overrides({ URL: `${home}/job/399444496` }),
    runtimeTitle: 'Build failed: test',
    runtimeDescription: expect.stringMatching(
      /^First failed step: Test the crane\nTook 3 min 2\d s$/,
    ),
  },
];

export const withLinks: Recipe = {
  notifies: {
    'a push that fails': failedJobs,
    'a push that fails, of a bot': failedJobs,
    'a re-run that fails': failedJobs,
  },
};

const completed = {
  ...onShift,
  ...overrides({ URL: `${harbor}/actions/runs/1658821400` }),
};
const deployFailed = {
  ...completed,
  runtimeTitle: 'Deploy failed',
  runtimeDescription: 'Failed jobs: test',
};
const deployFixed = { ...completed, runtimeTitle: 'Deploy works again' };

export const notifier: Recipe = {
  notifies: {
    'a workflow that failed': [deployFailed],
    'a workflow that works again': [deployFixed],
    'a workflow that failed to start': [{ ...completed, runtimeTitle: 'Deploy failed' }],
    'a re-run of a workflow that works again': [deployFixed],
  },
  others: {
    'a workflow that works again': onCompleted({ conclusion: 'success' }, after('failure')),
    'a workflow that failed to start': onCompleted({ conclusion: 'startup_failure' }),
    'a workflow that was cancelled': onCompleted({ conclusion: 'cancelled' }, after('failure')),
    'a re-run of a workflow that works again': onCompleted(
      { conclusion: 'success', run_attempt: 2 },
      { attempts: ['failure'] },
    ),
  },
};

const url = `${home}/job/399444496`;
const testBroken = {
  ...sales,
  ...overrides({ URL: url }),
  runtimeTitle: 'Test is broken',
  runtimeDescription: expect.stringMatching(/^Failed: test\nTook 3 min 2\d s\n$/),
};

/** The workflow of docs/run.md. */
export const runPage: Recipe = {
  notifies: {
    'a push that fails': [testBroken],
    'a push that fails, of a bot': [testBroken],
    'a re-run that fails': [testBroken],
    'a push that works again': [
      {
        ...sales,
        ...overrides({ URL: home }),
        runtimeTitle: 'Test works again',
        runtimeDescription: expect.stringMatching(/^All jobs succeeded\.\nTook 3 min 2\d s\n$/),
      },
    ],
  },
  others: { 'a push that works again': onPush({ past: after('failure') }) },
};
