/** Whom the recipes about releases, deployments, and sharing notify, and with what. */

import { earlierRun } from '../../support/github-answers.ts';
import { occasions, onPush } from '../../support/occasions.ts';
import type { Recipes } from './shared.ts';

const tag = 'URL=/releases/tag/v4.7.0';
const run = 'URL=/actions/runs/19571113';
const name = 'Harbor 4.7 "Quiet Pier" is out';
const notes = "What's new • Orders can be split by warehouse (#1841) • The price list loads in";

/** The same on each occasion that is a release. */
const onReleases = (full: string, bare: string) => ({
  'a release; a pre-release that becomes a release; a re-run for a release': [full],
  'a release without name and notes': [bare],
});
const builtin = onReleases(
  `sales: acme/harbor: ${name} / ${notes} / ${tag}`,
  `sales: acme/harbor: v4.7.0 is out / Published by mlindqvist / ${tag}`,
);
const shared = onReleases(`sales: ${name} / ${tag}`, `sales: v4.7.0 is out / ${tag}`);

/** The README, whose workflow has no payload file. */
export const readme: Recipes = { Usage: { notifies: shared } };

const dispatched = 'a form; a form that fails';
const hello = 'Hello from acme/harbor';

/** The first notifications, each started by hand. */
export const firstSend: Recipes = {
  '1. Check the key': { notifies: {} },
  '2. Notify yourself': {
    notifies: {
      [dispatched]: [`me@example.com: ${hello} / This is a test. It was sent by run 42. / ${run}`],
    },
  },
  '3. Notify a small audience': {
    notifies: {
      [dispatched]: [
        `reviewers: ${hello} / We are trying out notifications from GitHub. Please ignore this one. / ${run}`,
      ],
    },
  },
};

export const releases: Recipes = {
  'A release is published': { notifies: builtin },
  'A release, in your own words': {
    notifies: onReleases(`sales: ${name} / ${notes} / ${tag}`, `sales: v4.7.0 is out / ${tag}`),
  },
  'A workflow creates the release': {
    notifies: {
      'a push of a tag': [`sales: acme/harbor: v4.7.0 is out / Published by jonasr / ${tag}`],
    },
  },
  'release-please creates the release': {
    notifies: { 'a merged release': [`sales: acme/harbor v4.7.0 is out / ${tag}`] },
    others: {
      'a merged release': onPush({
        outputs: {
          release: {
            release_created: 'true',
            tag_name: 'v4.7.0',
            html_url: 'https://github.com/acme/harbor/releases/tag/v4.7.0',
          },
        },
      }),
    },
  },
  'Once per release, even after a re-run': {
    // In the re-run, the first attempt did not send.
    notifies: builtin,
    others: {
      'a re-run after the marker was set': {
        ...occasions['a re-run for a release'],
        outputs: { marker: { 'cache-hit': 'true' } },
      },
    },
  },
};

const commit = 'Keep "notes" when an order is split';
const failure = [`shift: acme/harbor: deploy failed / ${commit} (Jonas Reuter) / ${run}`];
const byBot = [`shift: acme/harbor: deploy failed / ${commit} (renovate[bot]) / ${run}`];
const byForm = ` (priya-n) / ${run}`;
const approval = 'A deployment of acme/harbor waits for your approval';
const approvers = `ada@example.com, grace@example.com: ${approval}`;
const asked = [`${approvers} / Started by jonasr / ${run}`];
const deployment =
  'shift: Deployment of acme/harbor failed (production) / main (ffac537) by octocat';
const hung = (text: string, word = 'failed or timed out') => [
  `shift: Deployment of acme/harbor ${word} / ${text} / URL=/actions/runs/1658821493`,
];

export const deployments: Recipes = {
  'A deployment fails': {
    notifies: {
      'a push that fails; a re-run that fails': failure,
      'a push that fails, of a bot': byBot,
      'a form that fails': [
        `shift: acme/harbor: deploy failed / Started by workflow_dispatch${byForm}`,
      ],
    },
  },
  'A deployment hangs': {
    notifies: {
      'a push that fails; a push whose job times out': hung(`Failed: deploy. ${commit} (jonasr)`),
      'a push that fails, of a bot': hung(`Failed: deploy. ${commit} (renovate[bot])`),
      'a re-run that fails': hung(`Failed: deploy. ${commit} (jonasr, attempt 2)`),
      'a deployment that works again': hung(`${commit} (jonasr)`, 'succeeded'),
    },
    others: {
      'a deployment that works again': onPush({ past: { runs: [earlierRun(41, 'failure')] } }),
    },
  },
  'Another service deploys': {
    notifies: {
      'a deployment that failed': [`${deployment} / URL=/actions/runs/1/job/2`],
      'a deployment with an error and without links': [`${deployment} / ${run}`],
    },
  },
  'A deployment waits for approval': {
    notifies: {
      'a push that succeeds; a push whose job times out; a rejected approval': asked,
      'a push that fails; a re-run that fails': [...asked, ...failure],
      'a push that fails, of a bot': [`${approvers} / Started by renovate[bot] / ${run}`, ...byBot],
    },
  },
};

export const sharing: Recipes = {
  'A reusable workflow': { notifies: shared },
  'One action for the organization': {
    notifies: onReleases(
      `sales, mlindqvist@example.com: ${name} / ${tag}`,
      `sales, mlindqvist@example.com: v4.7.0 is out / ${tag}`,
    ),
  },
};
