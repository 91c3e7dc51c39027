/** Whom each workflow of the pages notifies, and with what. On every other occasion, it notifies nobody. */

import { expect } from 'vitest';
import { occasions } from '../support/occasions.ts';
import type { Occasion } from '../support/workflow-steps.ts';

/** All fields but the template and the end. */
type Notification = Readonly<Record<string, unknown>>;

/** One workflow, by the heading that it is under. */
export interface Recipe {
  readonly notifies: Readonly<Record<string, readonly Notification[]>>;
  /** Occasions that only this workflow is run on. */
  readonly others?: Readonly<Record<string, Occasion>>;
}

const sales = { audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'] };
const onShift = { audiencesIds: ['0a3f6c0e-58a1-4c5f-8c39-5c8f0b1d9e77'] };
const overrides = (values: Readonly<Record<string, string>>): Notification => ({
  override: Object.entries(values).map(([key, value]) => ({ key, value })),
});
const run = overrides({ URL: 'https://github.com/acme/harbor/actions/runs/19571113' });
const tag = overrides({ URL: 'https://github.com/acme/harbor/releases/tag/v4.7.0' });

const named = { ...sales, runtimeTitle: 'Harbor 4.7 "Quiet Pier" is out' };
const unnamed = { ...sales, runtimeTitle: 'v4.7.0 is out' };
const notes = { runtimeDescription: expect.stringMatching(/^What's new\n\n• Orders can be split/) };

const releases = {
  'a release': [{ ...named, ...tag, ...notes }],
  'a release without name and notes': [{ ...unnamed, ...tag }],
  'a re-run for a release': [{ ...named, ...tag, ...notes }],
};

const failure = {
  ...onShift,
  ...run,
  notificationType: 'Popup',
  runtimeTitle: 'harbor: deploy failed',
  runtimeDescription: 'Keep "notes" when an order is split (Jonas Reuter)',
};
const failureOfBot = {
  ...failure,
  runtimeDescription: 'Keep "notes" when an order is split (renovate[bot])',
};

const deployment = {
  ...onShift,
  runtimeTitle: 'Deployment of harbor to production failed',
};

const approval = {
  ...run,
  endUsersIds: ['ada@example.com', 'grace@example.com'],
  runtimeTitle: 'A deployment of harbor waits for your approval',
  runtimeDescription: 'Started by jonasr',
};

const sameJob = { ...onShift, ...run, runtimeTitle: 'Sample failed on main' };

const matrix = (result: string, description: string): readonly Notification[] => [
  { ...onShift, ...run, runtimeTitle: `Sample: ${result}`, runtimeDescription: description },
];

const review = {
  ...overrides({ URL: 'https://github.com/acme/harbor/pull/18' }),
  audiencesIds: ['3e9d1b70-6c1f-4a0e-b1d4-9f5a7c2e8d44'],
  runtimeTitle: 'Review: Split "orders" by\nwarehouse: `now` ${{ github.token }}',
  runtimeDescription: 'From hubot',
};

const prices = { runtimeTitle: 'The new price list is live' };
const priceLists = [
  { ...prices, ...sales },
  {
    ...prices,
    audiencesIds: ['7c1d0c4b-2f0a-4ad5-9a4e-0d8f2b6a1e55'],
    runtimeDescription: 'Customers may ask about the rounding. Select the button for details.',
  },
];
const systems = ['bcf4c7f5682b4aa6875a0fc9bdfa21ca', '0d6bc9a1e4f74f7c8a3c5b2e9d1f0a68'];

const event = (EVENT_TITLE: string, EVENT_URL: string): readonly Notification[] => [
  { ...sales, ...overrides({ EVENT_TITLE, EVENT_URL }) },
];
const harbor = 'https://github.com/acme/harbor';

/** In the order of the pages. */
export const recipes: Readonly<Record<string, Recipe>> = {
  'Notify WalkMe Workstation': {
    notifies: {
      'a release': [{ ...named, ...tag }],
      'a release without name and notes': [{ ...unnamed, ...tag }],
      'a re-run for a release': [{ ...named, ...tag }],
    },
  },
  'A release is published': { notifies: releases },
  'Release and notify in one workflow': {
    notifies: { 'a push of a tag': [{ ...sales, ...tag, runtimeTitle: 'harbor v4.7.0 is out' }] },
  },
  'Once per release, even after a re-run': {
    notifies: {
      'a release': [named],
      'a release without name and notes': [unnamed],
      // The first attempt did not get so far.
      'a re-run for a release': [named],
    },
    others: {
      'a re-run after the marker was set': {
        ...occasions['a re-run for a release'],
        outputs: { marker: { 'cache-hit': 'true' } },
      },
    },
  },
  'A deployment fails': {
    notifies: {
      'a push that fails': [failure],
      'a push that fails, of a bot': [failureOfBot],
      'a re-run that fails': [failure],
    },
  },
  'Another service deploys': {
    notifies: {
      'a deployment that failed': [
        { ...deployment, ...overrides({ URL: `${harbor}/actions/runs/1/job/2` }) },
      ],
      'a deployment with an error and without links': [
        { ...deployment, ...overrides({ URL: harbor }) },
      ],
    },
  },
  'A deployment waits for approval': {
    notifies: {
      'a push that succeeds': [approval],
      'a push that fails': [approval],
      'a push that fails, of a bot': [
        { ...approval, runtimeDescription: 'Started by renovate[bot]' },
      ],
      'a push whose job times out': [approval],
      'a re-run that fails': [approval],
    },
  },
  'A step of the same job fails': {
    notifies: {
      'a push that fails': [sameJob],
      'a push that fails, of a bot': [sameJob],
      'a re-run that fails': [sameJob],
    },
  },
  'Only when it breaks, and when it works again': { notifies: {} },
  'One notification for a matrix': {
    notifies: {
      'a push that succeeds': matrix('success', 'All jobs passed.'),
      'a push that fails': matrix('failure', 'Failed: test'),
      'a push that fails, of a bot': matrix('failure', 'Failed: test'),
      'a push that fails on another branch': matrix('failure', 'Failed: test'),
      'a push whose job times out': matrix('cancelled', 'Not all jobs ran to the end.'),
      'a re-run that fails': matrix('failure', 'Failed: test'),
      'a push of a tag': matrix('success', 'All jobs passed.'),
    },
  },
  'One notifier for many workflows': { notifies: {} },
  'Use the result in later steps': { notifies: { 'a form': [sales] } },
  'Notify the people who broke the build': { notifies: {} },
  'Notify reviewers': { notifies: {} },
  'Pull requests from forks and Dependabot': {
    notifies: { 'a pull request': [review], 'a pull request that becomes ready': [review] },
  },
  'A maintenance window': {
    notifies: {
      'a form': [
        {
          ...sales,
          ...overrides({ URL: 'https://status.example.com' }),
          runtimeTitle: 'Maintenance tonight',
          runtimeDescription: 'Orders are read-only during the maintenance. Save your work.',
          startAt: '2098-12-05 21:00',
        },
      ],
    },
  },
  'Several systems, several notifications': {
    notifies: {
      'a form': priceLists.flatMap((it) => systems.map((systemId) => ({ ...it, systemId }))),
    },
  },
  'Any event, without writing a text': {
    notifies: {
      'a release': event('Harbor 4.7 "Quiet Pier"', `${harbor}/releases/tag/v4.7.0`),
      'a release without name and notes': event('v4.7.0', `${harbor}/releases/tag/v4.7.0`),
      'a pre-release': event('Harbor 4.7 "Quiet Pier"', `${harbor}/releases/tag/v4.7.0`),
      'a re-run for a release': event('Harbor 4.7 "Quiet Pier"', `${harbor}/releases/tag/v4.7.0`),
      'a deployment that failed': event('production', `${harbor}/actions/runs/1/job/2`),
      'a deployment with an error and without links': event(
        'production',
        `${harbor}/actions/runs/19571113`,
      ),
      'a deployment that succeeded': event('production', `${harbor}/actions/runs/1/job/2`),
      'a deployment to staging that failed': event('staging', `${harbor}/actions/runs/1/job/2`),
      'an issue': event('The crane creaks', `${harbor}/issues/17`),
      'a form': event('Sample', `${harbor}/actions/runs/19571113`),
    },
  },
  'A reusable workflow': { notifies: releases },
  'One action for the organization': { notifies: {} },
  'Runners, containers, and proxies': {
    notifies: { 'a form': [{ ...sales, runtimeTitle: 'Hello from behind the proxy' }] },
  },
  'Try it in CI without WalkMe': {
    notifies: {
      'a pull request': priceLists,
      'a pull request that is a draft': priceLists,
      'a pull request from a fork': priceLists,
      'a pull request from Dependabot': priceLists,
    },
  },
};
