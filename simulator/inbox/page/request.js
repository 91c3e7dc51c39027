/** The raw request: an item in, a dialog with everything that the ledger keeps of it out. */

/** @import { Item } from '../items.ts' */

import { find, make, said, visible } from './element.js';
import { indent } from './json.js';
import { answer } from './words.js';

const dialog = find('#request', HTMLDialogElement);
const title = find('#request-title', HTMLElement);
const content = find('#request-content', HTMLElement);

/** The one that is open. @type {{ readonly id: number, readonly facts: HTMLElement } | null} */
let open = null;

/** What had the focus before; the browser gives it back, unless it was cleared away meanwhile. */
let opener = document.activeElement;

dialog.addEventListener('close', () => {
  open = null;
  content.replaceChildren();
  if (opener?.isConnected === false) find('#top', HTMLElement).focus();
});

/** Opens the dialog; the browser keeps the focus in it. @param {Item} item */
export function openRequest(item) {
  const facts = make('dl', { class: 'facts' }, ...factsOf(item));
  open = { id: item.id, facts };
  title.replaceChildren(`Request ${item.id}`);
  content.replaceChildren(
    facts,
    make('h3', {}, 'Headers'),
    headersOf(item),
    make('h3', { id: 'body-title' }, 'Body'),
    ...bodyOf(item),
  );
  content.scrollTop = 0;
  opener = document.activeElement;
  dialog.showModal();
}

/** Shows what has become of the request that is open. @param {Item} item */
export function updateRequest(item) {
  if (open?.id === item.id) open.facts.replaceChildren(...factsOf(item));
}

/** @param {Item} item */
function factsOf(item) {
  const problems = item.problems.map((problem) => make('li', {}, said(problem)));
  if (item.problemsLeft > 0) problems.push(make('li', {}, `and ${item.problemsLeft} more`));
  return [
    ...fact('Received', make('time', { datetime: item.at }, item.at)),
    ...fact('Request', said(`${item.method} ${item.path} HTTP/${item.httpVersion}`)),
    ...fact('Connection', String(item.connection)),
    ...fact('Authorization', authorizationOf(item)),
    ...fact('Outcome', `${item.outcome}, ${answer(item)}`),
    ...(item.fault === null ? [] : fact('Fault', make('code', {}, item.fault))),
    ...(problems.length === 0 ? [] : fact('Problems', make('ul', {}, ...problems))),
  ];
}

/** @param {string} name @param {Node | string} value */
function fact(name, value) {
  return [make('div', {}, make('dt', {}, name), make('dd', {}, value))];
}

/** @param {Item} item */
function authorizationOf({ authorization }) {
  if (authorization === null) return 'none';
  const { scheme, valid, tokenNumber } = authorization;
  const token = tokenNumber === undefined ? '' : `, token ${tokenNumber}`;
  return `${scheme}, ${valid ? 'valid' : 'not valid'}${token}; its value is not kept`;
}

/** @param {Item} item */
function headersOf({ headers }) {
  const rows = Object.entries(headers).map(([name, value]) =>
    make('tr', {}, make('th', { scope: 'row' }, said(name)), make('td', {}, said(value))),
  );
  return make('table', {}, make('tbody', {}, ...rows));
}

/** @param {Item} item */
function bodyOf({ body, bodyUnitsLeft }) {
  if (body === '') return [make('p', { class: 'note' }, 'It has none.')];
  const attributes = { tabindex: '0', role: 'region', 'aria-labelledby': 'body-title' };
  const text = bodyUnitsLeft > 0 ? body : (indent(body) ?? body);
  const pre = make('pre', attributes, ...visible(text));
  if (bodyUnitsLeft === 0) return [pre];
  const rest = `It goes on for ${bodyUnitsLeft} more characters, which are in the `;
  return [pre, make('p', { class: 'note' }, rest, make('a', { href: '/__ledger' }, 'ledger'), '.')];
}
