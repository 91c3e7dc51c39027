/** Shows an accepted notification as a card: what people see, and below it what only the sender knows. */

/** @import { Button, Card, Excerpt, Override } from '../card.ts' */
/** @import { Item } from '../items.ts' */
/** @import { View } from './list.js' */

import { createElement, isolated, visibleNodes } from './element.js';
import { formatMoment, formatStatus, formatTime, plural } from './format.js';

/** A card has at most this many overrides that are not folded. */
const overridesOpen = 4;

/**
 * A card can be folded to its first lines, and knows whether a text is in it.
 *
 * @typedef {View & { readonly fold: () => void, readonly contains: (text: string) => boolean }} CardView
 */

/**
 * Creates a card. Its details are open, and its button opens the request as it is by then.
 *
 * @param {Item} item
 * @param {(item: Item) => void} openRequest
 * @returns {CardView}
 */
export function createCard(item, openRequest) {
  let current = item;
  let keptOpen = false;
  const titleId = `title-${item.id}`;
  const outcome = createElement('span', { class: 'outcome' });
  const recipients = createElement('span', {}, recipientsOf(item.card));
  const summary = createElement('summary', {}, recipients, outcome);
  summary.addEventListener('click', () => {
    keptOpen = true;
  });
  const button = createElement(
    'button',
    { class: 'quiet', type: 'button' },
    `Show request ${item.id}`,
  );
  button.addEventListener('click', () => openRequest(current));
  const footer = createElement('footer', {}, button);
  const details = createElement('details', { class: 'sender', open: '' }, summary);
  details.append(factsOf(item.card), footer);
  const article = createElement(
    'article',
    { class: 'card', 'aria-labelledby': titleId },
    frontOf(item, titleId),
    details,
  );
  /** @param {Item} now */
  const update = (now) => {
    current = now;
    outcome.replaceChildren(...outcomeOf(now));
  };
  update(item);
  const element = createElement('li', {}, article);
  const searchable = JSON.stringify(item.card).toLowerCase();
  return {
    element,
    update,
    fold: () => {
      if (!keptOpen && !article.contains(document.activeElement)) details.open = false;
    },
    contains: (text) => searchable.includes(JSON.stringify(text.toLowerCase()).slice(1, -1)),
  };
}

/** What people see. @param {Item} item @param {string} titleId */
function frontOf({ card, isTest }, titleId) {
  const { title, text, type, button } = card;
  const heading = createElement('h3', { id: titleId, dir: 'auto' });
  heading.append(...(title === null ? [fromTemplate('Title')] : visibleNodes(title)));
  const body = createElement('p', { class: 'text', dir: 'auto' });
  body.append(...(text === null ? [fromTemplate('Text')] : visibleNodes(text)));
  const kind = createElement('p', type === null ? { class: 'kind default' } : { class: 'kind' });
  kind.append(type === null ? 'Push (default)' : isolated(type));
  const words = createElement(
    'div',
    { class: 'words' },
    createElement('header', {}, heading, ...(isTest ? [testMark()] : []), kind),
    body,
  );
  if (button !== null) words.append(buttonOf(button));
  return createElement('div', { class: 'front' }, createElement('span', { class: 'bell' }), words);
}

function testMark() {
  const title = 'All recipients are people of --test-recipients';
  return createElement('p', { class: 'kind warning', title }, 'Test');
}

/** @param {string} what */
function fromTemplate(what) {
  return createElement('em', {}, `${what} from the template`);
}

/** @param {Button} button */
function buttonOf({ label, href }) {
  const hint = createElement('span', { class: 'unseen' }, ' (opens in a new tab)');
  const attributes = { href, title: href, target: '_blank', rel: 'noopener noreferrer' };
  return createElement('a', { class: 'button', ...attributes }, isolated(label), hint);
}

/** `To 3 people and 1 audience`. @param {Card} card */
function recipientsOf({ people, audiences }) {
  /** @param {Excerpt<string>} list */
  const count = ({ first, more }) => first.length + more;
  const parts = [
    count(people) === 0 ? [] : [plural(count(people), 'person', 'people')],
    count(audiences) === 0 ? [] : [plural(count(audiences), 'audience')],
  ];
  return `To ${parts.flat().join(' and ') || 'no one'}`;
}

/** What only the sender knows. @param {Card} card */
function factsOf(card) {
  const facts = createElement('dl', { class: 'facts' });
  /** @param {string} name @param {readonly (Node | string)[]} values */
  const add = (name, values) => {
    if (values.length === 0) return;
    const term = createElement('dt', {}, name);
    facts.append(createElement('div', {}, term, createElement('dd', {}, ...values)));
  };
  add('People', idsOf(card.people));
  add('Audiences', idsOf(card.audiences));
  add('Schedule', scheduleOf(card));
  add('Overrides', overridesOf(card.overrides));
  add('Name', plain(card.name));
  add('Template', plain(card.templateId));
  add('System', plain(card.systemId));
  return facts;
}

/** @param {string | null} text */
function plain(text) {
  return text === null ? [] : [isolated(text)];
}

/** @param {Excerpt<string>} list */
function idsOf({ first, more }) {
  if (first.length === 0) return [];
  const items = first.map((id) => createElement('li', {}, isolated(id)));
  if (more > 0) items.push(createElement('li', { class: 'more' }, `and ${more} more`));
  return [createElement('ul', { class: 'ids' }, ...items)];
}

/** WalkMe's defaults are from now, and for 30 days. @param {Card} card */
function scheduleOf({ startMs, endMs }) {
  const from = startMs === null ? ['From now'] : ['From ', timeOf(startMs)];
  const until = endMs === null ? ['for 30 days (default)'] : ['until ', timeOf(endMs)];
  return [...from, ' ', ...until];
}

/** @param {number} ms */
function timeOf(ms) {
  return createElement('time', { datetime: new Date(ms).toISOString() }, formatMoment(ms));
}

/** @param {Excerpt<Override>} list */
function overridesOf({ first, more }) {
  const rows = first.map(({ key, value }) => {
    const shown = value === '' ? createElement('em', {}, 'empty') : isolated(value);
    return createElement(
      'li',
      {},
      createElement('span', { class: 'key' }, isolated(key)),
      ' ',
      shown,
    );
  });
  if (more > 0) rows.push(createElement('li', { class: 'more' }, `and ${more} more`));
  /** @param {readonly HTMLElement[]} some */
  const list = (some) => createElement('ul', { class: 'overrides' }, ...some);
  const folded = rows.slice(overridesOpen);
  if (folded.length === 0) return rows.length === 0 ? [] : [list(rows)];
  const count = plural(first.length - overridesOpen + more, 'more override');
  const rest = createElement('details', {}, createElement('summary', {}, count), list(folded));
  return [list(rows.slice(0, overridesOpen)), rest];
}

/** @param {Item} item */
function outcomeOf(item) {
  /** @type {(Node | string)[]} */
  const parts = [
    createElement('time', { datetime: item.at }, formatTime(item.at)),
    createElement('span', {}, formatStatus(item)),
  ];
  if (item.fault !== null) parts.push(warning(`Fault: ${item.fault}`));
  if (item.duplicateOf !== null) parts.push(warning(`Same as request ${item.duplicateOf}`));
  return parts;
}

/** @param {string} text */
function warning(text) {
  return createElement('span', { class: 'warning' }, isolated(text));
}
