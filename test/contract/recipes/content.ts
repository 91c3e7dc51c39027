/** Whom the recipes about content and runners notify, and with what. */

import { harbor, type Notification, overrides, type Recipes, sales } from './shared.ts';

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

const about = (title: string, path: string): readonly Notification[] => [
  { ...sales, ...overrides({ EVENT_TITLE: title, EVENT_URL: `${harbor}/${path}` }) },
];

export const content: Recipes = {
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
  'Any event, without writing text': {
    notifies: {
      'a release': about('Harbor 4.7 "Quiet Pier"', 'releases/tag/v4.7.0'),
      'a release without name and notes': about('v4.7.0', 'releases/tag/v4.7.0'),
      'a pre-release': about('Harbor 4.7 "Quiet Pier"', 'releases/tag/v4.7.0'),
      'a re-run for a release': about('Harbor 4.7 "Quiet Pier"', 'releases/tag/v4.7.0'),
      'a deployment that failed': about('production', 'actions/runs/1/job/2'),
      'a deployment with an error and without links': about('production', 'actions/runs/19571113'),
      'a deployment that succeeded': about('production', 'actions/runs/1/job/2'),
      'a deployment to staging that failed': about('staging', 'actions/runs/1/job/2'),
      'an issue': about('The crane creaks', 'issues/17'),
      'a form': about('Report events', 'actions/runs/19571113'),
    },
  },
};

export const runners: Recipes = {
  'Runners, containers, and proxies': {
    notifies: { 'a form': [{ ...sales, runtimeTitle: 'Hello from behind the proxy' }] },
  },
  // A dry run, which succeeds and notifies nobody.
  'Check a payload file in pull requests': { notifies: {} },
  'Try it in CI without WalkMe': {
    notifies: {
      'a pull request': priceLists,
      'a pull request that is a draft': priceLists,
      'a pull request from a fork': priceLists,
      'a pull request from Dependabot': priceLists,
    },
  },
};
