/** Opens the first connections before they are needed. */

import type { Config } from '../config/config.ts';
import type { World } from '../world.ts';

/**
 * Opens the connections of the token and of the first delivery as soon as nothing speaks against sending:
 * over a real network, reading the payload then costs no time (docs/performance.md).
 */
export async function openConnections(
  { credentials, service, dryRun, checksKey, payloadFile, payload }: Config,
  world: Pick<World, 'openAhead' | 'sleep' | 'signal'>,
): Promise<void> {
  const hasCredentials = credentials.clientId !== '' && credentials.clientSecret() !== '';
  if (!hasCredentials || (dryRun && !checksKey)) return;
  world.openAhead(service.tokenUrl);
  if (!dryRun) world.openAhead(service.sendUrl);
  // Name resolution and connecting need some turns of the event loop before documents are parsed.
  if (payloadFile !== '' || payload !== '') await world.sleep(START_MS, world.signal);
}

/** Enough for both connections to be under way. */
const START_MS = 2;
