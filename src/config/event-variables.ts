/** Derives from an event what GitHub would tell a run on it: its name, its ref and its actor. */

import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import type { Environment } from '../world.ts';

/** Each event by a member that only its payload has. */
const eventNames = [
  ['release', 'release'],
  ['deployment_status', 'deployment_status'],
  ['deployment', 'deployment'],
  ['review', 'pull_request_review'],
  ['pull_request', 'pull_request'],
  ['comment', 'issue_comment'],
  ['issue', 'issues'],
  ['workflow_run', 'workflow_run'],
  ['check_run', 'check_run'],
  ['check_suite', 'check_suite'],
  ['merge_group', 'merge_group'],
  ['pusher', 'push'],
  ['client_payload', 'repository_dispatch'],
  ['inputs', 'workflow_dispatch'],
] as const;

/** @returns the name of the event that has such a payload, if its members show it. */
export function eventNameOf(event: unknown): string | undefined {
  return eventNames.find(([member]) => hasObjectAt(event, member))?.[1];
}

/** The ref and the commit of a run on an event; blank where the event does not show them. */
interface Refs {
  readonly ref?: string;
  /** Where the event shows the name alone, not whether it is a branch or a tag. */
  readonly name?: string;
  readonly sha?: string;
  readonly baseRef?: string;
  readonly headRef?: string;
}

/**
 * By event. Workflows for every other event run on the default branch.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
const refsByEvent = new Map<string, (event: unknown) => Refs>([
  ['push', (event) => ({ ref: textAt(event, 'ref'), sha: textAt(event, 'after') })],
  ['workflow_dispatch', (event) => ({ ref: textAt(event, 'ref') })],
  ['repository_dispatch', (event) => ({ ref: branch(textAt(event, 'branch')) })],
  ['create', refsOfCreate],
  ['release', refsOfRelease],
  ['deployment', refsOfDeployment],
  ['deployment_status', refsOfDeployment],
  ['pull_request', refsOfPull],
  ['pull_request_review', refsOfPull],
  ['pull_request_review_comment', refsOfPull],
  ['pull_request_target', refsOfPullTarget],
  [
    'merge_group',
    (event) => ({
      ref: textAt(event, 'merge_group', 'head_ref'),
      sha: textAt(event, 'merge_group', 'head_sha'),
    }),
  ],
]);

function refsOfCreate(event: unknown): Refs {
  const ref = textAt(event, 'ref');
  return { ref: textAt(event, 'ref_type') === 'tag' ? tag(ref) : branch(ref) };
}

function refsOfRelease(event: unknown): Refs {
  const target = textAt(event, 'release', 'target_commitish');
  return {
    ref: tag(textAt(event, 'release', 'tag_name')),
    sha: isSha(target) ? target : '',
  };
}

function refsOfDeployment(event: unknown): Refs {
  const name = textAt(event, 'deployment', 'ref');
  return { name: isSha(name) ? '' : name, sha: textAt(event, 'deployment', 'sha') };
}

/** Until it is merged, a pull request is checked out as it would be merged. */
function refsOfPull(event: unknown): Refs {
  const pull = valueAt(event, 'pull_request');
  const baseRef = textAt(pull, 'base', 'ref');
  const number = textAt(pull, 'number');
  return {
    ref: valueAt(pull, 'merged') === true ? branch(baseRef) : number && `refs/pull/${number}/merge`,
    sha: textAt(pull, 'merge_commit_sha'),
    baseRef,
    headRef: textAt(pull, 'head', 'ref'),
  };
}

function refsOfPullTarget(event: unknown): Refs {
  const { baseRef = '', headRef = '' } = refsOfPull(event);
  const sha = textAt(event, 'pull_request', 'base', 'sha');
  return { ref: branch(baseRef), sha, baseRef, headRef };
}

function refsOfDefaultBranch(event: unknown): Refs {
  const name = textAt(event, 'repository', 'default_branch');
  const run = valueAt(event, 'workflow_run');
  return {
    ref: branch(name),
    sha: textAt(run, 'head_branch') === name ? textAt(run, 'head_sha') : '',
  };
}

function branch(name: string): string {
  return name && `refs/heads/${name}`;
}

function tag(name: string): string {
  return name && `refs/tags/${name}`;
}

function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** @returns the variables of a run on an event that the event determines; `undefined` where it does not. */
export function eventVariables(name: string | undefined, event: unknown): Environment {
  const {
    ref = '',
    sha,
    baseRef,
    headRef,
    ...refs
  } = (refsByEvent.get(name ?? '') ?? refsOfDefaultBranch)(event);
  const [, kind, shortName = refs.name] = /^refs\/(heads|tags|pull)\/(.+)$/s.exec(ref) ?? [];
  return {
    GITHUB_EVENT_NAME: name,
    GITHUB_REF: ref || undefined,
    GITHUB_REF_NAME: shortName || undefined,
    GITHUB_REF_TYPE: kind && (kind === 'tags' ? 'tag' : 'branch'),
    GITHUB_SHA: sha || undefined,
    GITHUB_ACTOR: textAt(event, 'sender', 'login') || undefined,
    GITHUB_BASE_REF: baseRef || undefined,
    GITHUB_HEAD_REF: headRef || undefined,
  };
}
