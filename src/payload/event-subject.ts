/** Finds the commit that an event is about, where the workflow itself runs on another. */

import { hasObjectAt, textAt, valueAt } from '../text/property.ts';

/** A commit, its origin, and its status. Blank where the event does not have them. */
export interface EventSubject {
  /** The branch or tag. */
  readonly refName: string;
  /** The branch of the pull request. */
  readonly headRef: string;
  readonly sha: string;
  readonly message: string;
  /** `success`, `failure` or another conclusion. */
  readonly status: string;
}

/**
 * @returns what `workflow_run`, `check_suite`, `check_run` and `status` are about: workflows for them
 * run on the default branch. Nothing for other events.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function eventSubject(event: unknown): EventSubject | undefined {
  if (hasObjectAt(event, 'workflow_run')) return subjectOfRun(valueAt(event, 'workflow_run'));
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

function subjectOfRun(run: unknown): EventSubject {
  const refName = textAt(run, 'head_branch');
  return {
    refName,
    headRef: textAt(run, 'event').startsWith('pull_request') ? refName : '',
    sha: textAt(run, 'head_sha'),
    message: textAt(run, 'head_commit', 'message'),
    status: textAt(run, 'conclusion'),
  };
}

function subjectOfSuite(suite: unknown): EventSubject {
  return {
    refName: textAt(suite, 'head_branch'),
    headRef: textAt(suite, 'pull_requests', '0', 'head', 'ref'),
    sha: textAt(suite, 'head_sha'),
    message: textAt(suite, 'head_commit', 'message'),
    status: textAt(suite, 'conclusion'),
  };
}

/** A commit can be in several branches: the one that it is the head of is meant, else the first. */
function subjectOfStatus(event: unknown): EventSubject {
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
