/** Creates elements. No text ever becomes markup. */

/**
 * Creates an element with attributes and children. The names of elements and attributes are always
 * literals of this page's scripts. Text from outside is only ever a value or a text node.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function createElement(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/**
 * Invisible characters that can change how the rest reads: control, format and bidirectional
 * characters, blank letters, and lone surrogates. Line feeds stay, and so do the joiners that emoji
 * and some scripts require.
 */
const invisible =
  /(?![\n\u200c\u200d])(?:[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]|\u034f)/gu;

/**
 * The text as nodes, with a sign such as `U+202E` in place of each invisible character.
 *
 * @param {string} text
 * @returns {Node[]}
 */
export function visibleNodes(text) {
  const lines = text.replaceAll('\r\n', '\n');
  const nodes = [];
  let end = 0;
  for (const { 0: character, index } of lines.matchAll(invisible)) {
    nodes.push(document.createTextNode(lines.slice(end, index)), signOf(character));
    end = index + character.length;
  }
  nodes.push(document.createTextNode(lines.slice(end)));
  return nodes;
}

/**
 * The text in an element that isolates its direction from the text around it.
 *
 * @param {string} text
 */
export function isolated(text) {
  return createElement('bdi', {}, ...visibleNodes(text));
}

/**
 * The first element that matches. The page must have one.
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
function signOf(character) {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return createElement('span', { class: 'sign', title: 'Invisible character' }, `U+${code}`);
}
