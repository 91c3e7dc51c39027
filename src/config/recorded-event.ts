/** Replaces the event of the workflow with a recorded one, in a dry run. Loaded when there is one. */

import type { Diagnostics } from '../diagnostics.ts';
import { hasObjectAt, isRecord, textAt, valueAt } from '../text/property.ts';
import type { Environment, SourceFile, World } from '../world.ts';
import type { Config } from './config.ts';

/** A world to rehearse in, and its configuration. */
export interface Rehearsal {
  readonly world: World;
  readonly config: Config;
}

/**
 * Replaces the event, and what follows from it, by the one that `event-file` sets. Errors
 * (`inputs-invalid`) go to `diagnostics`.
 * @param file nothing where it was not read: without a dry run, or after an error about it.
 * @returns the world of the rehearsal. Where the input cannot be used, it is one of the invalid inputs, and
 * credentials are not required: a rehearsal was meant.
 */
export function withRecordedEvent(
  file: SourceFile | undefined,
  world: World,
  config: Config,
  { errors, quote }: Diagnostics,
): Rehearsal {
  const event = file && parse(file.text);
  if (file !== undefined && isRecord(event)) {
    const eventName = config.eventFile?.eventName ?? eventNameOf(event);
    const name = eventName ?? world.env['GITHUB_EVENT_NAME'];
    const env = { ...world.env, ...eventVariables(name, event) };
    return { world: { ...world, env, readEvent: () => file.text }, config };
  }
  const reject = (message: string, hint: string): void => {
    errors.push({ code: 'inputs-invalid', message, hint, location: { input: 'event-file' } });
  };
  if (file !== undefined) {
    const message = `\`event-file\`: ${quote(file.name, 200)} is not a JSON object.`;
    reject(message, 'Record an event with `${{ toJSON(github.event) }}`.');
  } else if (!config.dryRun && !config.invalidInputs.has('dry-run')) {
    const hint = 'Set `dry-run: true`, or remove `event-file`.';
    reject('`event-file` requires a dry run.', hint);
  }
  const invalidInputs = new Set([...config.invalidInputs, 'event-file']);
  return { world, config: { ...config, dryRun: true, invalidInputs } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

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
  ['repository_dispatch', (event) => ({ ref: refOf('branch', textAt(event, 'branch')) })],
  ['create', (event) => ({ ref: refOf(textAt(event, 'ref_type'), textAt(event, 'ref')) })],
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

function refsOfRelease(event: unknown): Refs {
  const target = textAt(event, 'release', 'target_commitish');
  const ref = refOf('tag', textAt(event, 'release', 'tag_name'));
  return { ref, sha: isSha(target) ? target : '' };
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
  const isMerged = valueAt(pull, 'merged') === true;
  return {
    ref: isMerged ? refOf('branch', baseRef) : number && `refs/pull/${number}/merge`,
    sha: textAt(pull, 'merge_commit_sha'),
    baseRef,
    headRef: textAt(pull, 'head', 'ref'),
  };
}

function refsOfPullTarget(event: unknown): Refs {
  const { baseRef = '', headRef = '' } = refsOfPull(event);
  const sha = textAt(event, 'pull_request', 'base', 'sha');
  return { ref: refOf('branch', baseRef), sha, baseRef, headRef };
}

function refsOfDefaultBranch(event: unknown): Refs {
  const name = textAt(event, 'repository', 'default_branch');
  const run = valueAt(event, 'workflow_run');
  const sha = textAt(run, 'head_branch') === name ? textAt(run, 'head_sha') : '';
  return { ref: refOf('branch', name), sha };
}

/** Blank where the name is. */
function refOf(kind: string, name: string): string {
  return name && `refs/${kind === 'tag' ? 'tags' : 'heads'}/${name}`;
}

function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** @returns the variables of a run on an event that the event determines; `undefined` where it does not. */
export function eventVariables(eventName: string | undefined, event: unknown): Environment {
  const refsOf = refsByEvent.get(eventName ?? '') ?? refsOfDefaultBranch;
  const { ref = '', name, sha, baseRef, headRef } = refsOf(event);
  const [, kind, shortName = name] = /^refs\/(heads|tags|pull)\/(.+)$/s.exec(ref) ?? [];
  return {
    GITHUB_EVENT_NAME: eventName,
    GITHUB_REF: ref || undefined,
    GITHUB_REF_NAME: shortName || undefined,
    GITHUB_REF_TYPE: kind && (kind === 'tags' ? 'tag' : 'branch'),
    GITHUB_SHA: sha || undefined,
    GITHUB_ACTOR: textAt(event, 'sender', 'login') || undefined,
    GITHUB_BASE_REF: baseRef || undefined,
    GITHUB_HEAD_REF: headRef || undefined,
  };
}
