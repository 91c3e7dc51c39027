import { describe, expect, it } from 'vitest';
import { defaultClient } from '../../simulator/simulator.ts';
import { withGithub } from '../support/occasion-github.ts';
import { occasions } from '../support/occasions.ts';
import { simulate } from '../support/simulator.ts';
import { pages, type Snippet, savedFiles, snippetsOf } from '../support/snippets.ts';
import { runWorkflow } from '../support/workflow-run.ts';
import { recipes, vars } from './recipes/recipes.ts';

const snippets = pages.flatMap(snippetsOf);
const isWorkflow = ({ path = '' }: Snippet): boolean => path.startsWith('.github/workflows/');
const workflows = snippets.filter(isWorkflow);

/** The other files of a page: payload files, user maps, and files of other repositories. */
function filesOf(page: string): Readonly<Record<string, string>> {
  const files = snippets.filter((it) => it.page === page && !isWorkflow(it));
  const named = files.flatMap(({ path, text }) => (path === undefined ? [] : [[path, text]]));
  return { ...savedFiles, ...Object.fromEntries(named) };
}

it('every workflow of the pages is run here', () => {
  expect(workflows.map(({ section }) => section)).toEqual(Object.keys(recipes));
});

const runs = workflows.flatMap(({ page, section, text }) => {
  const { notifies, others = {} } = recipes[section] ?? { notifies: {} };
  return Object.entries({ ...occasions, ...others }).map(([name, occasion]) => ({
    page,
    section,
    text,
    name,
    occasion,
    expected: notifies[name] ?? [],
  }));
});

const secrets = {
  WALKME_CLIENT_ID: defaultClient.id,
  WALKME_CLIENT_SECRET: defaultClient.secret,
};

describe('the workflows of the pages', () => {
  it.each(runs)('$section: $name', async ({ page, text, occasion, expected }) => {
    const simulator = await simulate();
    const steps = await runWorkflow(
      text,
      { vars, ...(await withGithub(text, occasion)) },
      {
        files: filesOf(page),
        inputs: { 'base-url': simulator.url },
        secrets,
      },
    );
    for (const { report } of steps) expect(report).toMatchObject({ exitCode: 0 });
    const accepted = simulator.ledger.accepted().map(({ notification }) => {
      const { templateId, endAt: _, ...rest } = Object(notification);
      expect(templateId).toMatch(/^[0-9a-f-]{36}$/);
      return rest;
    });
    expect(accepted).toEqual(expected);
  });
});

it.each([
  ['200', true],
  ['503', true],
  ['400', false],
])('after HTTP %s, the marker of a release is saved: %s', async (response, isSaved) => {
  const [once] = workflows.filter(({ section }) => section.startsWith('Once per release'));
  const simulator = await simulate({ script: { send: [response === '200' ? 'ok' : response] } });
  const used: string[] = [];
  await runWorkflow(once?.text ?? '', occasions['a release'], {
    files: {},
    inputs: { 'base-url': simulator.url, 'max-attempts': '1' },
    secrets,
    onStep: ({ name }) => used.push(name.replace(/@.*/, '')),
  });
  expect(used).toContain('actions/cache/restore');
  expect(used.includes('actions/cache/save')).toBe(isSaved);
});

it('the check of a payload file previews the recorded release', async () => {
  const section = 'Check a payload file in pull requests';
  const [check] = workflows.filter((it) => it.section === section);
  const surroundings = { files: filesOf('docs/recipes.md'), inputs: {}, secrets: {} };
  const [step] = await runWorkflow(check?.text ?? '', occasions['a pull request'], surroundings);
  expect(step?.outputs['outcome']).toBe('dry-run');
  expect(step?.payload).toMatchObject([
    { notification: { runtimeTitle: 'Harbor 4.7 "Quiet Pier" is out' } },
  ]);
});

it('the workflow of the README sends its payload file after the changes that it describes', async () => {
  const [readme] = workflows.filter(({ page }) => page === 'README.md');
  const text = (readme?.text ?? '')
    .replace('permissions: {}', 'permissions:\n  contents: read')
    .replace('    steps:\n', '    steps:\n      - uses: actions/checkout@v7\n')
    .replace(/template-id:.*$/s, 'payload-file: .github/walkme/release.yml\n');
  const simulator = await simulate();
  await runWorkflow(text, occasions['a release'], {
    files: filesOf('README.md'),
    inputs: { 'base-url': simulator.url },
    secrets,
  });
  expect(simulator.ledger.accepted()).toMatchObject([
    { notification: { runtimeDescription: expect.stringMatching(/^What's new/) } },
  ]);
});
