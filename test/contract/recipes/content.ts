/** Whom the recipes about content and runners notify, and with what. */

import { onPush } from '../../support/occasions.ts';
import { type Recipes, systems } from './shared.ts';

const prices = [
  'sales: The new price list is live',
  'managers: The new price list is live / Customers may ask about the rounding. Select the button for details.',
];
const toSystems = prices.flatMap((line) => systems.map((id) => `${line} / on ${id}`));
const event = (title: string, path: string) => [`sales: EVENT_TITLE=${title} / EVENT_URL=/${path}`];
const changed = (prices: string, training: string) =>
  onPush({ outputs: { changed: { prices, training } } });
const [toSales, toManagers] = [
  'sales: The price list has changed',
  'managers: The training material has changed',
];

export const content: Recipes = {
  'A maintenance window': {
    notifies: {
      'a form; a form that fails': [
        'sales: Maintenance on 2098-12-05 22:00 Europe/Berlin / Orders are read-only until 2098-12-06 02:00 Europe/Berlin. Save your work before / URL=https://status.example.com',
      ],
    },
  },
  'Several systems, several notifications': {
    notifies: { 'a form; a form that fails': toSystems },
  },
  'Only what changed': {
    notifies: {
      'a push of prices': [toSales],
      'a push of training': [toManagers],
      'a push of both': [toSales, toManagers],
    },
    others: {
      'a push of prices': changed('true', 'false'),
      'a push of training': changed('false', 'true'),
      'a push of both': changed('true', 'true'),
    },
    outputs: { changed: { prices: 'false', training: 'false' } },
  },
  'Any event, without writing text': {
    notifies: {
      'a release; a re-run for a release; a pre-release that becomes a release': event(
        'Harbor 4.7 "Quiet Pier"',
        'releases/tag/v4.7.0',
      ),
      'a release without name and notes': event('v4.7.0', 'releases/tag/v4.7.0'),
      'a deployment that failed; a deployment that succeeded': event(
        'production',
        'actions/runs/1/job/2',
      ),
      'a deployment with an error and without links': event('production', 'actions/runs/19571113'),
      'a deployment to staging that failed': event('staging', 'actions/runs/1/job/2'),
      'a form; a form that fails': event('Report events', 'actions/runs/19571113'),
    },
  },
};

const started = 'sales: The build of main has started';

export const runners: Recipes = {
  'Runners, containers, and proxies': {
    notifies: { 'a form; a form that fails': ['sales: Hello from behind the proxy'] },
  },
  'Off the path of the job': {
    notifies: {
      'a push that succeeds; a push that fails; a push that fails, of a bot': [started],
      'a push whose job times out; a re-run that fails; a rejected approval': [started],
    },
  },
  // Dry runs, which succeed and notify no one.
  'Check payload files in pull requests': { notifies: {} },
  'Try it in CI without WalkMe': {
    notifies: {
      'a pull request; a pull request that is a draft': prices,
      'a pull request from a fork; a pull request from Dependabot': prices,
    },
  },
};
