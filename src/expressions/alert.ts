/** Puts the kind of an alert into its text. */

import type { Blockquote } from 'mdast';

/** @see https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
const ALERT = /^\[!(note|tip|important|warning|caution)\][ \t]*(?:\n|$)/i;

/** `> [!WARNING]` becomes `Warning:`, before the text of the first paragraph. */
export function withAlertTitle(quote: Blockquote): Blockquote {
  const [first, second, ...others] = quote.children;
  if (first?.type !== 'paragraph') return quote;
  const [text, ...inline] = first.children;
  const [marker = '', kind = ''] = (text?.type === 'text' && ALERT.exec(text.value)) || [];
  if (text?.type !== 'text' || kind === '') return quote;
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}:`;
  const rest = text.value.slice(marker.length);
  const begin = (words: string, more: typeof inline): typeof first => ({
    type: 'paragraph',
    children: [{ type: 'text', value: words }, ...more],
  });
  const following = inline[0]?.type === 'break' ? inline.slice(1) : inline;
  const after = second === undefined ? others : [second, ...others];
  if (rest !== '' || following.length > 0) {
    return { ...quote, children: [begin(`${title} ${rest}`, following), ...after] };
  }
  return second?.type === 'paragraph'
    ? { ...quote, children: [begin(`${title} `, second.children), ...others] }
    : { ...quote, children: [begin(title, []), ...after] };
}
