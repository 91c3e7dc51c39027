/** Converts HTML to the text that a reader sees. */

import { Parser } from 'htmlparser2';
import { decoded } from '../text/format.ts';
import { linkText, shortenAddresses, withEmoji } from './link-text.ts';
import * as output from './text-writer.ts';

/** These have an empty line on both sides. */
const BLOCKS =
  /^(?:address|article|aside|blockquote|details|dl|fieldset|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|main|nav|ol|p|pre|section|table|ul)$/;

/** These begin and end on separate lines. */
const LINES = /^(?:caption|center|dd|div|dt|figcaption|legend|option|summary|tr)$/;

/** These can be within a word. All others are boxes, so that words on both sides are two. */
const INLINE =
  /^(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|mark|q|rp|rt|ruby|s|samp|script|small|span|strike|strong|style|sub|sup|time|tt|u|var|wbr|x-a)$/;

/** State of the conversion of one document. */
interface Conversion {
  readonly repository: string;
  readonly writer: ReturnType<typeof output.createTextWriter>;
  /** The names of the open elements. */
  readonly open: string[];
  /** Open lists and items, from outside to inside; a list has the number of its next item. */
  readonly lists: ({ next: number } | 'item')[];
  /** The open link: its element, and whether a block began or ended since. No text is within two. */
  link: { name: string; url: string; place: number; isOld: boolean } | undefined;
  /** Text up to the next tag; entities and comments part it. */
  pending: string;
  isFirstCell: boolean;
}

/**
 * Reads HTML in one pass that is not recursive, so that no nesting is too deep. Blocks and list
 * items begin on separate lines, cells are separated by `|`, and images become their text.
 * @param repository the `owner/name` of the repository, whose pull requests are `#12`.
 */
export function htmlToText(html: string, repository: string): string {
  const conversion: Conversion = {
    ...{ repository, writer: output.createTextWriter(), open: [], lists: [] },
    ...{ link: undefined, pending: '', isFirstCell: true },
  };
  const { writer, open, lists } = conversion;
  const parser = new Parser({
    ontext(data) {
      conversion.pending += data;
    },
    onopentag(name, attributes) {
      writePending(conversion);
      open.push(name);
      separate(name, conversion);
      beginnings.get(name)?.(conversion, attributes);
    },
    onclosetag(name) {
      writePending(conversion);
      if (name === conversion.link?.name) endLink(conversion);
      if (name === 'li') endItem(conversion);
      if (name === 'ol' || name === 'ul') lists.pop();
      separate(name, conversion);
      open.pop();
    },
  });
  parser.end(html);
  writePending(conversion);
  return writer.pieces.join('').trim();
}

const isIn = ({ open }: Conversion, ...elements: readonly string[]): boolean =>
  elements.some((name) => open.includes(name));

const isInCell = (conversion: Conversion): boolean =>
  isIn(conversion, 'table') && isIn(conversion, 'td', 'th');

function writePending(conversion: Conversion): void {
  const { writer, link, repository } = conversion;
  // Dependabot and Renovate put a space of no width into names, so that they notify no one.
  const data = conversion.pending.replace(/(?<=[@#])\u200b/g, '');
  conversion.pending = '';
  if (data === '' || isIn(conversion, 'script', 'style')) return;
  if (isIn(conversion, 'pre')) {
    for (const [index, line] of data.split('\n').entries()) {
      if (index > 0) breakLine(conversion);
      if (line !== '') output.writeCode(writer, line);
    }
  } else if (isIn(conversion, 'code', 'samp', 'tt')) {
    // GitHub leaves shortcodes alone here.
    output.writeCode(writer, data.replaceAll('\n', ' '));
  } else output.writeText(writer, withEmoji(link ? data : shortenAddresses(data, repository)));
}

/** Keeps an element apart from the text around it. In a cell everything is one line. */
function separate(name: string, conversion: Conversion): void {
  const { writer, link } = conversion;
  const isBlock = BLOCKS.test(name);
  if (isBlock && link !== undefined) link.isOld = true;
  if (!isBlock && !LINES.test(name)) writer.parted ||= !INLINE.test(name);
  else if (isInCell(conversion)) output.writeText(writer, ' ');
  else output.leaveGap(writer, isBlock ? 2 : 1);
}

type Begin = (conversion: Conversion, attributes: Readonly<Record<string, string>>) => unknown;

const beginnings = new Map<string, Begin>([
  ['br', breakLine],
  ['img', ({ writer }, { alt = '' }) => output.writeText(writer, withEmoji(alt))],
  [
    'input',
    ({ writer }, { type, checked }) =>
      type === 'checkbox' && output.writeBox(writer, checked === undefined ? '☐ ' : '☑ '),
  ],
  ['a', (conversion, { href = '' }) => beginLink('a', decoded(href), conversion)],
  ['x-a', (conversion, { href = '' }) => beginLink('x-a', href.trim(), conversion)],
  ['ol', ({ lists }, { start = '1' }) => lists.push({ next: Number.parseInt(start, 10) || 0 })],
  ['ul', ({ lists }) => lists.push({ next: Number.NaN })],
  ['li', beginItem],
  ['tr', (conversion) => Object.assign(conversion, { isFirstCell: true })],
  ['td', beginCell],
  ['th', beginCell],
]);

function breakLine(conversion: Conversion): void {
  if (isInCell(conversion)) output.writeText(conversion.writer, ' ');
  else output.breakLine(conversion.writer);
}

function beginCell(conversion: Conversion): void {
  if (!conversion.isFirstCell) output.writeText(conversion.writer, ' | ');
  conversion.isFirstCell = false;
}

/** An item that was left open ends where the next one begins. */
function beginItem(conversion: Conversion): void {
  const { writer, lists } = conversion;
  endItem(conversion);
  const list = lists.at(-1);
  const sign = typeof list === 'object' && list.next >= 0 ? `${list.next++}. ` : output.BULLET;
  if (isInCell(conversion)) {
    output.writeText(writer, ` ${sign}`);
  } else {
    output.beginItem(writer, sign);
    lists.push('item');
  }
}

function endItem(conversion: Conversion): void {
  if (conversion.lists.at(-1) !== 'item' || isInCell(conversion)) return;
  conversion.lists.pop();
  output.endItem(conversion.writer);
}

/** Markdown makes a link of an address that is the text of an author's link already. */
function beginLink(name: string, url: string, conversion: Conversion): void {
  const { link, writer } = conversion;
  if (name === 'a' && link?.name === 'x-a' && !link.isOld) return;
  endLink(conversion);
  if (url !== '') conversion.link = { name, url, place: writer.pieces.length, isOld: false };
}

function endLink(conversion: Conversion): void {
  const { link, writer, repository } = conversion;
  if (link === undefined) return;
  conversion.link = undefined;
  const isEmpty = writer.pieces.length === link.place;
  const text = writer.pieces
    .splice(link.place + 1)
    .join('')
    .trim();
  const shown = linkText(text, link.url, repository);
  if (isEmpty) output.writeCode(writer, shown);
  else writer.pieces.push(shown);
}
