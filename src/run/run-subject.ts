/** Finds out which run of a workflow the `run` context describes. */

import { Fault } from '../diagnostics.ts';
import { hasObjectAt, textAt } from '../text/property.ts';
import type { World } from '../world.ts';

/** One attempt of one run. */
export interface RunSubject {
  readonly owner: string;
  readonly repo: string;
  readonly id: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Whether it is the run that this step is a part of. */
  readonly isOwn: boolean;
}

/**
 * @returns the run that the step is a part of; on `workflow_run`, the run that the event is about.
 * @throws {Fault} outside of a run.
 */
export function runSubject(env: World['env'], event: () => unknown): RunSubject {
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const about = env['GITHUB_EVENT_NAME'] === 'workflow_run' ? event() : undefined;
  const isOwn = !hasObjectAt(about, 'workflow_run');
  const id = isOwn ? (env['GITHUB_RUN_ID'] ?? '') : textAt(about, 'workflow_run', 'id');
  const attempt = isOwn ? env['GITHUB_RUN_ATTEMPT'] : textAt(about, 'workflow_run', 'run_attempt');
  if (repo === '' || id === '') {
    throw new Fault('there is no workflow run', {
      code: 'value-missing',
      hint: 'GitHub sets `GITHUB_REPOSITORY` and `GITHUB_RUN_ID` in each workflow run.',
    });
  }
  return { owner, repo, id, attempt: Number(attempt) || 1, isOwn };
}
