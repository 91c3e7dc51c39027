/** Creates the elements of the sidebar: pending faults, and requests that were not accepted. */

/** @import { Excerpt } from '../card.ts' */
/** @import { Item, PendingFaults } from '../items.ts' */
/** @import { View } from './list.js' */

import { createElement, isolated } from './element.js';
import { formatTime } from './format.js';

/**
 * A line for a request that was not accepted, with the reason. It opens the request.
 *
 * @param {Item} item
 * @param {(item: Item) => void} openRequest
 * @returns {View}
 */
export function createOther(item, openRequest) {
  let current = item;
  const outcome = createElement('span', { class: 'result' });
  const button = createElement('button', { type: 'button' }, isolated(nameOf(item)), ' ', outcome);
  button.addEventListener('click', () => openRequest(current));
  const reason = createElement('p', { class: 'reason' });
  const time = createElement('time', { datetime: item.at }, formatTime(item.at));
  /** @param {Item} now */
  const update = (now) => {
    current = now;
    outcome.replaceChildren(`${now.outcome}${now.status === null ? '' : ` ${now.status}`}`);
    reason.replaceChildren(isolated(reasonOf(now)));
  };
  update(item);
  return { element: createElement('li', {}, button, reason, time), update };
}

/**
 * The faults that the next requests will meet.
 *
 * @param {PendingFaults} faults
 */
export function faultElements({ token, send }) {
  return [...faultsOf('Token', token), ...faultsOf('Send', send)];
}

/** @param {string} endpoint @param {Excerpt<string>} faults */
function faultsOf(endpoint, { first, more }) {
  const items = first.map((fault) => createElement('li', {}, createElement('code', {}, fault)));
  if (more > 0) items.push(createElement('li', { class: 'none' }, `and ${more} more`));
  const none = createElement('span', { class: 'none' }, 'none');
  const list = items.length === 0 ? none : createElement('ol', {}, ...items);
  return [createElement('dt', {}, endpoint), createElement('dd', {}, list)];
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
