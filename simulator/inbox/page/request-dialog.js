/** Shows a request in a dialog: everything that the ledger keeps of it. */

/** @import { Item } from '../items.ts' */

import { createElement, find, isolated, visibleNodes } from './element.js';
import { formatStatus } from './format.js';
import { indent } from './json.js';

const dialog = find('#request', HTMLDialogElement);
const title = find('#request-title', HTMLElement);
const content = find('#request-content', HTMLElement);

/** The request in the dialog. @type {{ readonly id: number, readonly facts: HTMLElement } | null} */
let open = null;

/** The browser gives the focus back to this element, unless it was removed meanwhile. */
let opener = document.activeElement;

dialog.addEventListener('close', () => {
  open = null;
  content.replaceChildren();
  if (opener?.isConnected === false) find('#top', HTMLElement).focus();
});

/** Opens the dialog. @param {Item} item */
export function openRequest(item) {
  const facts = createElement('dl', { class: 'facts' }, ...factsOf(item));
  open = { id: item.id, facts };
  title.replaceChildren(`Request ${item.id}`);
  content.replaceChildren(
    facts,
    createElement('h3', {}, 'Headers'),
    headersOf(item),
    createElement('h3', { id: 'body-title' }, 'Body'),
    ...bodyOf(item),
  );
  content.scrollTop = 0;
  opener = document.activeElement;
  dialog.showModal();
}

/** Updates the dialog if it shows this request. @param {Item} item */
export function updateRequest(item) {
  if (open?.id === item.id) open.facts.replaceChildren(...factsOf(item));
}

/** @param {Item} item */
function factsOf(item) {
  const problems = item.problems.map((problem) => createElement('li', {}, isolated(problem)));
  if (item.problemsLeft > 0) {
    problems.push(createElement('li', {}, `and ${item.problemsLeft} more`));
  }
  const request = `${item.method} ${item.path} HTTP/${item.httpVersion}`;
  return [
    ...fact('Received', createElement('time', { datetime: item.at }, item.at)),
    ...fact('Request', isolated(request)),
    ...fact('Connection', String(item.connection)),
    ...fact('Authorization', authorizationOf(item)),
    ...fact('Outcome', `${item.outcome}, ${formatStatus(item)}`),
    ...(item.fault === null ? [] : fact('Fault', createElement('code', {}, item.fault))),
    ...(problems.length === 0 ? [] : fact('Problems', createElement('ul', {}, ...problems))),
  ];
}

/** @param {string} name @param {Node | string} value */
function fact(name, value) {
  const term = createElement('dt', {}, name);
  return [createElement('div', {}, term, createElement('dd', {}, value))];
}

/** @param {Item} item */
function authorizationOf({ authorization }) {
  if (authorization === null) return 'none';
  const { scheme, valid, tokenNumber } = authorization;
  const token = tokenNumber === undefined ? '' : `, token ${tokenNumber}`;
  return `${scheme}, ${valid ? 'valid' : 'not valid'}${token} (the value is not kept)`;
}

/** @param {Item} item */
function headersOf({ headers }) {
  const rows = Object.entries(headers).map(([name, value]) => {
    const head = createElement('th', { scope: 'row' }, isolated(name));
    return createElement('tr', {}, head, createElement('td', {}, isolated(value)));
  });
  return createElement('table', {}, createElement('tbody', {}, ...rows));
}

/** @param {Item} item */
function bodyOf({ body, bodyUnitsLeft }) {
  if (body === '') return [createElement('p', { class: 'note' }, 'This request has no body.')];
  const attributes = { tabindex: '0', role: 'region', 'aria-labelledby': 'body-title' };
  const text = bodyUnitsLeft > 0 ? body : (indent(body) ?? body);
  const pre = createElement('pre', attributes, ...visibleNodes(text));
  if (bodyUnitsLeft === 0) return [pre];
  const rest = `${bodyUnitsLeft} more characters are in the `;
  const ledger = createElement('a', { href: '/__ledger' }, 'ledger');
  return [pre, createElement('p', { class: 'note' }, rest, ledger, '.')];
}
