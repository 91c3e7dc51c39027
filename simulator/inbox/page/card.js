/** A card: an accepted notification in, what people see and what only the sender knows out. */

/** @import { Button, Card, Excerpt, Override } from '../card.ts' */
/** @import { Item } from '../items.ts' */
/** @import { View } from './lists.js' */

import { make, said, visible } from './element.js';
import { answer, clock, moment, plural } from './words.js';

/** More overrides than these are folded away. */
const overridesOpen = 4;

/**
 * A card, whose button opens the request as it is by then.
 *
 * @param {Item} item
 * @param {(item: Item) => void} openRequest
 * @returns {View}
 */
export function showCard(item, openRequest) {
  let current = item;
  const titleId = `title-${item.id}`;
  const outcome = make('p', { class: 'outcome' });
  const button = make('button', { class: 'quiet', type: 'button' }, `Request ${item.id}`);
  button.addEventListener('click', () => openRequest(current));
  const article = make(
    'article',
    { class: 'card', 'aria-labelledby': titleId },
    front(item.card, titleId),
    back(item.card),
    make('footer', {}, outcome, button),
  );
  /** @param {Item} now */
  const update = (now) => {
    current = now;
    outcome.replaceChildren(...outcomeOf(now));
  };
  update(item);
  return { element: make('li', {}, article), update };
}

/** What people see. @param {Card} card @param {string} titleId */
function front(card, titleId) {
  const { title, text, type } = card;
  const heading = make('h3', { id: titleId, dir: 'auto' });
  heading.append(
    ...(title === null ? [make('em', {}, 'The template’s own title')] : visible(title)),
  );
  const body = make('p', { class: 'text', dir: 'auto' });
  body.append(...(text === null ? [make('em', {}, 'The template’s own text')] : visible(text)));
  const kind = make('p', type === null ? { class: 'kind default' } : { class: 'kind' });
  kind.append(type === null ? 'Push by default' : said(type));
  const icon = make('span', { class: 'bell' });
  const words = make('div', { class: 'words' }, make('header', {}, heading, kind), body);
  if (card.button !== null) words.append(make('p', { class: 'buttons' }, linkButton(card.button)));
  return make('div', { class: 'front' }, icon, words);
}

/** @param {Button} button */
function linkButton({ label, href }) {
  const attributes = { href, target: '_blank', rel: 'noopener noreferrer' };
  const hint = make('span', { class: 'unseen' }, ' (opens in a new tab)');
  return make('a', { class: 'button', title: href, ...attributes }, said(label), hint);
}

/** What only the sender knows. @param {Card} card */
function back(card) {
  const facts = make('dl', { class: 'facts' });
  /** @param {string} name @param {readonly (Node | string)[]} values */
  const fact = (name, values) => {
    if (values.length === 0) return;
    facts.append(make('div', {}, make('dt', {}, name), make('dd', {}, ...values)));
  };
  fact('People', ids(card.people));
  fact('Audiences', ids(card.audiences));
  fact('Schedule', schedule(card));
  fact('Overrides', overrides(card.overrides));
  fact('Name', plain(card.name));
  fact('Template', plain(card.templateId));
  fact('System', plain(card.systemId));
  return facts;
}

/** @param {string | null} text */
function plain(text) {
  return text === null ? [] : [said(text)];
}

/** @param {Excerpt<string>} list */
function ids({ first, more }) {
  if (first.length === 0) return [];
  const items = first.map((id) => make('li', {}, said(id)));
  if (more > 0) items.push(make('li', { class: 'more' }, `and ${more} more`));
  return [make('ul', { class: 'ids' }, ...items)];
}

/** WalkMe's defaults: from now, for 30 days. @param {Card} card */
function schedule({ startMs, endMs }) {
  if (startMs === null && endMs === null) return ['At once, for 30 days by default'];
  const from = startMs === null ? ['At once,'] : ['From ', time(startMs)];
  const until = endMs === null ? '30 days after it was sent, by default' : time(endMs);
  return [...from, ' until ', until];
}

/** @param {number} ms */
function time(ms) {
  return make('time', { datetime: new Date(ms).toISOString() }, moment(ms));
}

/** @param {Excerpt<Override>} list */
function overrides({ first, more }) {
  const rows = first.map(({ key, value }) => {
    const shown = value === '' ? make('em', {}, 'empty') : said(value);
    return make('li', {}, make('span', { class: 'key' }, said(key)), ' ', shown);
  });
  if (more > 0) rows.push(make('li', { class: 'more' }, `and ${more} more`));
  /** @param {readonly HTMLElement[]} some */
  const list = (some) => make('ul', { class: 'overrides' }, ...some);
  const folded = rows.slice(overridesOpen);
  if (folded.length === 0) return rows.length === 0 ? [] : [list(rows)];
  const summary = make('summary', {}, plural(first.length - overridesOpen + more, 'more override'));
  const open = list(rows.slice(0, overridesOpen));
  return [open, make('details', {}, summary, list(folded))];
}

/** @param {Item} item */
function outcomeOf(item) {
  /** @type {(Node | string)[]} */
  const parts = [
    make('time', { datetime: item.at }, clock(item.at)),
    make('span', {}, answer(item)),
  ];
  if (item.fault !== null) parts.push(warning(`Fault: ${item.fault}`));
  if (item.duplicateOf !== null) parts.push(warning(`Same as request ${item.duplicateOf}`));
  return parts;
}

/** @param {string} text */
function warning(text) {
  return make('span', { class: 'warning' }, said(text));
}
