/** Whom the recipes about results and people notify, and with what. */

import { earlierRun } from '../../support/github-answers.ts';
import { failed, nightly, onCompleted, onPush, rerun, timedOut } from '../../support/occasions.ts';
import type { Recipe, Recipes } from './shared.ts';

const run = 'URL=/actions/runs/19571113';
const home = 'URL=/actions/runs/1658821493';
const commit = 'Keep "notes" when an order is split';

/** Earlier runs with these conclusions, the latest first. */
const after = (...conclusions: readonly string[]) => ({
  runs: conclusions.map((conclusion, index) => earlierRun(41 - index, conclusion)),
});

const tested = (who = 'jonasr') => [
  `shift: acme/harbor: Test #42 failed / ${commit} (${who}) / ${run}`,
];
const broken = (who = 'jonasr', word = 'failed') => [
  `shift: acme/harbor: Main #42 ${word} / Failed: test. ${commit} (${who}) / ${home}`,
];
const fixed = (who = 'jonasr') => [
  `shift: acme/harbor: Main #42 passed / ${commit} (${who}) / ${home}`,
];

const onlyNews: Recipe = {
  notifies: {
    'a push that fails; a failure after a failure; a failure on the first run': broken(),
    'a push that fails, of a bot': broken('renovate[bot]'),
    'a push whose job times out': broken('jonasr', 'was cancelled'),
    'a success after a failure; a success after a timeout': fixed(),
    'a success after a failure and a cancelled run': fixed(),
    'a re-run that succeeds': fixed('jonasr, attempt 2'),
    'a re-run that fails': broken('jonasr, attempt 2'),
  },
  others: {
    'a success on the first run': onPush({ past: after() }),
    'a failure on the first run': onPush({ ...failed, past: after() }),
    'a failure after a failure': onPush({ ...failed, past: after('failure') }),
    'a success after a failure': onPush({ past: after('failure', 'success') }),
    'a success after a timeout': onPush({ past: after('timed_out') }),
    'a success after a failure and a cancelled run': onPush({
      past: after('cancelled', 'failure'),
    }),
    'a success after cancelled runs and a success': onPush({ past: after('cancelled', 'success') }),
    'a run that is cancelled': onPush({ cancelled: true, past: after('failure') }),
    'a re-run that succeeds': onPush({ env: rerun }),
    'a re-run that succeeds after a cancelled attempt': onPush({
      env: rerun,
      past: { attempts: ['cancelled'] },
    }),
  },
};

const failedJobs = `shift: Build failed / test First failed step: Test the crane Took TIME / ${home} / JOB_URL=/actions/runs/1658821493/job/399444496`;
const matrix = (result: string, text: string) => [
  `shift: Test everywhere: ${result} / ${text} / ${run}`,
];
const oiled = 'Oil the crane (octocat)';
const lint = (word: string, text: string) => [
  `shift: Lint ${word} on main / ${text} / URL=/actions/runs/1658821400`,
];
const nights = 'The nightly tests';
/** Half past three in a night from Friday to Saturday, and when people are back. */
const saturday = { now: () => Date.parse('2026-11-28T02:30:00Z') + performance.now() };
const monday = 'at 2026-11-30 08:00';

export const results: Recipes = {
  'A step of the same job fails': {
    notifies: {
      'a push that fails': tested(),
      'a push that fails, of a bot': tested('renovate[bot]'),
      'a re-run that fails': tested('jonasr, attempt 2'),
    },
  },
  'Only when it breaks, and when it works again': onlyNews,
  'Failed jobs, with links': {
    notifies: {
      'a push that fails; a push that fails, of a bot; a re-run that fails': [failedJobs],
    },
  },
  'One notification for a matrix': {
    notifies: {
      'a push that succeeds; a rejected approval': matrix('success', 'All jobs passed.'),
      'a push that fails; a push that fails, of a bot; a re-run that fails': matrix(
        'failure',
        'Failed: test',
      ),
      'a push whose job times out': matrix('cancelled', 'Not all jobs finished.'),
    },
  },
  'One notifier for many workflows': {
    notifies: {
      'a workflow that failed': lint('failed', `Failed: test. ${oiled}`),
      'a workflow that works again': lint('passed', oiled),
      'a workflow that failed to start': lint('failed', oiled),
      'a re-run of a workflow that works again': lint('passed', 'Oil the crane (hubot, attempt 2)'),
    },
    others: {
      'a workflow that works again': onCompleted({ conclusion: 'success' }, after('failure')),
      'a workflow that failed to start': onCompleted({ conclusion: 'startup_failure' }),
      'a workflow that was cancelled': onCompleted({ conclusion: 'cancelled' }, after('failure')),
      'a workflow that notifies by itself': onCompleted({ name: 'Nightly' }),
      'a re-run of a workflow that works again': onCompleted(
        { conclusion: 'success', run_attempt: 2, triggering_actor: { login: 'hubot' } },
        { attempts: ['failure'] },
      ),
    },
  },
  'Test results': {
    notifies: {
      'a push that fails; a push that fails, of a bot; a re-run that fails': [
        `shift: acme/harbor: the tests could not run / ${run}`,
      ],
      'tests that fail': ['shift: acme/harbor: 2 tests failed / 118 passed. / URL=/runs/7'],
    },
    others: {
      'tests that fail': onPush({
        ...failed,
        outputs: {
          report: { failed: '2', passed: '118', url_html: 'https://github.com/acme/harbor/runs/7' },
        },
      }),
    },
  },
  'At nine, and managers after three nights': {
    world: saturday,
    notifies: {
      'a nightly run that fails; a form that fails; a night that hangs': [
        `shift: ${nights} failed / ${home} / ${monday}`,
      ],
      'a third night that fails': [
        `shift: ${nights} failed / 3 times in a row, since run 40 / ${home} / ${monday}`,
        `managers: ${nights} have failed for three nights / ${home} / ${monday}`,
      ],
      'a fourth night that fails': [
        `shift: ${nights} failed / 4 times in a row, since run 39 / ${home} / ${monday}`,
      ],
      'a night that passes after a failure': [`shift: ${nights} passed / ${home} / ${monday}`],
    },
    others: {
      'a third night that fails': nightly({
        ...failed,
        world: saturday,
        past: after('failure', 'failure', 'success'),
      }),
      'a fourth night that fails': nightly({
        ...failed,
        world: saturday,
        past: after('failure', 'failure', 'failure'),
      }),
      'a night that passes after a failure': nightly({ past: after('failure') }),
      'a night that hangs': nightly(timedOut),
    },
  },
  'Use the outcome in later steps': {
    notifies: { 'a form; a form that fails': ['sales: The price list is updated'] },
  },
};

const compare =
  'URL=/compare/ffac537e6cbbf934b08745a378932722df287a53...ffac537e6cbbf934b08745a378932722df287a53';
const broke = (who: string, by: string) => [
  `${who}: The tests on main broke / Commits by ${by} / ${compare}`,
];
const onCall = (who: string, by = 'jonasr') => [
  `${who}: acme/harbor: Deploy on call #42 failed / Failed: deploy. ${commit} (${by}) / ${run}`,
];
const fallback = 'ada@x.test, eve@x.test';
const split = 'Review: Split "orders" by warehouse: `now` ${{ github.token }}';
const reviewer = (who: string) => [`${who}: ${split} / hubot asks for your review / URL=/pull/18`];
const dockers = 'ada@example.com, grace@example.com';
const review = ['reviewers: Pull request 18 is ready for review / From hubot / URL=/pull/18'];

export const people: Recipes = {
  'Notify the people who broke the build': {
    notifies: {
      // The fallback of the user map serves neither strangers nor, here, anyone but the pusher.
      'a push that fails': broke('jonasr@example.com, mona.lisa@example.com', 'Jonas Reuter'),
      'a push that fails, of a bot': broke('mona.lisa@example.com', 'renovate[bot]'),
    },
    others: { 'a push while it is broken': onPush({ ...failed, past: after('failure') }) },
  },
  'Notify whoever is on call': {
    notifies: {
      'a push that fails': onCall(fallback),
      'a push that fails, of a bot': onCall(fallback, 'renovate[bot]'),
      'a re-run that fails': onCall(fallback, 'jonasr, attempt 2'),
      'a push that fails while someone is on call': onCall('grace@example.com'),
    },
    others: {
      'a push that fails while someone is on call': onPush({
        ...failed,
        outputs: { 'on-call': { ids: 'grace@example.com' } },
      }),
    },
  },
  'Notify reviewers': {
    notifies: {
      'a request for a review': reviewer('mona.lisa@example.com'),
      'a request for a review of a team': reviewer(dockers),
      'a pull request that becomes ready': reviewer(`mona.lisa@example.com, ${dockers}`),
    },
  },
  'Pull requests from forks and Dependabot': {
    notifies: {
      'a pull request; a pull request that becomes ready': review,
      'a pull request without reviewers that becomes ready': review,
    },
  },
  'One language per audience': {
    notifies: {
      'a release; a release without name and notes; a re-run for a release; a pre-release that becomes a release':
        [
          'sales: Version v4.7.0 is out / URL=/releases/tag/v4.7.0',
          'reviewers: Version v4.7.0 ist da / URL=/releases/tag/v4.7.0',
        ],
    },
  },
  'One value per person': {
    notifies: {
      'a form; a form that fails': [
        'ada@example.com: Your license ends soon / DAYS=5',
        'grace@example.com: Your license ends soon / DAYS=30',
      ],
    },
    outputs: {
      make: {
        document: JSON.stringify({
          notifications: [
            { endUsersIds: ['ada@example.com'], override: { DAYS: '5' } },
            { endUsersIds: ['grace@example.com'], override: { DAYS: '30' } },
          ],
        }),
      },
    },
  },
};

/** The workflow of docs/run.md. */
export const runPage: Recipe = {
  notifies: {
    'a push that fails; a push that fails, of a bot; a re-run that fails; a push whose job times out':
      [
        'sales: Test is broken / Failed: test Took TIME / URL=/actions/runs/1658821493/job/399444496',
      ],
    'a push that works again': [
      `sales: Test works again / All jobs succeeded. Took TIME / ${home}`,
    ],
  },
  others: { 'a push that works again': onPush({ past: after('failure') }) },
};
