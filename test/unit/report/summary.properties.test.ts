import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/delivery/outcome.ts';
import type { Report } from '../../../src/report/report.ts';
import { toSummary } from '../../../src/report/summary.ts';
import fc from '../../support/fast-check.ts';
import { findAll, parseMarkdown } from '../../support/markdown.ts';
import { hardText } from '../../support/texts.ts';
import { delivery, outcome, reported, times } from './support.ts';

/** A report with the text wherever text from outside can be. */
function reportOf(text: string): Report {
  const planned = delivery(text, {
    templateId: text,
    runtimeTitle: text,
    runtimeDescription: text,
    startAt: text,
    endAt: text,
    override: [{ key: text, value: text }],
    additional: { [text]: [text] },
  });
  const sent = { ...planned, name: `About ${text}` };
  const error = { code: 'delivery-unknown', message: text, hint: text } as const;
  const fields: Partial<Outcome> = { delivery: sent, requestId: text, response: text };
  return reported({
    outcomes: [
      outcome('accepted', fields),
      outcome('unknown', { ...fields, error }),
      outcome('refused', {
        delivery: sent,
        error: {
          ...error,
          message: `no ${text}`,
          location: { input: 'payload', line: 1, file: text, key: text },
        },
      }),
    ],
    warnings: [{ level: 'warning', message: `It says ${text}`, hint: text }],
    docs: 'https://github.com/a/b/blob/v1/docs',
  });
}

const summaryOf = (report: Report): string => toSummary(report, (text) => text);

const block = /<details>[\s\S]*?<\/details>/g;

/** What each line of a job summary is; a block of code is one. */
function linesOf(summary: string): readonly string[] {
  const lines = summary.replace(block, (code) => (/\n[ \t]*\n/.test(code) ? 'torn' : 'code'));
  return lines.split('\n').map((line) => {
    if (line.startsWith('| ')) return `${line.split('|').length - 2} columns`;
    return /^(###+ |> |\*\*\[|torn$|code$|$)/.exec(line)?.[0] ?? 'text';
  });
}

describe('whatever a text says, the job summary keeps its structure', () => {
  const texts = hardText().map((text) => text.slice(0, 400).toWellFormed());
  const ordinary = linesOf(summaryOf(reportOf('ordinary')));
  const tags = ['<br>', '<code>', '</code>', '<em>', '</em>', '<pre>', '</pre>'];
  const known = new Set([...tags, '<details>', '</details>', '<summary>', '</summary>']);

  it('line by line', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const summary = summaryOf(reportOf(text));
        expect(linesOf(summary)).toEqual(ordinary);
        for (const [tag] of summary.matchAll(/<[^>]*>?/g)) expect(known).toContain(tag);
        const active = summary.replace(block, '').match(/[*[\]`~$@_\\!{}]/g);
        expect(active?.join('')).toBe('**[]****[]**');
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    'ordinary',
    '',
    '<script>alert(1)</script><!-- -->',
    '</code></pre></details>\n\n# Heading\n\n- list\n\n```\nfence',
    '| a | b |\n| --- | --- |\n| c | d |',
    '\n\n\n    code\n\n---\n===\n> quote\n1. one',
    '[a](javascript:b) ![c](d) <https://e.example> **f** _g_ `h` ~~i~~ [^j]',
    '\\| \\` &lt; &#60; &vert; &#x7c;',
    '\r| a |\r\n| b |\u2028| c |\u0085| d |',
    '@octocat #1 :tada: $x$ $$y$$ {{z}}',
  ])('as a reader of Markdown sees it: %j', (text) => {
    const root = parseMarkdown(summaryOf(reportOf(text)));
    expect(root.children.map(({ type }) => type)).toEqual([
      ...['heading', 'paragraph', 'paragraph', 'paragraph', 'paragraph', 'blockquote'],
      ...['table', 'table', 'html', 'html', 'html'],
    ]);
    const [deliveries, people] = findAll(root, 'table');
    expect(people?.children.map(({ children }) => children.length)).toEqual([2, 2, 2, 2, 2, 2, 2]);
    expect(deliveries?.children.map(({ children }) => children.length)).toEqual([6, 6, 6, 6]);
    for (const type of ['image', 'list', 'code', 'inlineCode', 'emphasis', 'delete'] as const) {
      expect(findAll(root, type)).toEqual([]);
    }
    expect(findAll(root, 'strong')).toHaveLength(2);
    expect(findAll(root, 'link')).toHaveLength(2);
  });
});

describe('the job summary has less than 1 MiB', () => {
  it.each<[string, string]>([
    ['letters', 'x'],
    ['characters that become entities', '&'],
    ['characters that become words', '\u202e'],
    ['characters of four bytes', '🚀'],
    ['characters piled up', `e${'\u0301'.repeat(7)}`],
    ['characters of three bytes piled up', `漢${'\u20dd'.repeat(7)}`],
    ['line ends', '\n'],
  ])('if everything in it is made of %s', (_, piece) => {
    const text = piece.repeat(3000);
    const error = { code: 'delivery-unknown', message: text, hint: text } as const;
    const outcomes = times(120, (index) => {
      const sent = delivery(text, {
        templateId: `${index}${text}`,
        runtimeTitle: text,
        runtimeDescription: text,
        override: times(40, (at) => ({ key: `${at}${text}`, value: text })),
      });
      const fields = { delivery: sent, requestId: text };
      return index % 2 === 0
        ? outcome('accepted', fields)
        : outcome('unknown', { ...fields, error: { ...error, message: `${index}${text}` } });
    });
    const warnings = times(30, () => ({ level: 'notice', message: text }) as const);
    const summary = summaryOf(reported({ outcomes, warnings }));
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576);
    expect(summary).toContain('Partially sent: 60 of 120 deliveries accepted');
  });
});
