/** Listens to the server-sent events of the simulator, and reconnects for as long as the page is open. */

/** @import { InboxState, Item, PendingFaults } from '../items.ts' */

/** The simulator sends a heartbeat every 15 seconds. A stream that is silent for longer is dead. */
const silenceLimitMs = 40_000;
const checkMs = 5000;
const retryMs = 1000;

/**
 * What to do with each kind of event.
 *
 * @typedef {{
 *   readonly state: (state: InboxState) => void,
 *   readonly item: (item: Item) => void,
 *   readonly faults: (faults: PendingFaults) => void,
 *   readonly cleared: () => void,
 *   readonly heartbeat: () => void,
 * }} Handlers
 */

/**
 * Listens. The first event of every connection is `state`.
 *
 * @param {Handlers} handlers
 * @param {(state: 'live' | 'reconnecting') => void} onConnection
 */
export function listen(handlers, onConnection) {
  let heardAtMs = Date.now();
  let source = open();

  function open() {
    const opened = new EventSource('/__events');
    for (const [name, handle] of Object.entries(handlers)) {
      opened.addEventListener(name, (event) => {
        heardAtMs = Date.now();
        onConnection('live');
        handle(JSON.parse(event.data));
      });
    }
    opened.addEventListener('error', () => {
      onConnection('reconnecting');
      if (opened.readyState === EventSource.CLOSED) setTimeout(() => reopen(opened), retryMs);
    });
    return opened;
  }

  /** @param {EventSource} closed */
  function reopen(closed) {
    if (closed !== source) return;
    closed.close();
    heardAtMs = Date.now();
    source = open();
  }

  setInterval(() => {
    if (Date.now() - heardAtMs < silenceLimitMs) return;
    onConnection('reconnecting');
    reopen(source);
  }, checkMs);
}
