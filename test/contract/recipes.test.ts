import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleRun } from '../../scripts/sampleRun.ts';
import { stepInputs } from '../../scripts/workflow.ts';
import { defaultClient } from '../../simulator/simulator.ts';
import { simulate } from '../support/simulator.ts';
import { root, snippetsOf } from '../support/snippets.ts';
import { runAction } from '../support/world.ts';

const release = JSON.parse(
  readFileSync(join(root, 'examples/release-announcement/event.json'), 'utf8'),
);
const push = JSON.parse(readFileSync(join(root, 'examples/deployment-failure/event.json'), 'utf8'));
const dispatch = JSON.parse(readFileSync(join(root, 'examples/inputs-only/event.json'), 'utf8'));
const pullRequest = {
  action: 'ready_for_review',
  number: 7,
  pull_request: {
    number: 7,
    title: 'Split "orders" by\nwarehouse: `now` ${{ github.token }}',
    html_url: 'https://github.com/acme/harbor/pull/7',
    user: { login: 'jonasr' },
    head: { sha: 'ab12', repo: { full_name: 'acme/harbor' } },
  },
  repository: release.repository,
  sender: { login: 'jonasr' },
};

interface Recipe {
  readonly event: Record<string, unknown>;
  readonly contexts?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What the people who get it see. */
  readonly notifications: readonly unknown[];
}

const people = { audiencesIds: ['cf0bd4c1-86fd-4c79-a46a-c730d6789e63'] };
const run = { key: 'URL', value: 'https://github.com/acme/harbor/actions/runs/19571113' };

/** By the heading of the recipe. */
const recipes: Readonly<Record<string, Recipe>> = {
  'A release was published': {
    event: release,
    notifications: [
      {
        ...people,
        runtimeTitle: 'Harbor 4.7 "Quiet Pier" is out',
        runtimeDescription: expect.stringMatching(
          /^What's new\n\n• Orders can be split by warehouse/,
        ),
        override: [{ key: 'URL', value: 'https://github.com/acme/harbor/releases/tag/v4.7.0' }],
      },
    ],
  },
  'A deployment failed': {
    event: push,
    contexts: { needs: { build: { result: 'success' }, deploy: { result: 'failure' } } },
    notifications: [
      {
        notificationType: 'Popup',
        runtimeTitle: 'harbor, deploy failed',
        runtimeDescription: 'Keep "notes" when an order is split (Jonas Reuter)',
        override: [run],
      },
    ],
  },
  'A maintenance window': {
    event: dispatch,
    contexts: { inputs: { starts: '2098-12-05T22:00:00+01:00', ends: '2098-12-06 05:00' } },
    notifications: [{ startAt: '2098-12-05 21:00', endAt: '2098-12-06 05:00' }],
  },
  'Several systems, several messages': {
    event: dispatch,
    notifications: [
      { systemId: 'bcf4c7f5682b4aa6875a0fc9bdfa21ca', ...people },
      { systemId: '0d6bc9a1e4f74f7c8a3c5b2e9d1f0a68', ...people },
      { systemId: 'bcf4c7f5682b4aa6875a0fc9bdfa21ca', runtimeDescription: expect.any(String) },
      { systemId: '0d6bc9a1e4f74f7c8a3c5b2e9d1f0a68', runtimeDescription: expect.any(String) },
    ],
  },
  'Only when it breaks, and when it works again': {
    event: {},
    contexts: { needs: { test: { result: 'failure' } } },
    notifications: [{ runtimeTitle: 'The nightly tests fail', override: [run] }],
  },
  'Pull requests, forks and Dependabot': {
    event: pullRequest,
    notifications: [
      {
        runtimeTitle: 'Review: Split "orders" by\nwarehouse: `now` ${{ github.token }}',
        runtimeDescription: 'From jonasr',
      },
    ],
  },
  'Not again on a re-run': {
    event: { ...push, ref: 'refs/tags/v4.7.0' },
    notifications: [{ runtimeTitle: 'v4.7.0 is out' }],
  },
  'One message for a whole matrix': {
    event: push,
    contexts: { needs: { test: { result: 'failure' }, lint: { result: 'success' } } },
    notifications: [{ runtimeTitle: 'Sample: failure', runtimeDescription: 'Failed in test' }],
  },
  'Tell the person who broke it': {
    event: push,
    notifications: [{ endUsersIds: ['jonasr@example.com'] }],
  },
  'Any event, without writing a text': {
    event: release,
    notifications: [
      {
        override: expect.arrayContaining([
          { key: 'EVENT_TITLE', value: 'Harbor 4.7 "Quiet Pier"' },
          { key: 'EVENT_URL', value: 'https://github.com/acme/harbor/releases/tag/v4.7.0' },
        ]),
      },
    ],
  },
  'Use the result in later steps': { event: dispatch, notifications: [people] },
  'Try it in CI without WalkMe': {
    event: pullRequest,
    notifications: [people, { runtimeDescription: expect.any(String) }],
  },
  'Enterprise Server and a proxy': {
    event: dispatch,
    notifications: [{ runtimeTitle: 'Greetings from the inside' }],
  },
};

const snippets = snippetsOf('docs/recipes.md').filter(({ path }) => path !== undefined);
const workflows = snippets.filter(({ path }) => path?.includes('/workflows/'));
const files = Object.fromEntries(
  snippets
    .filter(({ path }) => !path?.includes('/workflows/'))
    .map(({ path = '', text }) => [path, text]),
);

it('every recipe with a workflow is run here', () => {
  expect(workflows.map(({ section }) => section)).toEqual(Object.keys(recipes));
});

describe.each(workflows)('$section', ({ section, text }) => {
  it('sends what its page promises', async () => {
    const recipe = recipes[section];
    if (recipe === undefined) throw new Error(`no run for ${section}`);
    const simulator = await simulate();
    const sample = sampleRun(recipe.event);
    const github = {
      ref_name: sample.env['GITHUB_REF_NAME'],
      actor: sample.env['GITHUB_ACTOR'],
      server_url: sample.env['GITHUB_SERVER_URL'],
      repository: sample.env['GITHUB_REPOSITORY'],
      run_id: sample.env['GITHUB_RUN_ID'],
    };
    const secrets = {
      WALKME_CLIENT_ID: defaultClient.id,
      WALKME_CLIENT_SECRET: defaultClient.secret,
    };
    const contexts = { ...sample.contexts, github, secrets, ...recipe.contexts };
    const inputs = await stepInputs(text, join(root, 'action.yml'), contexts);

    const result = await runAction({
      inputs: { ...inputs, 'base-url': simulator.url },
      event: recipe.event,
      env: { ...sample.env, ...recipe.env },
      files,
    });

    expect(result.report.errors).toEqual([]);
    expect(result.report.warnings.filter(({ level }) => level === 'warning')).toEqual([]);
    expect(simulator.ledger.accepted().map(({ notification }) => notification)).toEqual(
      recipe.notifications.map((it) => expect.objectContaining(it)),
    );
  });
});
