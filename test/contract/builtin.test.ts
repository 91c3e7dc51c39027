/** The ready-made payloads: what the page shows is what they are, and each reads well on any occasion. */

import { describe, expect, it } from 'vitest';
import { builtinPayloads } from '../../src/builtin/payloads.ts';
import { changed, dispatch, fixture, push, release } from '../support/occasions.ts';
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

interface Changes {
  readonly env?: Readonly<Record<string, string>>;
  readonly inputs?: Json;
}
/** Event and changes of the runner; title, text and link. */
type Row = readonly [string, Json, Changes, title: string, text: string | RegExp, url: string];

const unnamed = changed(release, 'release', { name: null, body: '' });
const tagged = `${home}/releases/tag/v4.7.0`;
const byAda = 'Published by ada';
const releases: readonly Row[] = [
  ['release', release, {}, 'Harbor 4.7 "Quiet Pier"', /^What's new\n\n• Orders can .*…$/s, tagged],
  ['release', unnamed, { env: rerun }, 'v4.7.0', 'Published by mlindqvist', tagged],
  ['push', fixture('push-tag'), { env: tag }, 'v4.7.0', byAda, tagged],
  ['workflow_dispatch', dispatch, { env: tag }, 'v4.7.0', byAda, tagged],
  ['workflow_dispatch', dispatch, {}, 'a new release', byAda, `${home}/releases`],
];

const statuses = (
  [
    ['failure', 'failed', `${home}/actions/runs/1/job/2`],
    ['success', 'succeeded', 'https://harbor.acme.example'],
    ['error-without-links', 'failed', run],
  ] as const
).map(([state, word, url]): Row => {
  const payload = fixture(`deployment-status-${state}`);
  const text = 'main (ffac537) by octocat';
  return ['deployment_status', payload, {}, `${word} (production)`, text, url];
});
const staging = { ...dispatch, inputs: { environment: 'staging' } };
const main = 'main (9c4f0b1) by ada';
const stopped = { env: { ENVIRONMENT: 'staging' }, inputs: jobThat('cancelled') };
const repeated = { env: rerun, inputs: needs({ deploy: 'success' }) };
const brokenAndStopped = {
  inputs: { ...jobThat('cancelled'), ...needs({ test: 'failure', deploy: 'cancelled' }) },
};
const broken = { inputs: needs({ test: 'success', deploy: 'failure' }) };
/** A job without `needs`, in which `toJSON(needs)` is `{}`. */
const alone = { inputs: { needs: '{}' } };
const deployments: readonly Row[] = [
  ...statuses,
  ['push', push, { inputs: jobThat('failure') }, 'failed (Deploy #41)', main, run],
  ['push', push, stopped, 'was cancelled (staging)', main, run],
  ['push', push, repeated, 'succeeded (Deploy #41)', main, run],
  ['push', push, broken, 'failed (Deploy #41)', main, run],
  ['push', push, brokenAndStopped, 'failed (Deploy #41)', main, run],
  ['push', push, alone, 'succeeded (Deploy #41)', main, run],
  ['workflow_dispatch', staging, {}, 'succeeded (staging)', main, run],
];

const commit = 'Keep "notes" when an order is split';
const byAttempt = `${commit} (eve, attempt 2)`;
const cancelled = { inputs: needs({ test: 'cancelled', deploy: 'skipped' }) };
const passedAgain = { env: rerun, inputs: needs({ test: 'success' }) };
const failedAgain = {
  env: rerun,
  inputs: needs({ lint: 'success', test: 'failure', deploy: 'failure' }),
};
const runOf = (action: string, changes: Json) => ({
  ...changed(fixture('workflow-run-completed'), 'workflow_run', changes),
  action,
});
const otherRun = `${home}/actions/runs/1658821400`;
/** As of GitHub Pages, with the run that deployed. */
const madeByRun = {
  ...fixture('deployment-status-success'),
  workflow_run: { name: 'pages', run_number: 1, html_url: home, conclusion: null },
};
const OTHER_AGAIN = 'Oil the crane (hubot, attempt 2)';
const merging = fixture('merge-group-checks-requested');
const results: readonly Row[] = [
  ['push', push, {}, 'Deploy #41 passed', `${commit} (ada)`, run],
  ['push', push, alone, 'Deploy #41 passed', `${commit} (ada)`, run],
  ['push', push, { inputs: jobThat('failure') }, 'Deploy #41 failed', `${commit} (ada)`, run],
  ['push', push, cancelled, 'Deploy #41 was cancelled', `${commit} (ada)`, run],
  ['push', push, brokenAndStopped, 'Deploy #41 failed', `Failed: test. ${commit} (ada)`, run],
  ['push', push, passedAgain, 'Deploy #41 passed', byAttempt, run],
  ['push', push, failedAgain, 'Deploy #41 failed', `Failed: test, deploy. ${byAttempt}`, run],
  ['workflow_dispatch', dispatch, {}, 'Deploy #41 passed', 'Started manually (ada)', run],
  ['schedule', fixture('schedule'), {}, 'Deploy #41 passed', 'On schedule (ada)', run],
  [
    'pull_request',
    fixture('pull-request-opened'),
    {},
    'Deploy #41 passed',
    'Oil the crane (ada)',
    run,
  ],
  ['release', release, {}, 'Deploy #41 passed', 'release (ada)', run],
  [
    'workflow_run',
    fixture('workflow-run-completed'),
    {},
    'Build #301 failed',
    OTHER_AGAIN,
    otherRun,
  ],
  // The attempt is that of the other run, whatever attempt of this one notifies of it.
  [
    'workflow_run',
    runOf('completed', { run_attempt: 1, triggering_actor: null }),
    { env: rerun },
    'Build #301 failed',
    'Oil the crane (octocat)',
    otherRun,
  ],
  ...[
    [runOf('requested', { conclusion: null }), 'is queued'] as const,
    [runOf('in_progress', { conclusion: null }), 'is in progress'] as const,
    [runOf('completed', { conclusion: 'neutral' }), 'ended'] as const,
  ].map(([payload, how]): Row => {
    return ['workflow_run', payload, {}, `Build #301 ${how}`, OTHER_AGAIN, otherRun];
  }),
  ['deployment_status', madeByRun, {}, 'Deploy #41 passed', 'deployment_status (ada)', run],
  ['merge_group', merging, {}, 'Deploy #41 passed', /^Merge pull request #\d+ .* \(ada\)$/, run],
];

/** The name of each, and how its title says what happened. */
const ready: readonly (readonly [
  name: string,
  rows: readonly Row[],
  titleOf: (what: string) => string,
])[] = [
  ['release', releases, (what) => `acme/harbor: ${what} is out`],
  ['deployment', deployments, (how) => `Deployment of acme/harbor ${how}`],
  ['result', results, (how) => `acme/harbor: ${how}`],
];

describe.each(ready)('builtin:%s', (name, rows, titleOf) => {
  it.each(rows)('reads well on %s', async (event, payload, changes, what, text, url) => {
    const run = await runAction({
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
    expect(run.report).toMatchObject({ errors: [], warnings: [] });
    expect(run.outputs['outcome']).toBe('dry-run');
    expect(run.payload[0]?.notification).toEqual({
      templateId: 't',
      audiencesIds: ['a'],
      title: `acme/harbor #41 (${name})`,
      runtimeTitle: titleOf(what),
      runtimeDescription: text instanceof RegExp ? expect.stringMatching(text) : text,
      override: [{ key: 'URL', value: url }],
    });
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
