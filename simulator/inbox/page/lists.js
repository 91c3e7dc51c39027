/** A list that follows the ledger: items in, elements in the page out, newest first. */

/** @import { Item } from '../items.ts' */

/**
 * What stands for an item in the page: `update` shows what has changed since.
 *
 * @typedef {{ readonly element: HTMLElement, readonly update: (item: Item) => void }} View
 */

/**
 * Keeps a list element equal to the items without touching what stays, so that focus, open parts
 * and the place on the screen stay too.
 *
 * @param {HTMLElement} list
 * @param {(item: Item) => View} show
 */
export function createList(list, show) {
  /** @type {Map<string, View>} */
  const views = new Map();
  let limit = Number.POSITIVE_INFINITY;

  /** Shows a new item on top, or a known one as it is now; tells whether it was new. @param {Item} item */
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
   * Makes the list equal to these items, oldest first; gives back the new ones.
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

  return { put, replace, clear, size: () => views.size, isFull: () => views.size >= limit };
}

/** Numbers begin again when the simulator does; times do not. @param {Item} item */
function keyOf({ id, at }) {
  return `${id} ${at}`;
}
