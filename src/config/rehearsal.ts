/** Replaces the event where `event-file` is set. */

import type { Diagnostics } from '../diagnostics.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';
import type { Rehearsal } from './recorded-event.ts';

/** Errors (`inputs-invalid`) go to `diagnostics`. @returns both as they are without `event-file`. */
export async function rehearse(
  world: World,
  config: Config,
  diagnostics: Diagnostics,
): Promise<Rehearsal> {
  if (config.eventFile === undefined) return { world, config };
  const { withRecordedEvent } = await import(
    /* webpackChunkName: "rehearsal" */ './recorded-event.ts'
  );
  return withRecordedEvent(config.eventFile, world, config, diagnostics);
}
