/** Converts Markdown to HTML, in which the HTML of the author stays as it is. */

import { compile, type Options, parse, postprocess, preprocess } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

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
export function markdownToHtml(markdown: string): string {
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
