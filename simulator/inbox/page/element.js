/** Making elements: names, texts and children in, elements out. No text ever becomes markup. */

/**
 * An element with these attributes and children. Names of elements and attributes are always
 * written in this page's own scripts; what comes from outside is only ever a value or a text.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/**
 * Whatever cannot be seen but may change how the rest is read: control, format and bidirectional
 * characters, blank letters and lone surrogates. Line feeds stay, and the joiners that emoji and
 * some scripts need.
 */
const invisible =
  /(?![\n\u200c\u200d])(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f)/gu;

/**
 * The text as nodes, with a sign such as `U+202E` in place of each invisible character.
 *
 * @param {string} text
 * @returns {Node[]}
 */
export function visible(text) {
  const lines = text.replaceAll('\r\n', '\n');
  const nodes = [];
  let end = 0;
  for (const { 0: character, index } of lines.matchAll(invisible)) {
    nodes.push(document.createTextNode(lines.slice(end, index)), sign(character));
    end = index + character.length;
  }
  nodes.push(document.createTextNode(lines.slice(end)));
  return nodes;
}

/**
 * The text inside a sentence or a row, so that its direction cannot spread.
 *
 * @param {string} text
 */
export function said(text) {
  return make('bdi', {}, ...visible(text));
}

/**
 * The first element that matches, which the page is known to have.
 *
 * @template {Element} Kind
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function find(selector, kind) {
  const found = document.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${selector}.`);
}

/** @param {string} character */
function sign(character) {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return make('span', { class: 'sign', title: 'An invisible character' }, `U+${code}`);
}
