/** Converts HTML to the text that a reader sees: one block under the other, without any markup. */

import { nameToEmoji } from 'gemoji';
import { parseDocument } from 'htmlparser2';
import { linkText } from './link-text.ts';

type Parent = ReturnType<typeof parseDocument>;
type Node = Parent['children'][number];
type Element = Extract<Node, { readonly attribs: unknown }>;

/** Text of a line, or a block that is finished. */
type Piece = string | { readonly block: string };

/** Elements in elements; a browser stops at about as many. */
const MAX_DEPTH = 500;

/** Ends the line before and after an element that is a block. */
const END: Piece = { block: '' };

/** Stands for `<br>` until a line is complete, because line ends beside it do not count. */
const BREAK = '\v';

/** Elements that show nothing. */
const hidden = new Set(['script', 'style', 'template', 'head', 'hr', 'noscript', 'object']);

/** Elements inside a line; all others are blocks. */
const inline = new Set(
  'a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr g-emoji picture source'.split(
    ' ',
  ),
);

/** @throws {RangeError} if elements are nested too deeply. */
export function htmlToText(html: string, repository: string): string {
  const root = parseDocument(html);
  return joined(piecesIn(root, { repository, depth: 0, isCode: false }), '\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Where an element is. */
interface Place {
  readonly repository: string;
  readonly depth: number;
  /** In code, nothing is replaced. */
  readonly isCode: boolean;
}

function piecesIn(parent: { readonly children: readonly Node[] }, place: Place): readonly Piece[] {
  if (place.depth > MAX_DEPTH) throw new RangeError('elements are nested too deeply');
  const below = { ...place, depth: place.depth + 1 };
  return parent.children.flatMap((node) => {
    if ('attribs' in node) return piecesOf(node, below);
    return node.type === 'text' && 'data' in node ? [textOf(node.data, place)] : [];
  });
}

function piecesOf(element: Element, place: Place): readonly Piece[] {
  const { name, attribs } = element;
  if (hidden.has(name) || attribs['id'] === 'footnote-label') return [];
  switch (name) {
    case 'br':
      return [BREAK];
    case 'img':
      return [attribs['alt'] ?? ''];
    case 'input':
      return attribs['type'] === 'checkbox' ? [attribs['checked'] === undefined ? '☐' : '☑'] : [];
    case 'a':
      return linkPieces(element, place);
    case 'code':
      return piecesIn(element, { ...place, isCode: true });
    case 'pre':
      return [{ block: preformatted(element, place) }];
    case 'ul':
    case 'ol':
      return [{ block: listText(element, place) }];
    case 'tr':
      return [{ block: rowText(element, place) }];
    case 'table':
      return [{ block: joined(piecesIn(element, place), '\n') }];
    case 'blockquote':
      return [{ block: withAlert(joined(piecesIn(element, place), '\n\n')) }];
    case 'thead':
    case 'tbody':
    case 'tfoot':
      return piecesIn(element, place);
    default:
      return inline.has(name) ? piecesIn(element, place) : [END, ...piecesIn(element, place), END];
  }
}

/** Lines become blocks, and blocks are separated. */
function joined(pieces: readonly Piece[], separator: string): string {
  const blocks: string[] = [];
  let line = '';
  for (const piece of [...pieces, END]) {
    if (typeof piece === 'string') {
      line += piece;
    } else {
      blocks.push(lineText(line), piece.block);
      line = '';
    }
  }
  return blocks.filter((block) => block !== '').join(separator);
}

/** White space counts once, as in a browser; the line ends of Markdown stay. */
function lineText(line: string): string {
  return line
    .replace(/ +/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .replace(/ ?\v[ \n]?/g, BREAK)
    .replaceAll(BREAK, '\n')
    .trim();
}

function textOf(data: string, { isCode }: Place): string {
  const text = data.replace(/[ \t\f\v]+/g, ' ');
  return isCode ? text : text.replace(/:([\w+-]+):/g, withEmoji);
}

function withEmoji(shortcode: string, name: string): string {
  return (Object.hasOwn(nameToEmoji, name) && nameToEmoji[name]) || shortcode;
}

function linkPieces(element: Element, place: Place): readonly Piece[] {
  const { attribs } = element;
  if ('data-footnote-backref' in attribs) return [];
  const text = joined(piecesIn(element, place), ' ');
  if ('data-footnote-ref' in attribs) return [`[${text}]`];
  return [linkText(text, attribs['href'] ?? '', place.repository)];
}

/** All text inside, as it is written. */
function preformatted(element: Element, place: Place): string {
  const texts = (parent: Element, depth: number): string => {
    if (depth > MAX_DEPTH) throw new RangeError('elements are nested too deeply');
    return parent.children
      .map((node) => {
        if ('attribs' in node) return node.name === 'br' ? '\n' : texts(node, depth + 1);
        return node.type === 'text' && 'data' in node ? node.data : '';
      })
      .join('');
  };
  return texts(element, place.depth).replace(/^\n|\n+$/g, '');
}

function listText(list: Element, place: Place): string {
  const start = Number(list.attribs['start'] ?? 1);
  const items = list.children.filter((node) => 'attribs' in node);
  return items
    .map((item, index) => {
      const text = joined(piecesIn(item, { ...place, depth: place.depth + 1 }), '\n');
      const sign = list.name === 'ol' ? `${start + index}. ` : '• ';
      // A task has its box.
      return `${/^[☐☑] /.test(text) ? '' : sign}${text.replaceAll('\n', '\n  ')}`;
    })
    .join('\n');
}

function rowText(row: Element, place: Place): string {
  const cells = row.children.filter((node) => 'attribs' in node);
  return cells
    .map((cell) => joined(piecesIn(cell, { ...place, depth: place.depth + 1 }), ' '))
    .join(' | ')
    .replace(/(?: \| ?)+$/, '');
}

/** @see https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function withAlert(quote: string): string {
  return quote.replace(
    /^\[!(note|tip|important|warning|caution)\]\s*/i,
    (_, kind: string) => `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}: `,
  );
}
