/** The events of the inbox page: a waiting response in, server-sent events on it for as long as it lives. */

import type { ServerResponse } from 'node:http';
import { safetyHeaders } from './guard.ts';
import { type Exhibit, faultsLeft, itemOf, stateOf } from './inbox-state.ts';
import type { Timers } from './timers.ts';

/** The page knows by it that the line is up; it gives up on a line that is silent for longer. */
export const beatMs = 15_000;

/** How soon a browser comes back after the line broke. */
const retryMs = 1000;

/** A page that reads so slowly is cut off; it comes back and gets the state as it is then. */
const backlogLimitBytes = 128 * 1024 * 1024;

/**
 * Sends the whole state first, so that a page which comes back needs no history, then every change:
 * `state`, `item`, `faults`, `cleared` and `beat`. Leaves nothing behind when the connection ends.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function serveEvents(
  exhibit: Exhibit & { readonly timers: Timers },
  response: ServerResponse,
): void {
  const { ledger } = exhibit.book;
  const { token, send } = exhibit.scripts;
  const tell = (event: string, value: unknown) => {
    if (response.destroyed) return;
    response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
    if (response.writableLength > backlogLimitBytes) response.destroy();
  };
  const tellFaults = () => tell('faults', faultsLeft(exhibit));

  response.writeHead(200, { ...safetyHeaders, 'Content-Type': 'text/event-stream' });
  response.write(`retry: ${retryMs}\n`);
  tell('state', stateOf(exhibit));
  const ends = [
    ledger.subscribe(
      (entry) => {
        const item = itemOf(entry, ledger.entries);
        if (item !== null) tell('item', item);
      },
      () => tell('cleared', null),
    ),
    token.watch(tellFaults),
    send.watch(tellFaults),
    repeat(exhibit.timers, () => tell('beat', null)),
  ];
  response.once('close', () => {
    for (const end of ends) end();
  });
}

/** Acts again and again; gives back the end of that. */
function repeat(timers: Timers, act: () => void): () => void {
  let cancel = timers.after(beatMs, again);
  function again(): void {
    cancel = timers.after(beatMs, again);
    act();
  }
  return () => cancel();
}
