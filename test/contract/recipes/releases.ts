/** Whom the recipes about releases and deployments notify, and with what. */

import { expect } from 'vitest';
import { occasions } from '../../support/occasions.ts';
import {
  harbor,
  type Notification,
  onShift,
  overrides,
  type Recipes,
  runUrl,
  sales,
  tagUrl,
} from './shared.ts';

const named = { ...sales, runtimeTitle: 'Harbor 4.7 "Quiet Pier" is out' };
const unnamed = { ...sales, runtimeTitle: 'v4.7.0 is out' };
const notes = { runtimeDescription: expect.stringMatching(/^What's new\n\n• Orders can be split/) };

/** The same notification on each occasion that is a release. */
const onReleases = (full: Notification, bare: Notification) => ({
  'a release': [full],
  'a release without name and notes': [bare],
  'a re-run for a release': [full],
});

const withNotes = onReleases({ ...named, ...tagUrl, ...notes }, { ...unnamed, ...tagUrl });

const failure = {
  ...onShift,
  ...runUrl,
  notificationType: 'Popup',
  runtimeTitle: 'harbor: deploy failed',
  runtimeDescription: 'Keep "notes" when an order is split (Jonas Reuter)',
};

const deployment = { ...onShift, runtimeTitle: 'Deployment of harbor to production failed' };

const approval = {
  ...runUrl,
  endUsersIds: ['ada@example.com', 'grace@example.com'],
  runtimeTitle: 'A deployment of harbor waits for your approval',
  runtimeDescription: 'Started by jonasr',
};

/** The README, whose workflow has no payload file. */
export const readme: Recipes = {
  'Notify WalkMe Workstation': {
    notifies: onReleases({ ...named, ...tagUrl }, { ...unnamed, ...tagUrl }),
  },
};

export const releases: Recipes = {
  'A release is published': { notifies: withNotes },
  'Release and notify in one workflow': {
    notifies: {
      'a push of a tag': [{ ...sales, ...tagUrl, runtimeTitle: 'harbor v4.7.0 is out' }],
    },
  },
  'Once per release, even after a re-run': {
    // In the re-run, the first attempt did not send.
    notifies: onReleases(named, unnamed),
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
      'a push that fails, of a bot': [
        {
          ...failure,
          runtimeDescription: 'Keep "notes" when an order is split (renovate[bot])',
        },
      ],
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
};

export const sharing: Recipes = {
  'A reusable workflow': { notifies: withNotes },
  'One action for the organization': {
    notifies: onReleases(
      { ...named, ...tagUrl, endUsersIds: ['mlindqvist@example.com'] },
      { ...unnamed, ...tagUrl, endUsersIds: ['mlindqvist@example.com'] },
    ),
  },
};
