import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type PublishedWorkflow, publishedWorkflows } from '../runner/published-workflows.ts';
import type { Occasion } from '../support/occasion.ts';
import { withGithub } from '../support/occasion-github.ts';
import { failed, occasions, onPush } from '../support/occasions.ts';
import { secrets, simulate } from '../support/simulator.ts';
import { pagesWith, snippetsOf } from '../support/snippets.ts';
import { eventsOf, starts } from '../support/workflow-event.ts';
import { runWorkflow } from '../support/workflow-run.ts';
import { type Run, runAction } from '../support/world.ts';
import { recipes, vars } from './recipes/recipes.ts';
import { byOccasion, lineOf } from './recipes/shared.ts';

const onRecipePage = ({ source }: PublishedWorkflow): boolean => source.startsWith('docs/recipes/');
const isExample = ({ source }: PublishedWorkflow): boolean => source.startsWith('examples/');
/** Payload files, user maps, and files of other repositories. */
const files = publishedWorkflows.find(onRecipePage)?.files ?? {};

it('every workflow of the pages and examples is run here', () => {
  expect(publishedWorkflows.map(({ section }) => section)).toEqual(Object.keys(recipes));
});

it('no two recipes have a file or a workflow of the same name', () => {
  const paths = pagesWith('docs/recipes/')
    .flatMap(snippetsOf)
    .map(({ path }) => path);
  const names = paths.filter((path) => path !== undefined);
  expect(new Set(names).size).toBe(names.length);
});

interface Ended {
  readonly runs: readonly Run[];
  /** Each notification that was accepted, as its line. */
  readonly lines: readonly string[];
}

/** What failed a step. */
function errorsOf({ report: { exitCode, errors } }: Run): readonly string[] {
  return exitCode === 0 ? [] : errors.map(({ message }) => message);
}

/** Runs a workflow of a page. Its steps succeed, and each notification leads back to the run. */
async function runPage(page: PublishedWorkflow, occasion: Occasion): Promise<Ended> {
  const { section, text, files } = page;
  const workflow: unknown = parse(text);
  if (!eventsOf(occasion).some((it) => starts(workflow, it))) return { runs: [], lines: [] };
  const simulator = await simulate();
  const { outputs: standIns = {}, world = {} } = recipes[section] ?? {};
  const known = { vars, standIns, ...(await withGithub(text, { world, ...occasion })) };
  const inputs = { 'base-url': simulator.url };
  const runs = await runWorkflow(text, known, { files, inputs, secrets });
  expect(runs.flatMap(errorsOf)).toEqual([]);
  const accepted = simulator.ledger.accepted().map(({ notification }) => Object(notification));
  for (const { templateId, title, endAt } of accepted) {
    expect(templateId).toMatch(/^[0-9a-f-]{36}$/);
    if (isExample(page)) expect(endAt).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect(title).toMatch(/acme\/harbor\b.*\b42\b/);
  }
  return { runs, lines: accepted.map(lineOf) };
}

const runs = publishedWorkflows.flatMap((workflow) => {
  const recipe = recipes[workflow.section] ?? { notifies: {} };
  const expected = byOccasion(recipe);
  const all: Readonly<Record<string, Occasion>> = { ...occasions, ...recipe.others };
  const unknown = Object.keys(expected).filter((name) => !Object.hasOwn(all, name));
  if (unknown.length > 0) throw new Error(`${workflow.section}: no occasion ${unknown}`);
  return Object.entries(all).map(([name, occasion]) => ({
    ...workflow,
    name,
    occasion,
    expected: expected[name] ?? [],
  }));
});

describe('the workflows of the pages and examples', () => {
  it.each(runs)('$section: $name', async ({ occasion, expected, ...workflow }) => {
    const { lines } = await runPage(workflow, occasion);
    expect(lines).toEqual(expected);
  });
});

it.each(publishedWorkflows.filter(isExample))(
  '$source names its payload file as the workflow does',
  ({ text, files }) => {
    const named = /payload-file: (.+)/.exec(text)?.[1];
    expect(Object.keys(files)).toEqual(named === undefined ? [] : [named]);
  },
);

const section = (name: string): PublishedWorkflow => {
  const found = publishedWorkflows.find((it) => it.section.startsWith(name));
  if (found === undefined) throw new Error(`no recipe ${name}`);
  return found;
};

describe('alerts', () => {
  const onFailure = publishedWorkflows
    .filter(onRecipePage)
    .filter(({ text }) => /failure\(\)|\["failure"|when: |result\.yml/.test(text));
  const settings = [
    'missing-values: empty',
    'unresolved-recipients: warn',
    'delivery: at-least-once',
    'on-missing-credentials: warn',
  ];

  it.each(onFailure)('$section: depends on no text, login, response, or secret', ({ text }) => {
    for (const setting of settings) expect(text).toContain(setting);
  });

  const byJobs = onFailure.filter(({ text }) => /!cancelled\(\)|failure\(\)/.test(text));
  const events = [
    'a form that fails',
    'a nightly run that fails',
    'an API call that fails',
  ] as const;
  const cases = byJobs.flatMap((it) => events.map((name) => ({ ...it, name })));

  it.each(cases)('$section: arrives after $name', async ({ name, ...workflow }) => {
    const occasion: Occasion = occasions[name];
    const text = workflow.text.replace(/\non:\n( .*\n)+/, `\non: ${occasion.event}\n`);
    const { lines } = await runPage({ ...workflow, text }, occasion);
    expect(lines.length).toBeGreaterThan(0);
  });
});

it('the reviewers of the pull request that adds the files are not notified, and nothing fails', async () => {
  const workflow = { ...section('Notify reviewers'), files: {} };
  const { lines, runs } = await runPage(workflow, occasions['a request for a review']);
  expect([lines, runs]).toEqual([[], []]);
});

it('a notification off the path of the job has no outcome before the job waits for it', async () => {
  const { text, files } = section('Off the path of the job');
  const used: string[] = [];
  const onStep = ({ name }: { readonly name: string }): number => used.push(name);
  const surroundings = { files, inputs: { 'client-id': '' }, secrets, onStep };
  await runWorkflow(text, occasions['a push that succeeds'], surroundings);
  expect(used.at(-1)).toBe('echo "No one was notified."');
  const never = text.replace('      - wait: notify\n', '');
  await runWorkflow(never.replace("!= 'sent'", "== 'skipped'"), onPush(failed), surroundings);
  expect(used.at(-1)).toBe('make');
});

/** What the check of a payload file needs, as the page describes it. */
const rehearsals: Readonly<Record<string, Occasion>> = {
  release: occasions['a release'],
  languages: occasions['a release'],
  reviewers: occasions['a request for a review'],
};
const payloadFiles = Object.keys(files).filter((path) =>
  /^\.github\/walkme\/(?!people|release-event)/.test(path),
);

it.each(payloadFiles)('%s can be checked in a pull request', async (path) => {
  const name = /(\w[\w-]*)\.yml$/.exec(path)?.[1] ?? '';
  const { event, payload } = rehearsals[name] ?? occasions['a push that fails'];
  const result = { result: 'failure' };
  const brokenSince = { number: 40 };
  const run = { ...result, failures: 3, brokenSince, failed: [], authors: ['jonasr'] };
  const context = {
    ...(files[path]?.includes('run.') && { run }),
    steps: {
      report: { outputs: { failed: '2', passed: '118' } },
      changed: { outputs: { prices: 'true', training: 'true' } },
    },
  };
  const ended = await runAction({
    inputs: {
      'payload-file': path,
      'event-file': `${event}:event.json`,
      'dry-run': 'true',
      'template-id': '1e5afe51-2d2a-4b22-a60a-cf2d6c01d726',
      'user-map': '.github/walkme/people.yml',
      'unresolved-recipients': 'warn',
      'missing-values': 'empty',
      needs: JSON.stringify({ build: { result: 'success' }, test: result, deploy: result }),
      context: JSON.stringify(context),
    },
    event: occasions['a pull request'].payload,
    files: { ...files, 'event.json': JSON.stringify(payload) },
  });
  expect(errorsOf(ended)).toEqual([]);
  expect(ended.payload.length).toBeGreaterThan(0);
});

it('the check of the page previews what each of its payload files sends', async () => {
  const check = section('Check payload files in pull requests');
  const { runs } = await runPage(check, occasions['a pull request']);
  expect(runs.map(({ outputs }) => outputs['outcome'])).toEqual(['dry-run', 'dry-run', 'dry-run']);
  const sent = runs.flatMap(({ payload }) =>
    payload.map(({ notification }) => lineOf(notification)),
  );
  expect(sent.map((line) => line.replace(/ \/ .*/, ''))).toEqual([
    'sales: Harbor 4.7 "Quiet Pier" is out',
    'shift: acme/harbor: deploy failed',
    'shift: The nightly tests failed',
    'managers: The nightly tests have failed for three nights',
  ]);
});

it('the workflow of the README sends its payload file after the changes that it describes', async () => {
  const readme = section('Usage');
  const text = readme.text
    .replace('permissions: {}', 'permissions:\n  contents: read')
    .replace('    steps:\n', '    steps:\n      - uses: actions/checkout@v7\n')
    .replace(/template-id:.*$/s, 'payload-file: .github/walkme/release.yml\n');
  const { lines } = await runPage({ ...readme, text }, occasions['a release']);
  expect(lines).toEqual([expect.stringContaining("What's new")]);
});
