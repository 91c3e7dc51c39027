/** Converts Markdown to the text that a reader sees. Loads its parsers, and is itself loaded on first use. */

import { compile, type Options, parse, postprocess, preprocess } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { htmlToText } from './html-text.ts';

/** UTF-16 units of Markdown that are converted: far more than a notification can show. */
const MAX_LENGTH = 10_000;

/** Quotes and list items that one line may open. The Markdown of people has fewer than ten. */
const TOO_DEEP = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){101}/m;

/** Most of these that a paragraph may have, because each may be compared with all others. */
const MAX_MARKS = 1000;

/** UTF-16 units of HTML that references may add, because each repeats the address of its definition. */
const MAX_REFERENCED_LENGTH = 500_000;

/** @see https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
const ESCAPE_SEQUENCE =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[PX\]^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-~]/g;

/** Control characters other than tabs and line ends. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/**
 * Converts GitHub's Markdown, with the HTML in it, to plain text: list items begin with `•`, and a link
 * is its text with the address in brackets. Lines end in `\n`. What follows the first 10,000 characters,
 * and a text that is too complex to parse, keeps its characters.
 * @param repository the `owner/name` of the repository, whose pull requests are `#12`.
 * @param grant returns how many of so many UTF-16 units may be converted.
 */
export function plainText(
  markdown: string,
  repository = '',
  grant: (length: number) => number = Number,
): string {
  const text = printable(markdown).replace(/\r\n?/g, '\n');
  const length = grant(Math.min(text.length, MAX_LENGTH));
  const lineEnd = text.length > length ? text.lastIndexOf('\n', length - 1) : -1;
  const end = lineEnd === -1 ? length : lineEnd;
  const head = text.slice(0, end);
  const html = isTooComplex(head) ? undefined : markdownToHtml(head);
  const shown = html === undefined ? head : printable(htmlToText(html, repository));
  return `${shown}${text.slice(end)}`.trim();
}

/** Whether the parser would take more than a moment. */
function isTooComplex(markdown: string): boolean {
  const addresses = Array.from(markdown.matchAll(/\]:\s*\S+/g), ([it]) => it.length);
  const referencedLength = Math.max(0, ...addresses) * markdown.split(']').length;
  const paragraphs = markdown.split(/\n[ \t]*\n/);
  return (
    TOO_DEEP.test(markdown) ||
    referencedLength > MAX_REFERENCED_LENGTH ||
    paragraphs.some((it) => (it.match(/\*+|_+|~+|[\]\\]/g) ?? []).length > MAX_MARKS)
  );
}

function printable(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, '').replace(CONTROL, '');
}

type HtmlExtension = NonNullable<Options['htmlExtensions']>[number];
type Handle = NonNullable<NonNullable<HtmlExtension['exit']>['data']>;

/** People write `<title>` and mean the word: GitHub disarms it too. Links of the author stay apart. */
const RENAMED_TAGS =
  /<(\/?)(?=(?:a|iframe|noembed|noframes|plaintext|textarea|title|xmp)(?:[\s/>]|$))/gi;

/** The compiler adds the cells that a row lacks. */
const MISSING_CELLS = /(?:\n<td[^<>]*><\/td>)+(?=\n<\/tr>)/g;

/** A `<script>` or `<style>` that no one closes is a word of the text too. */
const UNCLOSED = /<(?=(script|style)[\s/>])(?![\s\S]*<\/\1)/gi;

/** A line break in a paragraph, as in GitHub's releases and descriptions. */
const SOFT_BREAK = '\n<br soft>';

/** Who writes `<br>` at the end of a line means one line break. */
const SECOND_BREAK = /(<br\b[^<>]{0,99}>)\n<br soft>/gi;

/** @see https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
const ALERT =
  /(<blockquote>\n<p>)\[!(note|tip|important|warning|caution)\][ \t]*(?:\n?<br[^<>]*>|<\/p>\n<p>|(?=<\/p>))/gi;

/** The compiler encodes addresses, and leaves those alone that are encoded: this can be reversed. */
const data: Handle = function (token) {
  const text = this.sliceSerialize(token);
  this.raw(this.getData('ignoreEncode') ? text.replaceAll('%', '%25') : this.encode(text));
};

const authorHtml: Handle = function (token) {
  this.raw(this.sliceSerialize(token).replace(RENAMED_TAGS, '<$1x-'));
};

const drop: Handle = function () {
  this.resume();
};

/** What differs from the HTML of micromark: line breaks, addresses, HTML, and footnotes. */
function createHtmlExtension(): HtmlExtension {
  let isText = false;
  return {
    enter: {
      content() {
        isText = true;
        this.setData('slurpAllLineEndings', true);
      },
    },
    exit: {
      content() {
        isText = false;
      },
      lineEnding() {
        if (this.getData('slurpAllLineEndings')) return;
        if (this.getData('slurpOneLineEnding')) return this.setData('slurpOneLineEnding');
        if (this.getData('inCodeText')) return this.raw(' ');
        this.raw(isText && !this.getData('ignoreEncode') ? SOFT_BREAK : '\n');
      },
      ...{ data, characterEscapeValue: data, htmlFlowData: authorHtml, htmlTextData: authorHtml },
      ...{ gfmFootnoteCallString: drop, gfmFootnoteDefinitionLabelString: drop },
      gfmFootnoteDefinition() {
        this.getData('tightStack').pop();
      },
      null() {},
    },
  };
}

/** Reads GitHub's Markdown, in which lines end in `\n`. An alert begins with its kind. */
function markdownToHtml(markdown: string): string {
  const events = parse({ extensions: [gfm()] })
    .document()
    .write(preprocess()(markdown, undefined, true));
  const html = compile({
    htmlExtensions: [gfmHtml(), createHtmlExtension()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  })(postprocess(events));
  return html
    .replace(SECOND_BREAK, '$1')
    .replace(MISSING_CELLS, '')
    .replace(UNCLOSED, '<x-')
    .replace(ALERT, (_, begin: string, kind: string) => {
      return `${begin}${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}: `;
    });
}
