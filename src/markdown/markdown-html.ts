/** Converts Markdown to HTML, in which the HTML of the author stays as it is. */

import { compile, type Options, parse, postprocess, preprocess } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

type HtmlExtension = NonNullable<Options['htmlExtensions']>[number];
type Handle = NonNullable<NonNullable<HtmlExtension['exit']>['data']>;

/**
 * Tags whose contents a browser reads as text, up to the end of the document where they are not
 * closed. GitHub disarms them too: people write `<title>` in a sentence and mean the word. An `<a>`
 * of the author gets a name that differs from Markdown's.
 */
const RENAMED_TAGS =
  /<(\/?)(?=(?:a|iframe|noembed|noframes|plaintext|textarea|title|xmp)(?:[\s/>]|$))/gi;

/** A `<script>` or `<style>` that no one closes is a word of the text too. */
const UNCLOSED = /<(?=(script|style)[\s/>])(?![\s\S]*<\/\1)/gi;

/** A line break in a paragraph, as in GitHub's releases and descriptions. */
const SOFT_BREAK = '\n<br soft>';

/** @see https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
const ALERT =
  /(<blockquote>\n<p>)\[!(note|tip|important|warning|caution)\][ \t]*(?:\n?<br[^<>]*>|<\/p>\n<p>|(?=<\/p>))/gi;

const autolink: Handle = function (token) {
  const address = this.sliceSerialize(token);
  const href = encodeURIComponent(address.toWellFormed());
  this.raw(`<a href="${href}"><samp>${this.encode(address)}</samp></a>`);
};

/** The compiler encodes addresses, and leaves those alone that are encoded: this can be reversed. */
const data: Handle = function (token) {
  const text = this.sliceSerialize(token);
  this.raw(this.getData('ignoreEncode') ? text.replaceAll('%', '%25') : this.encode(text));
};

const html: Handle = function (token) {
  this.raw(this.sliceSerialize(token).replace(RENAMED_TAGS, '<$1x-'));
};

/** What differs from the HTML of micromark: line breaks, addresses, HTML, and footnotes. */
function createHtmlExtension(): HtmlExtension {
  let isText = false;
  const endText = (): void => {
    isText = false;
  };
  return {
    enter: {
      content() {
        isText = true;
        this.setData('slurpAllLineEndings', true);
      },
      setextHeading() {
        isText = true;
        this.buffer();
        this.setData('slurpAllLineEndings');
      },
    },
    exit: {
      content: endText,
      setextHeadingLine: endText,
      lineEnding() {
        if (this.getData('slurpAllLineEndings')) return;
        if (this.getData('slurpOneLineEnding')) return this.setData('slurpOneLineEnding');
        if (this.getData('inCodeText')) return this.raw(' ');
        this.raw(isText && !this.getData('ignoreEncode') ? SOFT_BREAK : '\n');
      },
      ...{ data, characterEscapeValue: data, htmlFlowData: html, htmlTextData: html },
      ...{ autolinkEmail: autolink, autolinkProtocol: autolink, literalAutolinkEmail: autolink },
      ...{ literalAutolinkHttp: autolink, literalAutolinkWww: autolink },
      gfmFootnoteCallString() {
        this.resume();
      },
      gfmFootnoteDefinitionLabelString() {
        this.resume();
        this.tag('<section>');
      },
      gfmFootnoteDefinition() {
        this.getData('tightStack').pop();
        this.tag('</section>');
        this.setData('slurpOneLineEnding', true);
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
  const compiled = compile({
    htmlExtensions: [gfmHtml(), createHtmlExtension()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  })(postprocess(events));
  return (
    compiled
      // Who writes `<br>` at the end of a line means one line break.
      .replace(/(<br\b[^<>]{0,99}>)\n<br soft>/gi, '$1')
      .replace(ALERT, (_, begin: string, kind: string) => {
        return `${begin}${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}: `;
      })
      .replace(UNCLOSED, '<x-')
  );
}
