/** Rehearses with a recorded event instead of the one that the workflow runs on. Loaded when there is one. */

import type { Diagnostics } from '../diagnostics.ts';
import { hasObjectAt } from '../text/property.ts';
import type { SourceFile, World } from '../world.ts';
import type { Config } from './config.ts';
import { eventNameOf, eventVariables } from './event-variables.ts';

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
  diagnostics: Diagnostics,
): Rehearsal {
  const recorded = readRecorded(file, config, diagnostics);
  if (recorded === undefined) {
    const invalidInputs = new Set([...config.invalidInputs, 'event-file']);
    return { world, config: { ...config, dryRun: true, invalidInputs } };
  }
  const { event, text } = recorded;
  const name = config.eventFile?.eventName ?? eventNameOf(event) ?? world.env['GITHUB_EVENT_NAME'];
  const env = { ...world.env, ...eventVariables(name, event) };
  return { world: { ...world, env, readEvent: () => text }, config };
}

/** @returns the event and its text, if they can be used. */
function readRecorded(
  file: SourceFile | undefined,
  { dryRun, invalidInputs }: Config,
  diagnostics: Diagnostics,
): { readonly event: unknown; readonly text: string } | undefined {
  const error = (message: string, hint: string): undefined => {
    const location = { input: 'event-file' };
    diagnostics.errors.push({ code: 'inputs-invalid', message, hint, location });
  };
  if (!dryRun) {
    if (invalidInputs.has('dry-run')) return undefined;
    return error(
      '`event-file` requires a dry run.',
      'Set `dry-run: true`, or remove `event-file`.',
    );
  }
  if (file === undefined) return undefined;
  const event = parse(file.text);
  if (hasObjectAt(event) && !Array.isArray(event)) return { event, text: file.text };
  return error(
    `\`event-file\`: ${diagnostics.quote(file.name, 200)} is not a JSON object.`,
    'Record an event with `${{ toJSON(github.event) }}`.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
