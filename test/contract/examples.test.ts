import { describe, expect, it } from 'vitest';
import { publishedWorkflows } from '../runner/published-workflows.ts';
import { occasions } from '../support/occasions.ts';
import { secrets, simulate } from '../support/simulator.ts';
import { runWorkflow } from '../support/workflow-run.ts';
import { vars } from './recipes/recipes.ts';
import { byOccasion, lineOf, type Recipe } from './recipes/shared.ts';

const release = 'sales: Harbor 4.7 "Quiet Pier" is out';
const published =
  'A new release of harbor, published by mlindqvist. Select the button to see what / VERSION=v4.7.0 / URL=/releases/tag/v4.7.0';
const failure = (author: string): readonly string[] => [
  `ada@x.test, eve@x.test: Deployment of acme/harbor failed / Keep "notes" when an order is split (${author}) / URL=/actions/runs/19571113 / JOBS=deploy`,
];
const systems = ['bcf4c7f5682b4aa6875a0fc9bdfa21ca', '0d6bc9a1e4f74f7c8a3c5b2e9d1f0a68'];

/** What each example sends, as in the tables of the recipes. */
const cases: Readonly<Record<string, Recipe>> = {
  'release-announcement': {
    notifies: {
      'a release; a pre-release that becomes a release; a re-run for a release': [
        `${release} / ${published}`,
      ],
      'a release without name and notes': [`sales: v4.7.0 is out / ${published}`],
    },
  },
  'deployment-failure': {
    notifies: {
      'a push that fails; a re-run that fails': failure('Jonas Reuter'),
      'a push that fails, of a bot': failure('renovate[bot]'),
    },
  },
  'inputs-only': {
    notifies: {
      'a form; a form that fails': systems.map(
        (id) =>
          `sales: Maintenance tonight / Orders are read-only from 22:00 to 23:30 UTC. Save your work before that. / URL=https://status.acme.example / CONTACT=it-help@acme.example / at DATE / on ${id}`,
      ),
    },
  },
};

const examples = publishedWorkflows.filter(({ source }) => source.startsWith('examples/'));

it('every example is run here', () => {
  expect(Object.keys(cases).sort()).toEqual(examples.map(({ section }) => section).sort());
});

describe.each(examples)('$section', ({ section, text, files }) => {
  it('names its payload file as the workflow does', () => {
    const named = /payload-file: (.+)/.exec(text)?.[1];
    expect(Object.keys(files)).toEqual(named === undefined ? [] : [named]);
  });

  it.each(Object.entries(occasions))('notifies whom it should about %s', async (what, occasion) => {
    const simulator = await simulate();
    const inputs = { 'base-url': simulator.url };
    const runs = await runWorkflow(text, { ...occasion, vars }, { files, inputs, secrets });
    for (const { report } of runs) expect(report).toMatchObject({ exitCode: 0 });
    const sent = simulator.ledger.accepted().map(({ notification }) => Object(notification));
    for (const { title, endAt } of sent) {
      expect(title).toMatch(/acme\/harbor\b.*\b42$/);
      expect(endAt).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
    }
    const lines = sent.map((it) => lineOf(it).replace(/ at [\d: -]+ \//, ' at DATE /'));
    expect(lines).toEqual(byOccasion(cases[section] ?? { notifies: {} })[what] ?? []);
  });
});
