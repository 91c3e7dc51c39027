/** Finds out whether an event is about a fork, whose author may not be trusted. */

import { hasObjectAt, textAt, valueAt } from '../text/property.ts';
import type { Environment } from '../world.ts';

/**
 * @returns the other repository that a pull request, or the run of a `workflow_run`, comes from; blank
 * where it was deleted or is not known. Nothing where it comes from this repository.
 */
export function forkOf(env: Environment, event: unknown): string | undefined {
  const head = hasObjectAt(event, 'pull_request')
    ? textAt(event, 'pull_request', 'head', 'repo', 'full_name')
    : headOfRun(env, event);
  return head === env['GITHUB_REPOSITORY'] ? undefined : head;
}

function headOfRun(env: Environment, event: unknown): string | undefined {
  const here = env['GITHUB_REPOSITORY'];
  if (env['GITHUB_EVENT_NAME'] !== 'workflow_run') return here;
  const run = valueAt(event, 'workflow_run');
  const isKnown = hasObjectAt(run, 'head_repository');
  // Only pull requests run what a fork holds.
  const cannotBeFork = /^(push|schedule|workflow_dispatch|release)$/.test(textAt(run, 'event'));
  return !isKnown && cannotBeFork ? here : textAt(run, 'head_repository', 'full_name');
}
