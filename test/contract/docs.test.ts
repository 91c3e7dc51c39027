import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wellKnownFunctions } from '@actions/expressions/funcs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { regions } from '../../src/config/service.ts';
import { createBudget } from '../../src/expressions/budget.ts';
import { createEngine } from '../../src/expressions/engine.ts';
import { createFunctions } from '../../src/expressions/functions.ts';
import { splitTemplate } from '../../src/expressions/template.ts';
import { valueAt } from '../../src/text/property.ts';
import { limits } from '../bench/limits.ts';
import { lintWorkflow } from '../support/linters.ts';
import { filesIn, read, root } from '../support/project.ts';
import { pages, type Snippet, snippetsOf, workflowAround } from '../support/snippets.ts';

const snippets = pages.flatMap(snippetsOf);
const examples = filesIn('examples', /\/workflow\.yml$/).map((path) => `examples/${path}`);

const label = ({ page, line, section }: Snippet): string => `${page}:${line} (${section})`;
const isWorkflow = (text: string): boolean => /^jobs:$/m.test(text);

/** Whole workflows, and steps alone, which get a workflow around them. */
const workflows: readonly (readonly [string, string])[] = [
  ...snippets
    .filter(
      ({ language, path = '', text }) =>
        language === 'yaml' &&
        !path.endsWith('/action.yml') &&
        (isWorkflow(text) || text.includes('uses:')),
    )
    .map(
      (snippet) =>
        [label(snippet), isWorkflow(snippet.text) ? snippet.text : around(snippet.text)] as const,
    ),
  ...examples.map((path) => [path, read(path)] as const),
];

function around(steps: string): string {
  if (steps.includes('event.issue')) return workflowAround(steps, 'issues');
  const isDispatched = steps.includes('client_payload');
  return workflowAround(steps, isDispatched ? 'repository_dispatch' : 'release');
}

it('finds the workflows of the pages', () => {
  expect(workflows.length).toBeGreaterThan(15);
});

describe.each(workflows)('%s', (_, text) => {
  it('passes actionlint and the language service of GitHub', async () => {
    expect(await lintWorkflow(text)).toEqual([]);
  });

  it('inserts text from events as its input needs it', () => {
    expect(unsafeInputs(text)).toEqual([]);
  });
});

/** Inputs with a syntax of their own, which need toJSON(); in others, it would add quotes. */
const structured = [
  'overrides',
  'payload',
  'context',
  'needs',
  'system-ids',
  'end-user-ids',
  'audience-ids',
  'standard-overrides',
];

function unsafeInputs(workflow: string): readonly string[] {
  const jobs: unknown = valueAt(parse(workflow), 'jobs');
  const steps = Object.values(Object(jobs)).flatMap((job) => {
    const list = valueAt(job, 'steps');
    return Array.isArray(list) ? list : [];
  });
  return steps
    .filter((step) => String(step.uses).includes('notify-walkme-workstation'))
    .flatMap((step) =>
      Object.entries(Object(valueAt(step, 'with'))).flatMap(([name, value]) =>
        (splitTemplate(String(value)) ?? [])
          .filter(({ kind, text }) => kind === 'expression' && isWrong(name, text))
          .map(({ text }) => `${name}: ${text}`),
      ),
    );
}

function isWrong(input: string, expression: string): boolean {
  const isEvent = /github\.(event\b|head_ref)/.test(expression);
  return isEvent && /^toJSON\(/i.test(expression) !== structured.includes(input);
}

it.each([
  ['overrides: "TITLE=${{ github.event.issue.title }}"', 1],
  ['payload: "{\\"a\\": ${{ toJSON(github.event.issue.title) }}}"', 0],
  ['end-user-ids: ${{ github.head_ref }}', 1],
  ['runtime-title: ${{ github.event.issue.title }}', 0],
  ['runtime-title: ${{ toJSON(github.event.issue.title) }}', 1],
])('finds an input with text that is inserted wrongly: %s', (line, count) => {
  const step = `- uses: a/notify-walkme-workstation@v1\n  with:\n    ${line}`;
  expect(unsafeInputs(around(step))).toHaveLength(count);
});

const functionRows = [
  ...read('docs/payload.md').matchAll(/^\| `\w+\(.*?\| `\$\{\{ (.+?) \}\}` \| `(.+?)` \|$/gm),
].map(([, expression = '', result = '']) => [expression, result] as const);

it('docs/payload.md shows an example of each function of the action', () => {
  const all = createFunctions(
    { jobStatus: '', owner: () => '', convert: () => undefined, log: () => {} },
    createBudget(),
  ).keys();
  const status = ['success', 'failure', 'cancelled', 'always'];
  const ours = [...all].filter((name) => !(name in wellKnownFunctions || status.includes(name)));
  const shown = functionRows.flatMap(([expression]) =>
    [...expression.matchAll(/(\w+)\(/g)].map(([, name = '']) => name.toLowerCase()),
  );
  expect(shown).toEqual(expect.arrayContaining(ours));
});

it.each(functionRows)('the example %s returns %s', async (expression, result) => {
  const contexts = { values: {}, askRun: async () => ({}), withheld: () => undefined };
  const engine = createEngine(contexts);
  const value = await engine.evaluate(expression);
  expect(value.coerceString()).toBe(result);
});

it('docs/performance.md has every row of the bench', () => {
  const page = read('docs/performance.md');
  for (const name of Object.keys(limits)) expect(page).toContain(`| ${name} | **`);
  expect(page).toMatch(/\| load \| \d/);
});

it('docs/security-review.md names every host: the source code contains no other address', () => {
  const code = filesIn('src', /\.ts$/)
    .flatMap((path) => read(`src/${path}`).split('\n'))
    .filter((line) => !/^\s*(\*|\/\*|\/\/)/.test(line));
  const hosts = new Set(
    code.flatMap((line) => line.match(/(?<=https:\/\/)[\w-]+\.[\w.-]+\w/g) ?? []),
  );
  const requested = Object.values(regions).map((url) => new URL(url).host);
  // GitHub, and those that only messages name.
  const known = [
    'api.github.com',
    'github.com',
    'git-lfs.github.com',
    'www.githubstatus.com',
    'example.com',
    'api.example.com',
  ];
  expect([...hosts].filter((host) => ![...requested, ...known].includes(host))).toEqual([]);
  const readme = read('README.md');
  for (const host of requested) expect(readme).toContain(`\`${host}\``);
});

it('the files that the pages name as evidence exist', () => {
  const named = pages.flatMap((page) => [
    ...read(page).matchAll(/`((?:src|test|scripts|simulator)\/[^`*]+\.ts)`/g),
  ]);
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter(([, path = '']) => !existsSync(join(root, path)));
  expect(missing.map(([, path]) => path)).toEqual([]);
});

it('links inside the project lead to files and headings that exist', () => {
  const broken = pages.flatMap((page) => {
    const text = read(page);
    return [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)]*)?\)/g)]
      .filter(([, path = '', hash = '']) => !leads(page, path, hash))
      .map(([link]) => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});

function leads(page: string, path: string, hash: string): boolean {
  const target = path === '' ? page : join(page, '..', path);
  try {
    if (hash === '')
      return readdirSync(join(root, target, '..')).includes(target.split('/').at(-1) ?? '');
    const headings = read(target).matchAll(/^#+ (.+)$/gm);
    const slugs = [...headings].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
    return slugs.includes(hash.slice(1));
  } catch {
    return false;
  }
}

it('README says what is needed in 1,400 words, tables of inputs and outputs included', () => {
  const readme = read('README.md');
  // The bars of a table are no words.
  const texts = readme.slice(0, readme.indexOf('## Regions')).split(/\s+/);
  const words = texts.filter((text) => /[\p{L}\p{N}]/u.test(text));
  expect(words.length).toBeLessThanOrEqual(1400);
});
