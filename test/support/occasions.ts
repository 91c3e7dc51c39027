/** What happens in a repository, as GitHub records it: events, results of jobs, forks, and re-runs. */

import { runId } from './github-answers.ts';
import type { Occasion, Past } from './occasion.ts';
import { read } from './project.ts';

type Json = Readonly<Record<string, unknown>>;

const json = (path: string): Json => JSON.parse(read(path));
export const fixture = (name: string): Json => json(`test/fixtures/events/${name}.json`);

/** Changes members of one object inside an event. */
export function changed(payload: Json, member: string, changes: Json): Json {
  return { ...payload, [member]: { ...Object(payload[member]), ...changes } };
}

export const release = json('examples/release-announcement/event.json');
export const push = json('examples/deployment-failure/event.json');
export const dispatch = json('examples/inputs-only/event.json');
const pull = changed(fixture('pull-request-opened'), 'pull_request', {
  title: 'Split "orders" by\nwarehouse: `now` ${{ github.token }}',
  requested_reviewers: [{ login: 'octocat' }, { login: 'stranger' }],
  requested_teams: [{ slug: 'dockers' }],
});
const deployment = fixture('deployment-status-failure');
const completed = changed(fixture('workflow-run-completed'), 'workflow_run', {
  id: runId,
  name: 'Lint',
  run_attempt: 1,
  triggering_actor: { login: 'octocat' },
  head_repository: { full_name: 'acme/harbor', fork: false },
});

const onRelease = (changes: Json, more: Partial<Occasion> = {}): Occasion => ({
  event: 'release',
  payload: changed(release, 'release', changes),
  actions: ['published', 'released'],
  ...more,
});
export const onPush = (changes: Partial<Occasion> = {}): Occasion => ({
  event: 'push',
  payload: push,
  ...changes,
});
const onPull = (payload: Json, changes: Partial<Occasion> = {}): Occasion => ({
  event: 'pull_request',
  payload,
  ...changes,
});
const onDeployment = (changes: Json, environment = 'production'): Occasion => ({
  event: 'deployment_status',
  payload: changed(
    changed(deployment, 'deployment_status', { environment, ...changes }),
    'deployment',
    { environment },
  ),
});
export const onCompleted = (changes: Json, past: Past = {}): Occasion => ({
  event: 'workflow_run',
  payload: changed(completed, 'workflow_run', changes),
  past,
});
export const nightly = (changes: Partial<Occasion> = {}): Occasion => ({
  event: 'schedule',
  payload: { ...fixture('schedule'), schedule: '0 3 * * *' },
  ...changes,
});

const fork = { full_name: 'stranger/harbor', fork: true };
export const failed = { results: { deploy: 'failure', test: 'failure' } } as const;
export const timedOut = { results: { deploy: 'cancelled', test: 'cancelled' } } as const;
export const rerun = { GITHUB_RUN_ATTEMPT: '2' };
const onBranch = (name: string): Occasion =>
  onPush({ ...failed, payload: { ...push, ref: `refs/heads/${name}` } });
const onTag = (name: string, changes: Partial<Occasion> = {}): Occasion =>
  onPush({ payload: { ...push, ref: `refs/tags/${name}` }, ...changes });
const bot = { login: 'renovate[bot]', type: 'Bot' };
const byBot = {
  ...push,
  sender: bot,
  pusher: { name: bot.login },
  commits: [{ id: '1', message: 'Update', author: { name: bot.login, username: bot.login } }],
  head_commit: { ...Object(push['head_commit']), author: { name: bot.login } },
};

const form: Occasion = {
  event: 'workflow_dispatch',
  payload: {
    ...dispatch,
    inputs: {
      ...Object(dispatch['inputs']),
      starts: '2098-12-05 22:00 Europe/Berlin',
      ends: '2098-12-06 02:00 Europe/Berlin',
    },
  },
};

/** By what a person would call it. */
export const occasions = {
  'a release': onRelease({}),
  'a release without name and notes': onRelease({ name: null, body: null }),
  'a pre-release': onRelease({ prerelease: true }, { actions: ['published', 'prereleased'] }),
  'a pre-release that was a draft': onRelease({ prerelease: true }, { actions: ['published'] }),
  'a pre-release that becomes a release': onRelease({}, { actions: ['released', 'edited'] }),
  'a release that is edited': onRelease({}, { actions: ['edited'] }),
  'a release by a workflow': onRelease({}, { startsNothing: 'caused by GITHUB_TOKEN' }),
  'a re-run for a release': onRelease({}, { env: rerun }),

  'a push that succeeds': onPush(),
  'a push that fails': onPush(failed),
  'a push that fails, of a bot': onPush({ ...failed, payload: byBot }),
  'a push that fails on another branch': onBranch('topic'),
  'a push that fails in the merge queue': onBranch('gh-readonly-queue/main/pr-1-9c4f0b1'),
  'a push that fails by Dependabot': { ...onBranch('dependabot/npm/left-pad'), secrets: {} },
  'a push that fails in a fork': onPush({ ...failed, secrets: {} }),
  'a push whose job times out': onPush(timedOut),
  'a push whose run is cancelled': onPush({ cancelled: true }),
  'a re-run that fails': onPush({ ...failed, env: rerun }),
  'a push of a tag': onTag('v4.7.0'),
  'a push of the tag of a pre-release': onTag('v4.8.0-rc.1'),
  'a push of a tag by a workflow': onTag('v4.7.0', { startsNothing: 'caused by GITHUB_TOKEN' }),
  'a push of four tags': onTag('v4.7.0', { startsNothing: 'more than three tags at once' }),
  'a rejected approval': onPush({ results: { approve: 'failure' } }),

  'a nightly run that succeeds': nightly(),
  'a nightly run that fails': nightly(failed),
  'an API call that fails': {
    ...failed,
    event: 'repository_dispatch',
    payload: fixture('repository-dispatch'),
  },

  'a form': form,
  'a form that fails': { ...form, ...failed },

  'a pull request': onPull(pull),
  'a pull request that is a draft': onPull(changed(pull, 'pull_request', { draft: true })),
  'a pull request that becomes ready': onPull({ ...pull, action: 'ready_for_review' }),
  'a pull request from a fork': onPull(
    changed(pull, 'pull_request', {
      head: { ...Object(Object(pull['pull_request']).head), repo: fork },
    }),
    { secrets: {} },
  ),
  'a pull request from Dependabot': onPull(
    { ...pull, sender: { login: 'dependabot[bot]', type: 'Bot' } },
    { secrets: {} },
  ),
  'a request for a review': onPull({
    ...pull,
    action: 'review_requested',
    requested_reviewer: { login: 'octocat' },
  }),
  'a request for a review of a team': onPull({
    ...pull,
    action: 'review_requested',
    requested_team: { name: 'Dockers', slug: 'dockers' },
  }),
  'a pull request without reviewers that becomes ready': onPull({
    ...changed(pull, 'pull_request', { requested_reviewers: [], requested_teams: [] }),
    action: 'ready_for_review',
  }),
  'a request for a review of a draft': onPull({
    ...changed(pull, 'pull_request', { draft: true }),
    action: 'review_requested',
    requested_reviewer: { login: 'octocat' },
  }),

  'a deployment that failed': onDeployment({}),
  'a deployment with an error and without links': onDeployment({
    state: 'error',
    log_url: '',
    target_url: '',
  }),
  'a deployment that succeeded': onDeployment({ state: 'success' }),
  'a deployment under way': onDeployment({ state: 'in_progress' }),
  'a deployment to staging that failed': onDeployment({}, 'staging'),

  'a workflow that failed': onCompleted({}),
  'a workflow that succeeded': onCompleted({ conclusion: 'success' }),
  'a workflow of a fork that failed': onCompleted({ event: 'pull_request', head_repository: fork }),
  'a workflow on another branch that failed': onCompleted({ head_branch: 'topic' }),

  'an issue': { event: 'issues', payload: fixture('issues-opened') },
} satisfies Readonly<Record<string, Occasion>>;
