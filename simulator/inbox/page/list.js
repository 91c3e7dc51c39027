/** Keeps a list of the page equal to the items of the ledger, newest first. */

/** @import { Item } from '../items.ts' */

/**
 * The element of an item. `update` shows what has changed since.
 *
 * @typedef {{ readonly element: HTMLElement, readonly update: (item: Item) => void }} View
 */

/**
 * Creates a list. Elements that remain are not touched, so that focus, open parts, and the scroll
 * position remain too.
 *
 * @template {View} Kind
 * @param {HTMLElement} list
 * @param {(item: Item) => Kind} show
 */
export function createList(list, show) {
  /** Oldest first. @type {Map<string, Kind>} */
  const views = new Map();
  let limit = Number.POSITIVE_INFINITY;

  /** Adds a new item on top, or updates a known one. Returns whether it is new. @param {Item} item */
  function put(item) {
    const known = views.get(keyOf(item));
    if (known !== undefined) {
      known.update(item);
      return false;
    }
    const view = show(item);
    views.set(keyOf(item), view);
    list.prepend(view.element);
    for (const oldest of [...views.keys()].slice(0, Math.max(0, views.size - limit))) drop(oldest);
    return true;
  }

  /** @param {string} key */
  function drop(key) {
    views.get(key)?.element.remove();
    views.delete(key);
  }

  /**
   * Makes the list equal to these items, oldest first. Returns the new ones.
   *
   * @param {readonly Item[]} items
   * @param {number} itemsShown
   */
  function replace(items, itemsShown) {
    limit = itemsShown;
    const keys = new Set(items.map(keyOf));
    for (const key of [...views.keys()]) if (!keys.has(key)) drop(key);
    return items.filter(put);
  }

  function clear() {
    views.clear();
    list.replaceChildren();
  }

  /** The views, newest first. */
  const newestFirst = () => [...views.values()].reverse();

  return {
    put,
    replace,
    clear,
    newestFirst,
    size: () => views.size,
    isFull: () => views.size >= limit,
  };
}

/** Numbers start again when the simulator does, times do not. @param {Item} item */
function keyOf({ id, at }) {
  return `${id} ${at}`;
}
