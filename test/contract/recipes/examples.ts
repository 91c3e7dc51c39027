/** Whom the examples notify, and with what. */

import { type Recipes, systems } from './shared.ts';

const release = 'sales: Harbor 4.7 "Quiet Pier" is out';
const published =
  'A new release of harbor, published by mlindqvist. Select the button to see what / VERSION=v4.7.0 / URL=/releases/tag/v4.7.0';
const failure = (author: string): readonly string[] => [
  `ada@x.test, eve@x.test: Deployment of acme/harbor failed / Keep "notes" when an order is split (${author}) / URL=/actions/runs/19571113 / JOBS=deploy`,
];

export const examples: Recipes = {
  'deployment-failure': {
    notifies: {
      'a push that fails; a re-run that fails': failure('Jonas Reuter'),
      'a push that fails, of a bot': failure('renovate[bot]'),
    },
  },
  'inputs-only': {
    world: { now: () => Date.UTC(2026, 10, 28, 2, 30) },
    notifies: {
      'a form; a form that fails': systems.map(
        (id) =>
          `sales: Maintenance tonight / Orders are read-only from 22:00 to 23:30 UTC. Save your work before that. / URL=https://status.acme.example / CONTACT=it-help@acme.example / at 2026-11-28 03:00 / on ${id}`,
      ),
    },
  },
  'release-announcement': {
    notifies: {
      'a release; a pre-release that becomes a release; a re-run for a release': [
        `${release} / ${published}`,
      ],
      'a release without name and notes': [`sales: v4.7.0 is out / ${published}`],
    },
  },
};
