/** Whom the recipes about results and people notify, and with what. */

import { notifier, onlyNews, withLinks } from './runs.ts';
import {
  harbor,
  type Notification,
  onShift,
  overrides,
  type Recipes,
  runUrl,
  sales,
} from './shared.ts';

const sameJob = { ...onShift, ...runUrl, runtimeTitle: 'Test failed on main' };

const matrix = (result: string, description: string): readonly Notification[] => [
  {
    ...onShift,
    ...runUrl,
    runtimeTitle: `Test everywhere: ${result}`,
    runtimeDescription: description,
  },
];

const author = {
  ...runUrl,
  endUsersIds: ['jonasr@example.com'],
  runtimeTitle: 'Your push to main broke the tests',
  runtimeDescription: 'Keep "notes" when an order is split',
};

const pull = {
  ...overrides({ URL: `${harbor}/pull/18` }),
  runtimeTitle: 'Review: Split "orders" by\nwarehouse: `now` ${{ github.token }}',
};
const reviewer = {
  ...pull,
  endUsersIds: ['mona.lisa@example.com'],
  runtimeDescription: 'hubot asks for your review',
};
const review = {
  ...pull,
  audiencesIds: ['3e9d1b70-6c1f-4a0e-b1d4-9f5a7c2e8d44'],
  runtimeDescription: 'From hubot',
};

export const results: Recipes = {
  'A step of the same job fails': {
    notifies: {
      'a push that fails': [sameJob],
      'a push that fails, of a bot': [sameJob],
      'a re-run that fails': [sameJob],
    },
  },
  'Only when it breaks, and when it works again': onlyNews,
  'Failed jobs, with links': withLinks,
  'One notification for a matrix': {
    notifies: {
      'a push that succeeds': matrix('success', 'All jobs passed.'),
      'a push that fails': matrix('failure', 'Failed: test'),
      'a push that fails, of a bot': matrix('failure', 'Failed: test'),
      'a push that fails on another branch': matrix('failure', 'Failed: test'),
      'a push whose job times out': matrix('cancelled', 'Not all jobs finished.'),
      'a re-run that fails': matrix('failure', 'Failed: test'),
      'a push of a tag': matrix('success', 'All jobs passed.'),
    },
  },
  'One notifier for many workflows': notifier,
  'Use the result in later steps': { notifies: { 'a form': [sales] } },
};

export const people: Recipes = {
  'Notify the people who broke the build': {
    notifies: { 'a push that fails': [author], 'a re-run that fails': [author] },
  },
  'Notify reviewers': {
    notifies: {
      'a request for a review': [reviewer],
      'a pull request that becomes ready': [reviewer],
    },
  },
  'Pull requests from forks and Dependabot': {
    notifies: { 'a pull request': [review], 'a pull request that becomes ready': [review] },
  },
};
