/** The ready-made payloads: what the page shows is what they are, and each reads well on any occasion. */

import { expect, it } from 'vitest';
import { builtinPayloads } from '../../src/builtin/payloads.ts';
import { dispatch, fixture, push, release } from '../support/occasions.ts';
import { snippetsOf } from '../support/snippets.ts';
import { runAction } from '../support/world.ts';

type Json = Readonly<Record<string, unknown>>;

const needs = (results: Readonly<Record<string, string>>) => ({
  needs: JSON.stringify(
    Object.fromEntries(Object.entries(results).map(([job, result]) => [job, { result }])),
  ),
});
const jobThat = (status: string) => ({ job: JSON.stringify({ status }) });

const env = {
  GITHUB_ACTOR: 'ada',
  GITHUB_REF_NAME: 'main',
  GITHUB_REF_TYPE: 'branch',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '19571113',
  GITHUB_RUN_NUMBER: '41',
  GITHUB_SHA: '9c4f0b1e6a7d8c3b2a1f0e9d8c7b6a5f4e3d2c1b',
  GITHUB_WORKFLOW: 'Deploy',
};
const tag = { GITHUB_REF_NAME: 'v4.7.0', GITHUB_REF_TYPE: 'tag' };
const rerun = { GITHUB_RUN_ATTEMPT: '2', GITHUB_TRIGGERING_ACTOR: 'eve' };
const home = 'https://github.com/acme/harbor';
const run = `${home}/actions/runs/19571113`;

/** Payload and event; environment and inputs that differ; title, text and link. */
type Case = readonly [
  name: string,
  event: string,
  payload: Json,
  changes: { readonly env?: Readonly<Record<string, string>>; readonly inputs?: Json },
  title: string,
  text: string | RegExp,
  url: string,
];

const cases: readonly Case[] = [
  [
    'release',
    'release',
    release,
    {},
    'acme/harbor: Harbor 4.7 "Quiet Pier" is out',
    /^What's new\n\n• Orders can be split by warehouse.*…$/s,
    `${home}/releases/tag/v4.7.0`,
  ],
  [
    'release',
    'release',
    { ...release, release: { ...Object(release['release']), name: null, body: '' } },
    { env: rerun },
    'acme/harbor: v4.7.0 is out',
    'Published by mlindqvist',
    `${home}/releases/tag/v4.7.0`,
  ],
  ...(['push', 'workflow_dispatch'] as const).map(
    (event): Case => [
      'release',
      event,
      event === 'push' ? fixture('push-tag') : dispatch,
      { env: tag },
      'acme/harbor: v4.7.0 is out',
      'Published by ada',
      `${home}/releases/tag/v4.7.0`,
    ],
  ),
  [
    'release',
    'workflow_dispatch',
    dispatch,
    {},
    'acme/harbor: a new release is out',
    'Published by ada',
    `${home}/releases`,
  ],
  ...(
    [
      ['failure', 'failed', `${home}/actions/runs/1/job/2`],
      ['success', 'succeeded', 'https://harbor.acme.example'],
      ['error-without-links', 'failed', run],
    ] as const
  ).map(
    ([state, word, url]): Case => [
      'deployment',
      'deployment_status',
      fixture(`deployment-status-${state}`),
      {},
      `Deployment of acme/harbor ${word} (production)`,
      'main (ffac537) by octocat',
      url,
    ],
  ),
  ...(
    [
      [{}, jobThat('failure'), 'failed (Deploy #41)'],
      [{ ENVIRONMENT: 'staging' }, jobThat('cancelled'), 'was cancelled (staging)'],
      [rerun, needs({ deploy: 'success' }), 'succeeded (Deploy #41)'],
      [{}, needs({ test: 'success', deploy: 'failure' }), 'failed (Deploy #41)'],
    ] as const
  ).map(
    ([more, inputs, words]): Case => [
      'deployment',
      'push',
      push,
      { env: more, inputs },
      `Deployment of acme/harbor ${words}`,
      'main (9c4f0b1) by ada',
      run,
    ],
  ),
  [
    'deployment',
    'workflow_dispatch',
    { ...dispatch, inputs: { environment: 'staging' } },
    {},
    'Deployment of acme/harbor succeeded (staging)',
    'main (9c4f0b1) by ada',
    run,
  ],
  ...(
    [
      [{}, {}, 'passed', '(ada)', ''],
      [{}, jobThat('failure'), 'failed', '(ada)', ''],
      [{}, needs({ test: 'cancelled', deploy: 'skipped' }), 'was cancelled', '(ada)', ''],
      [rerun, needs({ test: 'success' }), 'passed', '(eve, attempt 2)', ''],
      [
        rerun,
        needs({ lint: 'success', test: 'failure', deploy: 'failure' }),
        'failed',
        '(eve, attempt 2)',
        'Failed: test, deploy. ',
      ],
    ] as const
  ).map(
    ([more, inputs, word, who, jobs]): Case => [
      'result',
      'push',
      push,
      { env: more, inputs },
      `acme/harbor: Deploy #41 ${word}`,
      `${jobs}Keep "notes" when an order is split ${who}`,
      run,
    ],
  ),
  ...(
    [
      ['workflow_dispatch', dispatch, 'Started manually'],
      ['schedule', fixture('schedule'), 'On schedule'],
      ['pull_request', fixture('pull-request-opened'), 'Oil the crane'],
      ['release', release, 'release'],
    ] as const
  ).map(
    ([event, payload, what]): Case => [
      'result',
      event,
      payload,
      {},
      'acme/harbor: Deploy #41 passed',
      `${what} (ada)`,
      run,
    ],
  ),
  [
    'result',
    'workflow_run',
    fixture('workflow-run-completed'),
    {},
    'acme/harbor: Build #301 failed',
    'Oil the crane (octocat)',
    `${home}/actions/runs/1658821400`,
  ],
];

it.each(cases)('builtin:%s reads well on %s', async (name, event, payload, changes, ...texts) => {
  const {
    outputs,
    payload: sent,
    report,
  } = await runAction({
    inputs: {
      'payload-file': `builtin:${name}`,
      'template-id': 't',
      'audience-ids': 'a',
      'dry-run': 'true',
      ...jobThat('success'),
      ...changes.inputs,
    },
    env: { ...env, GITHUB_EVENT_NAME: event, ...changes.env },
    event: payload,
  });
  expect(report).toMatchObject({ errors: [], warnings: [] });
  expect(outputs['outcome']).toBe('dry-run');
  const [runtimeTitle, text, url] = texts;
  expect(sent[0]?.notification).toEqual({
    templateId: 't',
    audiencesIds: ['a'],
    title: `acme/harbor #41 (${name})`,
    runtimeTitle,
    runtimeDescription: text instanceof RegExp ? expect.stringMatching(text) : text,
    override: [{ key: 'URL', value: url }],
  });
});

it.each(Object.keys(builtinPayloads))('builtin:%s needs nothing but the runner', async (name) => {
  const inputs = { 'payload-file': `builtin:${name}`, 'template-id': 't', 'audience-ids': 'a' };
  const { report } = await runAction({ inputs: { ...inputs, 'dry-run': 'true' }, event: {} });
  expect(report.errors).toEqual([]);
});

it('any field of a ready-made payload can be replaced', async () => {
  const { payload } = await runAction({
    inputs: {
      'payload-file': 'builtin:release',
      'dry-run': 'true',
      payload: 'notification: {templateId: t, audiencesIds: [a], override: {VERSION: "4.7"}}',
      'runtime-title': 'Harbor is out',
    },
    event: release,
  });
  expect(payload[0]?.notification).toMatchObject({
    runtimeTitle: 'Harbor is out',
    override: [{ key: 'URL' }, { key: 'VERSION', value: '4.7' }],
  });
});

it.each(Object.entries(builtinPayloads))('the page shows builtin:%s in full', (_, text) => {
  const shown = snippetsOf('docs/payload.md').map((snippet) => `${snippet.text.trimEnd()}\n`);
  expect(shown).toContain(text);
});
