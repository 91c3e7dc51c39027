import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { defaultClient } from '../../simulator/simulator.ts';
import { occasions } from '../support/occasions.ts';
import { simulate } from '../support/simulator.ts';
import { root } from '../support/snippets.ts';
import { runWorkflow } from '../support/workflow-run.ts';
import { vars } from './recipes/recipes.ts';

const folder = join(root, 'examples');
const names = readdirSync(folder, { withFileTypes: true })
  .filter((it) => it.isDirectory())
  .map(({ name }) => name);
const read = (...path: readonly string[]): string => readFileSync(join(folder, ...path), 'utf8');

const date = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);

const release = {
  templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
  audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'],
  notificationType: 'Push',
  title: 'Release v4.7.0 of acme/harbor, run 42',
  runtimeTitle: 'Harbor 4.7 "Quiet Pier" is out',
  runtimeDescription:
    'A new release of harbor, published by mlindqvist. Select the button to see what changed.',
  endAt: date,
  override: [
    { key: 'VERSION', value: 'v4.7.0' },
    { key: 'URL', value: 'https://github.com/acme/harbor/releases/tag/v4.7.0' },
  ],
};

const failure = {
  templateId: '5b0d9c1e-6f1a-4a53-9f8e-2f1f1a7e6c10',
  endUsersIds: ['ada@x.test', 'eve@x.test'],
  notificationType: 'Popup',
  title: 'Deployment of acme/harbor, run 42',
  runtimeTitle: 'Deployment of acme/harbor failed',
  runtimeDescription: 'Keep "notes" when an order is split (Jonas Reuter)',
  endAt: date,
  override: [
    { key: 'URL', value: 'https://github.com/acme/harbor/actions/runs/19571113' },
    { key: 'JOBS', value: 'deploy' },
  ],
};

const maintenance = {
  templateId: '8d1f7a52-0c53-4c8f-b1de-3f6f1c9f0a77',
  audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'],
  title: 'Maintenance, acme/harbor, run 42',
  runtimeTitle: 'Maintenance tonight',
  runtimeDescription: 'Orders are read-only from 22:00 to 23:30 UTC.\nSave your work before that.',
  startAt: date,
  endAt: date,
  override: [
    { key: 'URL', value: 'https://status.acme.example' },
    { key: 'CONTACT', value: 'it-help@acme.example' },
  ],
};

const onSystems = ['bcf4c7f5682b4aa6875a0fc9bdfa21ca', '0d6bc9a1e4f74f7c8a3c5b2e9d1f0a68'].map(
  (systemId) => ({ systemId, ...maintenance }),
);

/** Whole notifications per example and occasion. On every other occasion, nobody is notified. */
const cases: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  'release-announcement': {
    'a release': [release],
    'a release without name and notes': [{ ...release, runtimeTitle: 'v4.7.0 is out' }],
    'a re-run for a release': [release],
    'a pre-release that becomes a release': [release],
  },
  'deployment-failure': {
    'a push that fails': [failure],
    'a push that fails, of a bot': [
      {
        ...failure,
        runtimeDescription: 'Keep "notes" when an order is split (renovate[bot])',
      },
    ],
    'a re-run that fails': [failure],
  },
  'inputs-only': { 'a form': onSystems, 'a form that fails': onSystems },
};

it('every example is run here', () => {
  expect(Object.keys(cases).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  const workflow = read(name, 'workflow.yml');
  const [payload] = readdirSync(join(folder, name)).filter(
    (file) => !['workflow.yml', 'event.json'].includes(file),
  );

  it('names its payload file as the workflow does', () => {
    const named = /payload-file: (.+)/.exec(workflow)?.[1];
    expect(named && basename(named)).toBe(payload);
    expect(parse(workflow).name).toBeTypeOf('string');
  });

  it.each(Object.entries(occasions))('notifies whom it should about %s', async (what, occasion) => {
    const simulator = await simulate();
    const { url } = simulator;
    const runs = await runWorkflow(
      workflow,
      { ...occasion, vars },
      {
        files: payload === undefined ? {} : { [`.github/walkme/${payload}`]: read(name, payload) },
        inputs: { 'base-url': url },
        secrets: {
          WALKME_CLIENT_ID: defaultClient.id,
          WALKME_CLIENT_SECRET: defaultClient.secret,
        },
      },
    );
    for (const { report } of runs) expect(report).toMatchObject({ exitCode: 0 });
    const accepted = simulator.ledger.accepted().map(({ notification }) => notification);
    expect(accepted).toEqual(cases[name]?.[what] ?? []);
  });
});
