/** Runs the inbox page: shows each event of the simulator. */

/** @import { InboxState, Item, PendingFaults } from '../items.ts' */

import { createCard } from './card.js';
import { find, visibleNodes } from './element.js';
import { listen } from './event-stream.js';
import { createList } from './list.js';
import { openRequest, updateRequest } from './request-dialog.js';
import { createOther, faultElements } from './sidebar.js';

/** Cards that arrive this close together are announced in one sentence. */
const announceAfterMs = 300;

/** The newest cards are open, and older ones are folded, so that a long list fits the screen. */
const cardsOpen = 3;

/** A list of this many cards has a filter. */
const filterFrom = 6;

const connection = find('#connection', HTMLElement);
const news = find('#news', HTMLElement);
const trouble = find('#trouble', HTMLElement);
const filter = find('#filter', HTMLElement);
const filterText = find('#filter-text', HTMLInputElement);
const filterCount = find('#filter-count', HTMLElement);
const titleWithoutCount = document.title;
const cards = createList(find('#cards', HTMLElement), (item) => createCard(item, openRequest));
const others = createList(find('#others', HTMLElement), (item) => createOther(item, openRequest));

/** Nothing is announced before the first state: earlier notifications are not news. */
let begun = false;
/** @type {Item[]} */
let unannounced = [];

find('#clear', HTMLButtonElement).addEventListener('click', clear);
filterText.addEventListener('input', applyFilter);
listen(
  {
    state: showState,
    item: showItem,
    faults: showFaults,
    cleared: showCleared,
    heartbeat: () => {},
  },
  showConnection,
);

/** @param {InboxState} state */
function showState({ baseUrl, fillCommand, limit, items, faults }) {
  for (const element of document.querySelectorAll('[data-base-url]')) element.textContent = baseUrl;
  find('[data-fill-command]', HTMLElement).textContent = fillCommand;
  const accepted = cards.replace(items.filter(isAccepted), limit);
  others.replace(
    items.filter((item) => !isAccepted(item)),
    limit,
  );
  if (begun) announce(accepted);
  begun = true;
  showFaults(faults);
  showCards();
}

/** @param {Item} item */
function showItem(item) {
  const isNew = (isAccepted(item) ? cards : others).put(item);
  updateRequest(item);
  if (isNew && isAccepted(item)) announce([item]);
  showCards();
}

/** @param {Item} item */
function isAccepted({ list }) {
  return list === 'inbox';
}

/** @param {PendingFaults} faults */
function showFaults(faults) {
  find('#faults', HTMLElement).replaceChildren(...faultElements(faults));
}

function showCleared() {
  cards.clear();
  others.clear();
  unannounced = [];
  news.textContent = 'The inbox is empty.';
  showCards();
}

/** Updates everything that depends on which cards there are. */
function showCards() {
  const count = cards.size();
  for (const card of cards.newestFirst().slice(cardsOpen)) card.fold();
  find('#empty', HTMLElement).hidden = count > 0;
  find('#older', HTMLElement).hidden = !cards.isFull();
  find('#no-others', HTMLElement).hidden = others.size() > 0;
  filter.hidden = count < filterFrom;
  if (filter.hidden) filterText.value = '';
  document.title = count === 0 ? titleWithoutCount : `(${count}) ${titleWithoutCount}`;
  applyFilter();
}

/** Hides the cards that do not contain the text of the filter. */
function applyFilter() {
  const text = filterText.value.trim();
  let shown = 0;
  for (const card of cards.newestFirst()) {
    card.element.hidden = !card.contains(text);
    if (!card.element.hidden) shown += 1;
  }
  const count = cards.size();
  filterCount.textContent = shown === count ? `${count} notifications` : `${shown} of ${count}`;
}

/** Announces new notifications to screen readers. @param {readonly Item[]} items */
function announce(items) {
  if (unannounced.length === 0 && items.length > 0) setTimeout(speak, announceAfterMs);
  unannounced.push(...items);
}

function speak() {
  const [first, ...further] = unannounced;
  unannounced = [];
  if (first === undefined) return;
  const name = first.card.title ?? 'title from the template';
  const text =
    further.length === 0 ? `New notification: ${name}` : `${further.length + 1} new notifications`;
  news.replaceChildren(...visibleNodes(text));
}

/** @param {'live' | 'reconnecting'} state */
function showConnection(state) {
  if (connection.dataset['state'] === state) return;
  connection.dataset['state'] = state;
  connection.textContent = state === 'live' ? 'Live' : 'Reconnecting';
  if (state === 'live') showTrouble('');
}

async function clear() {
  try {
    showTrouble('');
    const response = await fetch('/__ledger', { method: 'DELETE' });
    if (!response.ok) showTrouble(`The simulator returned HTTP ${response.status}.`);
  } catch {
    showTrouble('The simulator cannot be reached.');
  }
}

/** Shows what went wrong. An empty text hides it. @param {string} text */
function showTrouble(text) {
  trouble.hidden = text === '';
  trouble.textContent = text;
}
