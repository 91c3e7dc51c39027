/** What is beside the inbox: requests that were not accepted, and faults to come, as elements. */

/** @import { Excerpt } from '../card.ts' */
/** @import { Item, PendingFaults } from '../items.ts' */
/** @import { View } from './lists.js' */

import { make, said } from './element.js';
import { clock } from './words.js';

/**
 * A line for a request that was not accepted, with the reason; it opens the request.
 *
 * @param {Item} item
 * @param {(item: Item) => void} openRequest
 * @returns {View}
 */
export function showOther(item, openRequest) {
  let current = item;
  const outcome = make('span', { class: 'outcome-word' });
  const button = make('button', { type: 'button' }, said(nameOf(item)), ' ', outcome);
  button.addEventListener('click', () => openRequest(current));
  const reason = make('p', { class: 'reason' });
  const time = make('time', { datetime: item.at }, clock(item.at));
  /** @param {Item} now */
  const update = (now) => {
    current = now;
    outcome.replaceChildren(`${now.outcome}${now.status === null ? '' : ` ${now.status}`}`);
    reason.replaceChildren(said(reasonOf(now)));
  };
  update(item);
  return { element: make('li', {}, button, reason, time), update };
}

/**
 * The faults that the next requests will meet.
 *
 * @param {PendingFaults} faults
 */
export function showFaults({ token, send }) {
  return [...faultsOf('Token', token), ...faultsOf('Send', send)];
}

/** @param {string} endpoint @param {Excerpt<string>} faults */
function faultsOf(endpoint, { first, more }) {
  const items = first.map((fault) => make('li', {}, make('code', {}, fault)));
  if (more > 0) items.push(make('li', { class: 'none' }, `and ${more} more`));
  const none = make('span', { class: 'none' }, 'none');
  const list = items.length === 0 ? none : make('ol', {}, ...items);
  return [make('dt', {}, endpoint), make('dd', {}, list)];
}

/** @param {Item} item */
function nameOf({ endpoint, method, path, card }) {
  if (endpoint === 'other') return `${method} ${path}`;
  if (endpoint === 'token') return 'Token request';
  return card.title ?? 'Notification';
}

/** @param {Item} item */
function reasonOf({ fault, problems, problemsLeft }) {
  const [problem, ...further] = problems;
  const others = further.length + problemsLeft;
  const wrong =
    problem === undefined ? [] : [others === 0 ? problem : `${problem} And ${others} more.`];
  return [...(fault === null ? [] : [`Fault: ${fault}.`]), ...wrong].join(' ');
}
