/** Sends everything that the inbox shows to its page, as server-sent events. */

import type { ServerResponse } from 'node:http';
import type { Timers } from '../timers.ts';
import { type InboxSource, inboxState, itemOf, pendingFaults } from './items.ts';

/** The page takes a stream that is silent for much longer as broken. */
const heartbeatMs = 15_000;

/** How soon a browser reconnects. */
const retryMs = 1000;

/** A page that reads this slowly is cut off. It reconnects, and gets the state at that time. */
const backlogLimitBytes = 128 * 1024 * 1024;

/**
 * Sends the whole state first, so that a page that reconnects has no need of a history, then each
 * change: `state`, `item`, `faults`, `cleared`, and `heartbeat`. Everything ends with the connection.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function serveEvents(
  source: InboxSource & { readonly timers: Timers },
  response: ServerResponse,
): void {
  const { ledger, scripts, timers } = source;
  function emit(event: string, value: unknown): void {
    if (response.destroyed) return;
    response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
    if (response.writableLength > backlogLimitBytes) response.destroy();
  }
  const emitFaults = () => emit('faults', pendingFaults(source));

  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(`retry: ${retryMs}\n`);
  emit('state', inboxState(source));
  const ends = [
    ledger.subscribe(
      (entry) => {
        const item = itemOf(entry, ledger.entries, source.testRecipients);
        if (item !== null) emit('item', item);
      },
      () => emit('cleared', null),
    ),
    scripts.token.subscribe(emitFaults),
    scripts.send.subscribe(emitFaults),
    timers.every(heartbeatMs, () => emit('heartbeat', null)),
  ];
  response.once('close', () => {
    for (const end of ends) end();
  });
}
