/** What GitHub's own renderer makes of job summaries: no link, image or element that is not ours. */

import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createMarkdown } from '../../src/report/markdown.ts';
import { toSummary } from '../../src/report/summary.ts';
import fc from '../support/fast-check.ts';
import { needsProgram } from '../support/programs.ts';
import { hardText } from '../support/texts.ts';
import { delivery, docs, outcome, reported } from '../unit/report/support.ts';

/** The extensions that GitHub uses. */
const extensions = ['table', 'autolink', 'strikethrough', 'tagfilter', 'tasklist', 'footnotes'];

/** Renders with GitHub's own renderer, the Debian package `cmark-gfm`. */
function renderMarkdown(markdown: string): string {
  const args = ['--unsafe', ...extensions.flatMap((name) => ['-e', name])];
  return execFileSync('cmark-gfm', args, { input: markdown, encoding: 'utf8' });
}

/** An HTML element: its name and its attributes, as written. */
interface Element {
  readonly name: string;
  readonly attributes: string;
}

/** @returns the start tags of the HTML, in order. */
function elementsOf(html: string): readonly Element[] {
  return [...html.matchAll(/<([a-z][a-z0-9-]*)([^>]*?)\/?>/gi)].map(
    ([, name = '', attributes = '']) => ({
      name: name.toLowerCase(),
      attributes: attributes.trim(),
    }),
  );
}

/** A job summary with the text wherever text from outside can be. */
function summaryOf(text: string): string {
  const planned = delivery(text, {
    templateId: text,
    title: text,
    runtimeTitle: text,
    runtimeDescription: text,
    startAt: text,
    endAt: text,
    override: [{ key: text, value: text }],
    additional: { [text]: [text] },
  });
  const sent = { ...planned, name: text };
  const location = { input: 'payload', file: text, line: 1, column: 2, key: text };
  const error = { code: 'delivery-unknown', message: text, hint: `\`${text}\``, location } as const;
  const outcomes = [
    outcome('accepted', { delivery: sent, requestId: text, response: text }),
    outcome('unknown', { delivery: { ...sent, name: `no ${text}` }, error }),
  ];
  const warnings = [{ level: 'warning', message: text, hint: text, location }] as const;
  return toSummary(reported({ outcomes, warnings, docs }), (it) => it);
}

/** Elements that text brings along: how many there are depends on the text alone. */
const inText = ['br', 'em', 'code'];

function structureOf(html: string): readonly Element[] {
  return elementsOf(html).filter(({ name }) => !inText.includes(name));
}

describe('GitHub renders a job summary', () => {
  needsProgram('cmark-gfm');

  const traps = [
    'attacker@evil.test',
    'xmpp:attacker@evil.test/chat',
    'mailto:attacker@evil.test',
    'www.evil.test',
    'WWW.evil.test/path',
    'http://evil.test',
    'HTTPS://evil.test',
    'ftp://evil.test',
    '(www.evil.test)_http://evil.test_',
    'attacker&#64;evil.test www&#46;evil.test http&#58;//evil.test',
    'attacker&commat;evil.test www&period;evil.test http&colon;//evil.test',
    '<https://evil.test> <attacker@evil.test>',
    '[a](https://evil.test) ![b](https://evil.test/b.png) [c][d] [^e]',
    '<a href="https://evil.test">a</a><img src=x><script>alert(1)</script>',
    '</code></pre></details><iframe src="https://evil.test">',
    '`</code>` | <!-- x --> | \n\n# Heading\n\n- [ ] task\n\n[d]: https://evil.test',
  ];

  it.each(traps)('without a link, image or element that is not ours: %j', (text) => {
    const html = renderMarkdown(summaryOf(text));
    expect(structureOf(html)).toEqual(structureOf(renderMarkdown(summaryOf('ordinary'))));
    const links = elementsOf(html).filter(({ name }) => name === 'a');
    expect(links.map(({ attributes }) => attributes)).toEqual([
      `href="${docs}/errors.md#delivery-unknown"`,
    ]);
    for (const { name, attributes } of elementsOf(html)) {
      if (inText.includes(name)) expect(attributes).toBe('');
    }
  });

  it('with the same elements whatever its texts are', () => {
    const ordinary = structureOf(renderMarkdown(summaryOf('ordinary')));
    const piece = fc.oneof(fc.constantFrom(...traps), hardText(6));
    const text = fc
      .array(piece, { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.join('').slice(0, 300).toWellFormed());
    const property = fc.property(text, (it) => {
      expect(structureOf(renderMarkdown(summaryOf(it)))).toEqual(ordinary);
    });
    fc.assert(property, { numRuns: 150 });
  });

  it.each([...traps, 'a & b', '«é» 漢 🚀'])('so that people read what was written: %j', (text) => {
    const html = renderMarkdown(createMarkdown((it) => it).text(text));
    const read = html.replace(/<br>/g, '\n').replace(/<[^>]*>/g, '');
    const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
    const decoded = Object.entries(entities).reduce(
      (rest, [entity, char]) => rest.replaceAll(entity, char),
      read,
    );
    expect(decoded.trim()).toBe(text.trim());
  });
});
