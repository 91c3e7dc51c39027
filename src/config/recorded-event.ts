/** Rehearses with a recorded event instead of the one that the workflow runs on. */

import type { Diagnostics } from '../diagnostics.ts';
import { hasObjectAt } from '../text/property.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';
import { readEventFile } from './sources.ts';

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

/**
 * Replaces the event, and its name, by the ones that `event-file` sets. Errors (`inputs-invalid`) go to
 * `diagnostics`.
 * @returns the world as it was where the input is not set, or cannot be used.
 */
export function withRecordedEvent(world: World, config: Config, diagnostics: Diagnostics): World {
  const { eventFile, dryRun, invalidInputs } = config;
  if (eventFile === undefined) return world;
  const error = (message: string, hint: string): void => {
    const location = { input: 'event-file' };
    diagnostics.errors.push({ code: 'inputs-invalid', message, hint, location });
  };
  if (!dryRun) {
    if (!invalidInputs.has('dry-run')) {
      error('`event-file` requires a dry run.', 'Set `dry-run: true`, or remove `event-file`.');
    }
    return world;
  }
  const file = readEventFile(eventFile.path, world, diagnostics);
  if (file === undefined) return world;
  const event = parse(file.text);
  if (!hasObjectAt(event) || Array.isArray(event)) {
    error(
      `\`event-file\`: ${diagnostics.quote(file.name, 200)} is not a JSON object.`,
      'Record an event with `${{ toJSON(github.event) }}`.',
    );
    return world;
  }
  const name = eventFile.eventName ?? eventNameOf(event) ?? world.env['GITHUB_EVENT_NAME'];
  return {
    ...world,
    env: { ...world.env, GITHUB_EVENT_NAME: name },
    readEvent: () => file.text,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
