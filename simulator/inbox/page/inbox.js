/** The inbox page: the simulator's events in, the page as it should look out. */

/** @import { InboxState, Item, PendingFaults } from '../items.ts' */

import { showCard } from './card.js';
import { find, visible } from './element.js';
import { createList } from './lists.js';
import { showFaults, showOther } from './others.js';
import { openRequest, updateRequest } from './request.js';
import { listen } from './stream.js';

/** Cards that come so close together are announced in one sentence. */
const announceAfterMs = 300;

const line = find('#line', HTMLElement);
const news = find('#news', HTMLElement);
const trouble = find('#trouble', HTMLElement);
const plainTitle = document.title;
const lists = {
  inbox: createList(find('#cards', HTMLElement), (item) => showCard(item, openRequest)),
  others: createList(find('#others', HTMLElement), (item) => showOther(item, openRequest)),
};

/** Nothing is announced before the first state: what was there is no news. */
let begun = false;
/** @type {Item[]} */
let unannounced = [];

find('#clear', HTMLButtonElement).addEventListener('click', clear);
listen(
  {
    state: showState,
    item: showItem,
    faults: setFaults,
    cleared: showCleared,
    heartbeat: () => {},
  },
  showLine,
);

/** @param {InboxState} state */
function showState({ baseUrl, limit, items, faults }) {
  for (const element of document.querySelectorAll('[data-base-url]')) element.textContent = baseUrl;
  for (const list of /** @type {const} */ (['inbox', 'others'])) {
    const here = items.filter((item) => item.list === list);
    const fresh = lists[list].replace(here, limit);
    if (begun && list === 'inbox') announce(fresh);
  }
  begun = true;
  setFaults(faults);
  showCounts();
}

/** @param {Item} item */
function showItem(item) {
  const isNew = lists[item.list].put(item);
  updateRequest(item);
  if (isNew && item.list === 'inbox') announce([item]);
  showCounts();
}

/** @param {PendingFaults} faults */
function setFaults(faults) {
  find('#faults', HTMLElement).replaceChildren(...showFaults(faults));
}

function showCleared() {
  lists.inbox.clear();
  lists.others.clear();
  unannounced = [];
  news.textContent = 'The inbox is empty.';
  showCounts();
}

function showCounts() {
  const count = lists.inbox.size();
  find('#empty', HTMLElement).hidden = count > 0;
  find('#older', HTMLElement).hidden = !lists.inbox.isFull();
  find('#no-others', HTMLElement).hidden = lists.others.size() > 0;
  document.title = count === 0 ? plainTitle : `(${count}) ${plainTitle}`;
}

/** Says it to those who do not see it. @param {readonly Item[]} items */
function announce(items) {
  if (unannounced.length === 0 && items.length > 0) setTimeout(speak, announceAfterMs);
  unannounced.push(...items);
}

function speak() {
  const [first, ...further] = unannounced;
  unannounced = [];
  if (first === undefined) return;
  const name = first.card.title ?? 'with the title of its template';
  const text =
    further.length === 0 ? `New notification: ${name}` : `${further.length + 1} new notifications`;
  news.replaceChildren(...visible(text));
}

/** @param {'live' | 'reconnecting'} state */
function showLine(state) {
  if (line.dataset['state'] === state) return;
  line.dataset['state'] = state;
  line.textContent = state === 'live' ? 'Live' : 'Reconnecting';
  if (state === 'live') complain('');
}

async function clear() {
  try {
    complain('');
    const response = await fetch('/__ledger', { method: 'DELETE' });
    if (!response.ok) complain('The simulator refused to clear the inbox.');
  } catch {
    complain('The simulator cannot be reached.');
  }
}

/** Shows what went wrong; nothing did when the text is empty. @param {string} text */
function complain(text) {
  trouble.hidden = text === '';
  trouble.textContent = text;
}
