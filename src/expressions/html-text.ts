/** Converts HTML to the text that a reader sees. */

import { Parser } from 'htmlparser2';
import { withEmoji } from './emoji.ts';
import { BLOCKS, CODE, HIDDEN, INLINE, LINES } from './html-elements.ts';
import { isAddress, linkText, shortenAddresses } from './link-text.ts';
import * as output from './text-writer.ts';

type Attributes = Readonly<Record<string, string>>;

/** A list, with the number of its next item if its items are numbered. */
interface List {
  next: number | undefined;
}

/** State of the conversion of one document. */
interface Conversion {
  /** The `owner/name` of the repository. */
  readonly repository: string;
  readonly writer: ReturnType<typeof output.createTextWriter>;
  /** How many elements of a kind are open. */
  readonly open: Record<'hidden' | 'code' | 'pre' | 'tables' | 'cells', number>;
  /** Open lists and items, from outside to inside. */
  readonly lists: (List | 'item')[];
  /** The open link. No text is within two. */
  link: { readonly url: string; readonly place: number; text: string } | undefined;
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
    repository,
    writer: output.createTextWriter(),
    open: { hidden: 0, code: 0, pre: 0, tables: 0, cells: 0 },
    lists: [],
    link: undefined,
    pending: '',
    isFirstCell: true,
  };
  const parser = new Parser({
    ontext(data) {
      conversion.pending += data;
    },
    onopentag(name, attributes) {
      writePending(conversion);
      count(name, 1, conversion);
      openElement(name, attributes, conversion);
    },
    onclosetag(name) {
      writePending(conversion);
      closeElement(name, conversion);
      count(name, -1, conversion);
    },
  });
  parser.end(html);
  writePending(conversion);
  return output.textOf(conversion.writer);
}

function count(name: string, change: 1 | -1, { open }: Conversion): void {
  if (HIDDEN.has(name)) open.hidden += change;
  if (CODE.has(name)) open.code += change;
  if (name === 'pre') open.pre += change;
  if (name === 'table') open.tables += change;
  if ((name === 'td' || name === 'th') && open.tables > 0) open.cells += change;
}

/** Writes the text before a tag. */
function writePending(conversion: Conversion): void {
  const { writer, open, link, repository } = conversion;
  // Dependabot and Renovate put a space of no width into names, so that they notify nobody.
  const data = conversion.pending.replace(/(?<=[@#])\u200b/g, '');
  conversion.pending = '';
  if (data === '' || open.hidden > 0) return;
  if (link !== undefined) link.text += data;
  if (open.pre > 0) writeLines(data, conversion);
  else if (open.code > 0) output.writeCode(writer, data.replaceAll('\n', ' '));
  else if (link !== undefined) output.writeText(writer, withEmoji(data));
  else output.writeText(writer, withEmoji(shortenAddresses(data, repository)));
}

function writeLines(data: string, conversion: Conversion): void {
  for (const [index, line] of data.split('\n').entries()) {
    if (index > 0) breakLine(conversion);
    output.writeCode(conversion.writer, line);
  }
}

function openElement(name: string, attributes: Attributes, conversion: Conversion): void {
  const { writer, lists } = conversion;
  separate(name, conversion);
  switch (name) {
    case 'br':
      breakLine(conversion);
      break;
    case 'img':
      output.writeText(writer, withEmoji(attributes['alt'] ?? ''));
      break;
    case 'input':
      if (attributes['type'] === 'checkbox')
        output.writeBox(writer, 'checked' in attributes ? '☑ ' : '☐ ');
      break;
    case 'a':
      endLink(conversion);
      if (attributes['href']) {
        conversion.link = { url: attributes['href'].trim(), place: writer.pieces.length, text: '' };
      }
      break;
    case 'ol':
    case 'ul':
      lists.push({ next: name === 'ol' ? startOf(attributes) : undefined });
      break;
    case 'li':
      beginItem(conversion);
      break;
    case 'tr':
      conversion.isFirstCell = true;
      break;
    case 'td':
    case 'th':
      if (!conversion.isFirstCell) output.writeText(writer, ' | ');
      conversion.isFirstCell = false;
      break;
  }
}

function startOf({ start = '1' }: Attributes): number {
  return Number.parseInt(start, 10) || 0;
}

function closeElement(name: string, conversion: Conversion): void {
  switch (name) {
    case 'a':
      endLink(conversion);
      break;
    case 'li':
      endItem(conversion);
      break;
    case 'ol':
    case 'ul':
      conversion.lists.pop();
      break;
  }
  separate(name, conversion);
}

/** Keeps an element apart from the text around it. In a cell everything is one line. */
function separate(name: string, { writer, open }: Conversion): void {
  const isBlock = BLOCKS.has(name);
  if (!isBlock && !LINES.has(name)) {
    if (!INLINE.has(name)) output.partWords(writer);
  } else if (open.cells > 0) {
    output.writeText(writer, ' ');
  } else {
    output.leaveGap(writer, isBlock ? 2 : 1);
  }
}

const breakLine = ({ writer, open }: Conversion): void =>
  open.cells > 0 ? output.writeText(writer, ' ') : output.breakLine(writer);

/** An item that was left open ends where the next one begins. */
function beginItem(conversion: Conversion): void {
  const { writer, lists, open } = conversion;
  endItem(conversion);
  const list = lists.at(-1);
  const sign =
    typeof list !== 'object' || list.next === undefined ? output.BULLET : `${list.next++}. `;
  if (open.cells > 0) {
    output.writeText(writer, ` ${sign}`);
  } else {
    output.beginItem(writer, sign);
    lists.push('item');
  }
}

function endItem({ writer, lists, open }: Conversion): void {
  if (lists.at(-1) !== 'item' || open.cells > 0) return;
  lists.pop();
  output.endItem(writer);
}

/** Adds the address to the text of a link. */
function endLink(conversion: Conversion): void {
  const { link, writer } = conversion;
  if (link === undefined) return;
  conversion.link = undefined;
  const source = link.text.trim();
  const text = isAddress(source, link.url) ? source : output.textSince(writer, link.place);
  output.replaceSince(writer, link.place, linkText(text, link.url, conversion.repository));
}
