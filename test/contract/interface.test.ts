import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { generateTables } from '../../scripts/tables.ts';
import { parseConfig } from '../../src/config/inputs.ts';
import { createDiagnostics, errorCodes } from '../../src/diagnostics.ts';
import { outputNames } from '../../src/report/outputs.ts';
import { productName, repository, version } from '../../src/version.ts';
import { read } from '../support/project.ts';
import { inputNames } from '../unit/config/support.ts';

interface Described {
  readonly description: string;
  readonly default?: string;
}

const action: {
  readonly name: string;
  readonly branding: unknown;
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
  readonly runs: unknown;
} = parse(read('action.yml'));

it('action.yml has the inputs that the code reads, and no others', async () => {
  expect(Object.keys(action.inputs).sort()).toEqual((await inputNames()).toSorted());
});

it('action.yml has the outputs that the code sets, and no others', () => {
  expect(Object.keys(action.outputs)).toEqual([...outputNames]);
});

it('the defaults of action.yml mean the same as blank', async () => {
  const errors = createDiagnostics((text) => text);
  const defaults = await parseConfig((name) => {
    const value = action.inputs[name]?.default ?? '';
    return value.startsWith('${{') ? '' : value;
  }, errors);
  const blank = await parseConfig(() => '', errors);
  expect(errors.errors).toEqual([]);
  expect(JSON.stringify(defaults)).toBe(JSON.stringify(blank));
});

it('action.yml is what the runner expects of it', () => {
  expect(action).toMatchObject({
    name: 'Notify WalkMe Workstation',
    branding: { icon: 'bell', color: 'purple' },
    runs: { using: 'node24', main: 'dist/index.js' },
  });
});

it('no description holds an expression, which the runner would refuse', () => {
  const described = [...Object.values(action.inputs), ...Object.values(action.outputs)];
  for (const { description } of described) expect(description).not.toContain('${{');
});

it('the tables of the README are those of action.yml', () => {
  expect(generateTables(read('README.md'), read('action.yml'))).toBe(read('README.md'));
});

it('docs/errors.md has one section for each error code, in their order, linked from its table', () => {
  const page = read('docs/errors.md');
  const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  const codes = Object.entries(errorCodes);
  expect(sections).toEqual(codes.map(([code]) => code));
  const linked = (isForgivable: boolean): string =>
    codes
      .filter(([, facts]) => facts.isForgivable === isForgivable)
      .map(([code]) => `[\`${code}\`](#${code})`)
      .join(', ');
  expect(page).toContain(`| ${linked(false)} | The step fails. |`);
  expect(page).toContain(`| ${linked(true)} | The step stays green, with a warning. |`);
});

it('version, name and repository are the same everywhere', () => {
  expect(JSON.parse(read('package.json'))).toMatchObject({ version });
  expect(action.name).toBe(productName);
  expect(read('README.md')).toContain(`uses: ${repository}@v`);
});

it('neither the lock file nor the npm settings name a registry', () => {
  expect(read('package-lock.json')).not.toContain('"resolved": "http');
  expect(read('.npmrc')).not.toContain('registry=');
});
