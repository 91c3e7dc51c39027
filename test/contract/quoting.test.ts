import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { findWrongId, normalizeId } from '../../src/text/ids.ts';
import fc from '../support/fast-check.ts';
import type { Occasion } from '../support/occasion.ts';
import { occasions } from '../support/occasions.ts';
import { read } from '../support/project.ts';
import { secrets, simulate } from '../support/simulator.ts';
import { type Snippet, snippetsOf, workflowAround } from '../support/snippets.ts';
import { hardText } from '../support/texts.ts';
import { runWorkflow } from '../support/workflow-run.ts';

const snippets = snippetsOf('docs/quoting.md');
const inSection = (section: string): readonly Snippet[] =>
  snippets.filter((it) => it.section === section && it.language === 'yaml');

/** Texts that a person can put into a title; no environment variable can hold NUL. */
const titles = hardText(8).map((text) => text.replaceAll('\0', ''));

/** A payload file needs a step that names it, and a step needs a workflow. */
function around(snippet: Snippet): {
  readonly text: string;
  readonly files: Record<string, string>;
} {
  const isFile = snippet.text.startsWith('notification');
  const step = `- uses: actions/checkout@v7
- uses: your-org/notify-walkme-workstation@v1
  with:
    client-id: \${{ secrets.WALKME_CLIENT_ID }}
    client-secret: \${{ secrets.WALKME_CLIENT_SECRET }}
    payload-file: issue.yml`;
  const text = workflowAround(isFile ? step : snippet.text, 'issues', 'repository_dispatch');
  return { text, files: isFile ? { 'issue.yml': snippet.text } : {} };
}

/** Runs a snippet on an event. @returns the only notification that arrives, or the error. */
async function arrives(
  { text, files }: ReturnType<typeof around>,
  occasion: Occasion,
): Promise<Readonly<Record<string, unknown>>> {
  const simulator = await simulate();
  const inputs = { 'base-url': simulator.url };
  const runs = await runWorkflow(text, occasion, { files, inputs, secrets });
  const sent = simulator.ledger.accepted();
  await simulator.close();
  for (const { report } of runs) expect(report).toMatchObject({ exitCode: 0, errors: [] });
  expect(sent).toHaveLength(1);
  return Object(sent[0]?.notification);
}

const onIssue = (title: string): Occasion => ({
  event: 'issues',
  payload: {
    action: 'opened',
    issue: { title, html_url: 'https://github.com/acme/harbor/issues/1' },
  },
});

const withTitle = [
  ...inSection('Text from an event in a payload file'),
  ...inSection('Text from an event in an input').filter(({ text }) => text.includes('issue.title')),
];

it('the page shows a payload file, inputs, and an inline payload', () => {
  expect(withTitle).toHaveLength(3);
});

describe.each(withTitle)('$page, line $line', (snippet) => {
  it('delivers any title of an issue unchanged', async () => {
    const step = around(snippet);
    await fc.assert(
      fc.asyncProperty(titles, async (title) => {
        const notification = await arrives(step, onIssue(title));
        expect(String(notification['runtimeTitle'] ?? '').trim()).toBe(title.trim());
        if (!snippet.text.includes('TITLE')) return;
        expect(notification['override']).toContainEqual({ key: 'TITLE', value: title });
      }),
      { numRuns: 40 },
    );
  });
});

it('delivers any ID of a person as one recipient', async () => {
  const [snippet] = inSection('Text from an event in an input').filter(({ text }) =>
    text.includes('employee'),
  );
  if (snippet === undefined) throw new Error('no snippet with a list');
  // A blank ID is no recipient, and @ starts a GitHub login.
  const ids = titles
    .map(normalizeId)
    .filter((id) => !/^(@|$)/.test(id) && findWrongId(id) === undefined);
  await fc.assert(
    fc.asyncProperty(ids, async (employee) => {
      const occasion = { event: 'repository_dispatch', payload: { client_payload: { employee } } };
      const notification = await arrives(around(snippet), occasion);
      expect(notification['endUsersIds']).toEqual([employee]);
    }),
    { numRuns: 40 },
  );
});

const onRelease = ['README.md', 'docs/recipes/releases.md']
  .flatMap(snippetsOf)
  .filter(({ path = '' }) => path.includes('/announce'));

describe.each(onRelease)('$page: $path', ({ page, text }) => {
  const files = Object.fromEntries(snippetsOf(page).map((it) => [it.path ?? '', it.text]));

  it('delivers any name of a release unchanged', async () => {
    const { payload } = occasions['a release'];
    const names = titles.filter((name) => name !== '');
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const release = { ...Object(payload['release']), name };
        const occasion = { event: 'release', payload: { ...payload, release } };
        const { runtimeTitle } = await arrives({ text, files }, occasion);
        expect(String(runtimeTitle)).toContain(`${name} is out`.trim());
      }),
      { numRuns: 20 },
    );
  });
});

describe('the six cases that need quotes', () => {
  const page = read('docs/quoting.md');
  const cells = [...page.matchAll(/ `([^`|]*(["']).*\2\}?)` \|$/gm)];
  const cases = cells.map(([, written = '']) => written);

  it('are six', () => {
    expect(cases).toHaveLength(6);
  });

  it.each(cases)('%s is the text itself, and nothing else without quotes', (written) => {
    const [, quote, text = ''] = /(["'])(.*)\1/.exec(written) ?? [];
    expect(JSON.stringify(parse(written))).toContain(JSON.stringify(text));
    const without = text.startsWith('"') || quote === '"' ? text : `"${text}"`;
    const bare = parseDocument(written.replace(/(["']).*\1/, () => without));
    const isSame = JSON.stringify(bare.toJS()) === JSON.stringify(parse(written));
    expect(bare.errors.length > 0 || !isSame).toBe(true);
  });
});
