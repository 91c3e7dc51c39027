import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleRun } from '../../scripts/sampleRun.ts';
import { stepInputs } from '../../scripts/workflow.ts';
import { defaultClient } from '../../simulator/simulator.ts';
import { inputsFor, simulate } from '../support/simulator.ts';
import { root } from '../support/snippets.ts';
import { runAction } from '../support/world.ts';

const examples = join(root, 'examples');
const read = (...path: readonly string[]): string => readFileSync(join(examples, ...path), 'utf8');

/** What the runner knows beyond the event, and what people get. */
const expected = {
  'release-announcement': {
    contexts: {},
    notifications: [
      {
        templateId: '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
        audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'],
        notificationType: 'Push',
        title: 'Release v4.7.0 of acme/harbor',
        runtimeTitle: 'Harbor 4.7 "Quiet Pier" is out',
        runtimeDescription:
          'A new release of harbor, published by mlindqvist. The button leads to what has changed.',
        endAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
        override: [
          { key: 'VERSION', value: 'v4.7.0' },
          { key: 'URL', value: 'https://github.com/acme/harbor/releases/tag/v4.7.0' },
        ],
      },
    ],
  },
  'deployment-failure': {
    contexts: {
      needs: { deploy: { result: 'failure', outputs: {} } },
      vars: { WALKME_ON_SHIFT: '["ada@acme.example", "grace@acme.example"]' },
    },
    notifications: [
      {
        templateId: '5b0d9c1e-6f1a-4a53-9f8e-2f1f1a7e6c10',
        endUsersIds: ['ada@acme.example', 'grace@acme.example'],
        notificationType: 'Popup',
        title: 'Deployment 42 failed',
        runtimeTitle: 'Deployment of harbor failed',
        runtimeDescription:
          'deploy failed for "Keep "notes" when an order is split" by Jonas Reuter.',
        endAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/),
        override: [
          { key: 'URL', value: 'https://github.com/acme/harbor/actions/runs/19571113' },
          { key: 'RESULT', value: 'failure' },
        ],
      },
    ],
  },
  'inputs-only': {
    contexts: { inputs: JSON.parse(read('inputs-only', 'event.json')).inputs },
    notifications: ['bcf4c7f5682b4aa6875a0fc9bdfa21ca', '0d6bc9a1e4f74f7c8a3c5b2e9d1f0a68'].map(
      (systemId) => ({
        systemId,
        templateId: '8d1f7a52-0c53-4c8f-b1de-3f6f1c9f0a77',
        audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'],
        runtimeTitle: 'Maintenance tonight',
        runtimeDescription:
          'Orders are read-only from 22:00 to 23:30 UTC.\nSave your work before that.',
        startAt: expect.any(String),
        endAt: expect.any(String),
        override: [
          { key: 'URL', value: 'https://status.acme.example' },
          { key: 'CONTACT', value: 'it-help@acme.example' },
        ],
      }),
    ),
  },
} as const;

it('every example is run here', () => {
  expect(Object.keys(expected).sort()).toEqual(readdirSync(examples).sort());
});

describe.each(Object.entries(expected))('%s', (name, { contexts, notifications }) => {
  it('sends exactly this', async () => {
    const simulator = await simulate();
    const event = JSON.parse(read(name, 'event.json'));
    const sample = sampleRun(event);
    const secrets = {
      WALKME_CLIENT_ID: defaultClient.id,
      WALKME_CLIENT_SECRET: defaultClient.secret,
    };
    const runner = { ...sample.contexts, secrets, ...contexts };
    const workflow = read(name, 'workflow.yml');
    const inputs = await stepInputs(workflow, join(root, 'action.yml'), runner);
    const payload = readdirSync(join(examples, name)).find((file) => file.startsWith('payload.'));
    const path = inputs['payload-file'] ?? '';
    if (payload !== undefined) expect(basename(path).split('.')[1]).toBe(payload.split('.')[1]);

    const run = await runAction({
      inputs: { ...inputs, ...inputsFor(simulator) },
      event,
      env: sample.env,
      files: payload === undefined ? {} : { [path]: read(name, payload) },
    });

    expect(run.report.errors).toEqual([]);
    expect(run.outputs['outcome']).toBe('sent');
    expect(simulator.ledger.accepted().map(({ notification }) => notification)).toEqual(
      notifications,
    );
  });
});
