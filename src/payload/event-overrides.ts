/** Makes the standard overrides of what an event says, and finds the commit that it is about. */

import { isWebAddress } from '../text/format.ts';
import type { StandardOverrideName } from '../text/names.ts';
import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import type { Environment } from '../world.ts';

/** Standard overrides by name. */
export type Values = Readonly<Partial<Record<StandardOverrideName, string>>>;

/** A commit, its origin, and its status. Blank where they are not known. */
export interface Subject {
  /** The branch or tag. */
  readonly refName: string;
  /** The branch of the pull request. */
  readonly headRef: string;
  readonly sha: string;
  readonly message: string;
  /** `success`, `failure` or another conclusion. */
  readonly status: string;
}

/** @returns what an event is about: else the commit of this run, and the status of this job. */
export function subjectOf(event: unknown, env: Environment, job: unknown): Subject {
  return (
    otherSubject(event) ?? {
      refName: env['GITHUB_REF_NAME'] ?? '',
      headRef: env['GITHUB_HEAD_REF'] ?? '',
      sha: textAt(event, 'pull_request', 'head', 'sha') || (env['GITHUB_SHA'] ?? ''),
      message:
        textAt(event, 'head_commit', 'message') ||
        textAt(event, 'merge_group', 'head_commit', 'message'),
      status: textAt(job, 'status'),
    }
  );
}

/**
 * @returns what `workflow_run`, `check_suite`, `check_run` and `status` are about: workflows for them
 * run on the default branch. Nothing for other events: a deployment has the run that made it, too.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
function otherSubject(event: unknown): Subject | undefined {
  if (hasObjectAt(event, 'deployment')) return undefined;
  if (hasObjectAt(event, 'workflow_run')) {
    const run = valueAt(event, 'workflow_run');
    const subject = subjectOfSuite(run);
    const isPull = textAt(run, 'event').startsWith('pull_request');
    return { ...subject, headRef: isPull ? subject.refName : '' };
  }
  if (hasObjectAt(event, 'check_run')) {
    const run = valueAt(event, 'check_run');
    const suite = subjectOfSuite(valueAt(run, 'check_suite'));
    const sha = textAt(run, 'head_sha') || suite.sha;
    return { ...suite, sha, status: textAt(run, 'conclusion') };
  }
  if (hasObjectAt(event, 'check_suite')) return subjectOfSuite(valueAt(event, 'check_suite'));
  const isStatus = textAt(event, 'context') !== '' && textAt(event, 'state') !== '';
  return isStatus && hasObjectAt(event, 'commit') ? subjectOfStatus(event) : undefined;
}

function subjectOfSuite(value: unknown): Subject {
  return {
    refName: textAt(value, 'head_branch'),
    headRef: textAt(value, 'pull_requests', '0', 'head', 'ref'),
    sha: textAt(value, 'head_sha'),
    message: textAt(value, 'head_commit', 'message'),
    status: textAt(value, 'conclusion'),
  };
}

/** A commit can be in several branches: the one that it is the head of is meant, else the first. */
function subjectOfStatus(event: unknown): Subject {
  const sha = textAt(event, 'sha');
  const listed = valueAt(event, 'branches');
  const branches: readonly unknown[] = Array.isArray(listed) ? listed : [];
  const branch = branches.find((it) => textAt(it, 'commit', 'sha') === sha) ?? branches[0];
  return {
    refName: textAt(branch, 'name'),
    headRef: '',
    sha,
    message: textAt(event, 'commit', 'commit', 'message'),
    status: textAt(event, 'state'),
  };
}

/** What an event alone says. */
export function eventValues(event: unknown): Values {
  const status = (name: string): string => textAt(event, 'deployment_status', name);
  const pull = hasObjectAt(event, 'pull_request') ? 'pull_request' : 'issue';
  const isPull = hasObjectAt(event, 'pull_request') || hasObjectAt(event, 'issue', 'pull_request');
  return {
    RELEASE_NAME: textAt(event, 'release', 'name') || textAt(event, 'release', 'tag_name'),
    RELEASE_TAG: textAt(event, 'release', 'tag_name'),
    RELEASE_URL: linkAt(event, 'release', 'html_url'),
    DEPLOYMENT_ENVIRONMENT: status('environment') || textAt(event, 'deployment', 'environment'),
    DEPLOYMENT_STATE: status('state'),
    DEPLOYMENT_URL: linkAt(event, 'deployment_status', 'environment_url') || deploymentLog(event),
    ...(isPull && {
      PULL_REQUEST_NUMBER: textAt(event, pull, 'number'),
      PULL_REQUEST_TITLE: textAt(event, pull, 'title'),
      PULL_REQUEST_URL: linkAt(event, pull, 'html_url'),
    }),
    ISSUE_NUMBER: textAt(event, 'issue', 'number'),
    ISSUE_TITLE: textAt(event, 'issue', 'title'),
    ISSUE_URL: linkAt(event, 'issue', 'html_url'),
  };
}

function deploymentLog(event: unknown): string {
  return (
    linkAt(event, 'deployment_status', 'log_url') ||
    linkAt(event, 'deployment_status', 'target_url')
  );
}

/** The most specific title and link of the event; without any, those of the run. */
export function tellingValues(values: Values, env: Environment, event: unknown): Values {
  const { DEPLOYMENT_STATE: state } = values;
  const hasFailed = state === 'failure' || state === 'error';
  const candidates: readonly (readonly [string | undefined, string | undefined])[] = [
    [values.RELEASE_NAME, values.RELEASE_URL],
    // Of a failed deployment, the log is useful; of a successful one, the deployed site.
    [values.DEPLOYMENT_ENVIRONMENT, (hasFailed && deploymentLog(event)) || values.DEPLOYMENT_URL],
    [values.PULL_REQUEST_TITLE, values.PULL_REQUEST_URL],
    [values.ISSUE_TITLE, values.ISSUE_URL],
    [
      textAt(event, 'workflow_run', 'display_title') || textAt(event, 'workflow_run', 'name'),
      linkAt(event, 'workflow_run', 'html_url'),
    ],
    [textAt(event, 'check_run', 'name'), linkAt(event, 'check_run', 'html_url')],
    [textAt(event, 'context'), linkAt(event, 'target_url')],
    [
      env['GITHUB_REF_TYPE'] === 'tag' && hasObjectAt(event, 'pusher') ? values.REF_NAME : '',
      values.COMMIT_URL,
    ],
    [values.COMMIT_MESSAGE, values.COMMIT_URL],
    [values.WORKFLOW, values.RUN_URL],
  ];
  const [title = '', url] = candidates.find(([it]) => it) ?? [];
  return { EVENT_TITLE: title, EVENT_URL: url || values.RUN_URL || '' };
}

/** The text at a path, if it is an address that a browser opens. */
function linkAt(value: unknown, ...path: readonly string[]): string {
  const found = textAt(value, ...path);
  return isWebAddress(found) ? found : '';
}
